"""Messages that failed: counted, given up after some attempts, kept to be looked at and to be revived."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from services.chassis.db import HouseSession, transaction
from services.chassis.now import now
from services.chassis.stream import Entry, Stream
from services.chassis.tables import DeadMessage
from services.kernel.refusal import Refused

ATTEMPTS = 5
LONGEST_ERROR = 2000


def count_failure(service: str, message_id: UUID, entry: Entry, error: Exception, *, attempts: int = ATTEMPTS) -> bool:
    """Note one more failure of a message; whether it is given up now."""
    instant = now()
    reason = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
    fresh = insert(DeadMessage).values(
        message_id=message_id,
        type=entry.type,
        entry=entry.text,
        failures=1,
        error=reason,
        failed_at=instant,
        dead_at=instant if attempts <= 1 else None,
    )
    again = fresh.on_conflict_do_update(
        index_elements=[col(DeadMessage.message_id)],
        set_={"failures": col(DeadMessage.failures) + 1, "error": reason, "failed_at": instant},
    )
    with transaction(service) as session:
        session.exec(again)
        row = session.get_one(DeadMessage, message_id)
        if row.failures >= attempts and row.dead_at is None:
            row.dead_at = instant
        return row.dead_at is not None


def forgive(session: HouseSession, message_id: UUID) -> None:
    """The message took effect after all: its failures are forgotten in the same transaction."""
    row = session.get(DeadMessage, message_id)
    if row is not None:
        session.delete(row)


def dead_messages(session: Session) -> Sequence[DeadMessage]:
    """The messages this service has given up, oldest first."""
    given_up = select(DeadMessage).where(col(DeadMessage.dead_at).is_not(None)).order_by(col(DeadMessage.dead_at))
    return session.exec(given_up).all()


def revive(service: str, message_id: UUID, stream: Stream | None = None) -> None:
    """Send a given-up message once more, after its cause was mended. Other services know it and pass over it."""
    with transaction(service) as session:
        row = session.get(DeadMessage, message_id, with_for_update=True)
        if row is None or row.dead_at is None:
            raise Refused("message.not_dead", "没有这条停止处理的消息。")
        row.failures, row.dead_at = 0, None
        message = Entry("", row.type, row.entry).message()
    (stream or Stream()).append([message])
