"""Read the stream for one service: at least once on the wire, exactly once in effect.

The inbox row and the effect stand in one transaction. Killed before the commit, nothing happened and the message
comes again; killed after it, the message comes again and is recognised.
"""

import threading
from collections.abc import Callable, Mapping
from uuid import NAMESPACE_OID, UUID, uuid5

from pydantic import ValidationError
from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from services.chassis import dead, logs
from services.chassis.db import HouseSession, transaction
from services.chassis.loops import run_until
from services.chassis.messages import Message
from services.chassis.now import monotonic
from services.chassis.stream import Entry, Reader, Stream
from services.chassis.tables import Inbox
from services.chassis.tidy import tidy

Handler = Callable[[HouseSession, Message], None]
WAIT_MS = 1000
TIDY_SECONDS = 3600.0


class Consumer:
    """One service's reader of the stream; `handlers` are found by message type, all others are passed over."""

    def __init__(
        self,
        service: str,
        handlers: Mapping[str, Handler],
        *,
        stream: Stream | None = None,
        retry_seconds: float | None = None,
    ) -> None:
        self.service = service
        self.handlers = handlers
        self.reader = Reader(service, stream, retry_seconds=retry_seconds)
        self._log = logs.logger(service)
        self._tidied: float | None = None

    def run(self, stop: threading.Event) -> None:
        """Read until told to stop; outlives Redis and PostgreSQL being away."""
        run_until(stop, self.service, self._turn, pause_seconds=0)

    def consume_once(self, *, wait_ms: int | None = None) -> int:
        """Read one batch; how many entries were finished with."""
        return sum(self._settle(entry) for entry in self.reader.take(wait_ms=wait_ms))

    def _turn(self) -> int:
        if self._tidied is None or monotonic() - self._tidied > TIDY_SECONDS:
            tidy(self.service)
            self._tidied = monotonic()
        return self.consume_once(wait_ms=WAIT_MS)

    def _settle(self, entry: Entry) -> bool:
        handler = self.handlers.get(entry.type)
        is_settled = handler is None or self._attempt(entry, handler)
        if is_settled:
            self.reader.done(entry)
        return is_settled

    def _attempt(self, entry: Entry, handler: Handler) -> bool:
        """Let the message take effect; a failure is counted as a value, so that others behind it are not held up."""
        try:
            message = entry.message()
        except ValidationError as error:
            return self._failed(uuid5(NAMESPACE_OID, entry.text), entry, error, attempts=1)
        try:
            take_effect(self.service, message, handler)
        except Exception as error:  # the boundary: whatever a handler raises is kept in dead_message
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                raise
            return self._failed(message.id, entry, error, attempts=dead.ATTEMPTS)
        return True

    def _failed(self, message_id: UUID, entry: Entry, error: Exception, *, attempts: int) -> bool:
        is_dead = dead.count_failure(self.service, message_id, entry, error, attempts=attempts)
        event = "message_given_up" if is_dead else "message_failed"
        logs.failed(self._log, event, error, message_id=message_id, message_type=entry.type)
        return is_dead


def take_effect(service: str, message: Message, handler: Handler) -> None:
    """Let a message take effect unless it already has: inbox row and effect in one transaction."""
    with transaction(service) as session:
        if _is_new(session, message):
            handler(session, message)
            dead.forgive(session, message.id)


def _is_new(session: HouseSession, message: Message) -> bool:
    arrival = insert(Inbox).values(message_id=message.id, type=message.type, at=func.clock_timestamp())
    return session.exec(arrival.on_conflict_do_nothing().returning(col(Inbox.message_id))).first() is not None
