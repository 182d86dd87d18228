"""Carry messages from every service's outbox into the stream: at least once, in the order they were written.

Killed between sending and marking, it sends again: the inboxes make that harmless. When Redis comes back emptied or
restarted, whatever the loss may have taken is marked unsent and goes out again.
"""

import threading

from sqlalchemy import Connection, func, inspect, text
from sqlmodel import col, select, update

from services.chassis import logs
from services.chassis.db import RELAY, SERVICES, engine
from services.chassis.loops import run_until
from services.chassis.messages import Message
from services.chassis.settings import settings
from services.chassis.stream import Stream
from services.chassis.tables import Outbox
from services.chassis.tidy import real_instant_before

BATCH = 200
TRIM_AFTER = 5000


class Relay:
    """One relay works for all services. More of them may run: one at a time works on a schema."""

    def __init__(self, stream: Stream | None = None) -> None:
        self.stream = stream or Stream()
        self._log = logs.logger("relay")
        self._untrimmed = 0

    def run(self, stop: threading.Event) -> None:
        """Send until told to stop; outlives Redis and PostgreSQL being away."""
        run_until(stop, "relay", self.relay_once, pause_seconds=settings().relay_seconds)

    def relay_once(self) -> int:
        """Send one batch of every outbox; how many messages were sent."""
        self._recover_from_loss()
        sent = sum(self._send(service) for service in self._schemas())
        self._untrimmed += sent
        if self._untrimmed >= TRIM_AFTER:
            self.stream.trim(keep_hours=settings().redis_loss_hours)
            self._untrimmed = 0
        return sent

    def _schemas(self) -> list[str]:
        with engine(RELAY).connect() as connection:
            present = set(inspect(connection).get_schema_names())
        return [service for service in SERVICES if service in present]

    def _send(self, service: str) -> int:
        with engine(RELAY).execution_options(schema_translate_map={None: service}).begin() as connection:
            if not _is_mine(connection, service):
                return 0
            messages = _unsent(connection, service)
            if messages:
                self.stream.append(messages)
                marked = update(Outbox).where(col(Outbox.id).in_([message.id for message in messages]))
                connection.execute(marked.values(sent_at=func.clock_timestamp()))
        return len(messages)

    def _recover_from_loss(self) -> None:
        """Mark unsent what Redis may have lost: everything if it was emptied, the last hours if it was restarted."""
        run, known = self.stream.server_run(), self.stream.epoch()
        if known == run:
            return
        chosen = settings()
        hours = chosen.redis_loss_hours if known is not None else chosen.outbox_days * 24
        marked = sum(_mark_unsent(service, hours) for service in self._schemas())
        self.stream.begin_epoch(run)
        self._log.warning("redis_lost" if known is None else "redis_restarted", count=marked)


def _is_mine(connection: Connection, service: str) -> bool:
    lock = text("SELECT pg_try_advisory_xact_lock(hashtext(:relay))")
    return bool(connection.scalar(lock, {"relay": f"relay {service}"}))


def _unsent(connection: Connection, service: str) -> list[Message]:
    waiting = (
        select(col(Outbox.id), col(Outbox.case_id), col(Outbox.on), col(Outbox.body))
        .where(col(Outbox.sent_at).is_(None))
        .order_by(col(Outbox.seq))
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    return [
        Message(id=row.id, source=service, case_id=row.case_id, on=row.on, body=row.body)
        for row in connection.execute(waiting)
    ]


def _mark_unsent(service: str, hours: int) -> int:
    with engine(RELAY).execution_options(schema_translate_map={None: service}).begin() as connection:
        lost = update(Outbox).where(
            col(Outbox.sent_at).is_not(None), col(Outbox.sent_at) > real_instant_before(hours=hours)
        )
        return connection.execute(lost.values(sent_at=None)).rowcount
