"""The rows of notify: deliveries, notices, what waits to be sent, and every attempt to send it."""

from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, Index, Text, func, or_, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel, col, select

from services.chassis import audit, outbox
from services.chassis.clocks import Moved, sync_clocks
from services.chassis.columns import Instant, Json
from services.chassis.db import HouseSession
from services.chassis.law_in_use import in_use, law_in_use
from services.chassis.messages import AnyBody
from services.chassis.now import now
from services.chassis.tables import EventLog
from services.kernel.principal import service

from .domain.attempt import Accepted, Outcome, Rejected
from .domain.delivery import Delivery, evolve
from .domain.notice import Notice
from .events import EVENTS, Event, Mode, NoticePeriodMoved

NOTIFY = service("notify")


class Own(SQLModel, registry=registry()):
    """The tables that only notify has."""


class DeliveryRow(Own, table=True):
    """A delivery: what lists look for, beside the whole state."""

    __tablename__: ClassVar[str] = "delivery"
    __table_args__ = (Index("delivery_board", "state", "asked_on"), Index("delivery_case", "case_id"))

    id: UUID = Field(primary_key=True)
    case_id: UUID
    case_number: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    version: int
    asked_on: date
    served_on: date | None = None
    disputed: bool = False
    facts: Delivery = Field(sa_column=Column(Json(Delivery), nullable=False))


class NoticeRow(Own, table=True):
    """A notice; the unique key is what makes it go out once."""

    __tablename__: ClassVar[str] = "notice"
    __table_args__ = (Index("notice_board", "state", "asked_on"),)

    id: UUID = Field(primary_key=True)
    key: str = Field(sa_type=Text, unique=True)
    case_id: UUID | None = None
    state: str = Field(sa_type=Text)
    asked_on: date
    facts: Notice = Field(sa_column=Column(Json(Notice), nullable=False))


class Sending(Own, table=True):
    """One item on its way out. `content_sha256`: the exact bytes, archived before the first try.

    Waiting and leases are counted in the database's real time; the simulated clock must not make a try look dead.
    """

    __tablename__: ClassVar[str] = "sending"
    __table_args__ = (Index("sending_open", "next_try_at", postgresql_where=text("NOT done")),)

    item_id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    channel: str = Field(sa_type=Text)
    written_at: datetime = Field(sa_type=Instant)
    tried: int = 0
    done: bool = False
    content_sha256: str | None = Field(default=None, sa_type=Text)
    next_try_at: datetime | None = Field(
        default=None, sa_column=Column(Instant, nullable=False, server_default=text("clock_timestamp()"))
    )
    leased_until: datetime | None = Field(default=None, sa_type=Instant)


class Attempt(Own, table=True):
    """One try. `outcome` stays empty when the process died before the channel's answer was recorded."""

    __tablename__: ClassVar[str] = "attempt"

    item_id: UUID = Field(primary_key=True, foreign_key="sending.item_id")
    number: int = Field(primary_key=True)
    channel: str = Field(sa_type=Text)
    began_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    outcome: str | None = Field(default=None, sa_type=Text)
    code: str | None = Field(default=None, sa_type=Text)
    reference: str | None = Field(default=None, sa_type=Text)


def delivery_of(session: HouseSession, delivery_id: UUID, *, lock: bool = False) -> Delivery | None:
    """The delivery as it stands; under lock when it is about to change."""
    row = session.get(DeliveryRow, delivery_id, with_for_update=lock, populate_existing=True)
    return row.facts if row is not None else None


def write(  # noqa: PLR0913, PLR0917 - what changed, by what, told to whom, by whom, on which day
    session: HouseSession,
    before: Delivery | None,
    events: tuple[Event, ...],
    bodies: tuple[AnyBody, ...],
    by: str,
    on: date,
) -> Delivery:
    """Write the events, the row, its clock and the messages that follow, all in the caller's transaction."""
    delivery = before
    for event in events:
        delivery = evolve(delivery, event)
        session.add(_entry(delivery, event, by, on))
    if delivery is None:
        raise ValueError("nothing was written")
    session.merge(_row(delivery))
    session.flush()
    moved = sync_clocks(session, delivery.id, delivery.clocks, law_in_use())
    for body in bodies:
        outbox.put(session, body, case_id=delivery.case_id, on=on)
    return _tell_of_moves(session, delivery, moved, on)


def bring_level(session: HouseSession, delivery_id: UUID, on: date) -> int:
    """Reckon the period of a public notice with the law in use, under the lock of the delivery; how many days moved."""
    delivery = delivery_of(session, delivery_id, lock=True)
    if delivery is None:
        return 0
    moved = sync_clocks(session, delivery_id, delivery.clocks, law_in_use())
    _tell_of_moves(session, delivery, moved, on)
    return len(moved)


def _tell_of_moves(session: HouseSession, before: Delivery, moved: tuple[Moved, ...], on: date) -> Delivery:
    delivery, law = before, in_use()
    for one in moved:
        event = NoticePeriodMoved(was_on=one.was_on, now_on=one.now_on, notice=law.notice, calendar=law.number)
        delivery = evolve(delivery, event)
        session.add(_entry(delivery, event, NOTIFY.id, on))
        detail = event.model_dump(mode="json")
        audit.record(session, NOTIFY, event.type, f"delivery:{delivery.id}", detail=detail)
    if moved:
        session.merge(_row(delivery))
        session.flush()
    return delivery


def _entry(delivery: Delivery, event: Event, by: str, on: date) -> EventLog:
    data = EVENTS.dump_python(event, mode="json")
    return EventLog(case_id=delivery.id, seq=delivery.version, type=event.type, data=data, at=now(), on=on, by=by)


def _row(delivery: Delivery) -> DeliveryRow:
    return DeliveryRow(
        id=delivery.id,
        case_id=delivery.case_id,
        case_number=delivery.case_number,
        state=delivery.state.value,
        version=delivery.version,
        asked_on=delivery.asked_on,
        served_on=delivery.served_on,
        disputed=delivery.is_disputed,
        facts=delivery,
    )


def add_notice(session: HouseSession, notice: Notice) -> bool:
    """Keep the notice unless its key is known; a second one with the key waits for the first and then is dropped."""
    values = {
        "id": notice.id,
        "key": notice.key,
        "case_id": notice.case_id,
        "state": notice.state.value,
        "asked_on": notice.asked_on,
        "facts": notice,
    }
    added = insert(NoticeRow).values(values).on_conflict_do_nothing().returning(col(NoticeRow.id))
    return session.exec(added).first() is not None


def notice_of(session: HouseSession, notice_id: UUID, *, lock: bool = False) -> Notice | None:
    """The notice as it stands."""
    row = session.get(NoticeRow, notice_id, with_for_update=lock, populate_existing=True)
    return row.facts if row is not None else None


def save_notice(session: HouseSession, notice: Notice) -> None:
    """Write an ended notice back."""
    row = session.get_one(NoticeRow, notice.id)
    row.facts, row.state = notice, notice.state.value


def enqueue(session: HouseSession, item_id: UUID, kind: str, channel: Mode) -> None:
    """Let the item wait for the sender."""
    session.add(Sending(item_id=item_id, kind=kind, channel=channel.value, written_at=now()))


def claim(session: HouseSession, lease: timedelta) -> Sending | None:
    """Take the item that has waited longest and is in nobody's hands, and count the try before it is made."""
    time = _time(session)
    waiting = (
        select(Sending)
        .where(~col(Sending.done), col(Sending.next_try_at) <= time)
        .where(or_(col(Sending.leased_until).is_(None), col(Sending.leased_until) < time))
        .order_by(col(Sending.next_try_at))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = session.exec(waiting).first()
    if row is None:
        return None
    row.tried, row.leased_until = row.tried + 1, time + lease
    session.add(Attempt(item_id=row.item_id, number=row.tried, channel=row.channel, began_at=now()))
    return row


def sending_of(session: HouseSession, item_id: UUID) -> Sending:
    """The item's place in the queue, under lock."""
    return session.get_one(Sending, item_id, with_for_update=True, populate_existing=True)


def postpone(session: HouseSession, row: Sending, wait: timedelta) -> None:
    """Let the item wait before it is tried again."""
    row.next_try_at, row.leased_until = _time(session) + wait, None


def end_attempt(session: HouseSession, item_id: UUID, number: int, outcome: Outcome) -> None:
    """Write the channel's answer to one try."""
    row = session.get_one(Attempt, (item_id, number))
    row.ended_at = now()
    match outcome:
        case Accepted():
            row.outcome, row.reference = "accepted", outcome.reference or None
        case Rejected():
            row.outcome, row.code = outcome.error.value, outcome.code


def attempts_of(session: HouseSession, item_id: UUID) -> tuple[Attempt, ...]:
    """Every try for an item, in order."""
    return tuple(session.exec(select(Attempt).where(col(Attempt.item_id) == item_id).order_by(col(Attempt.number))))


def events_of(session: HouseSession, delivery_id: UUID) -> tuple[tuple[EventLog, Event], ...]:
    """Everything that happened to a delivery, in order."""
    rows = session.exec(select(EventLog).where(col(EventLog.case_id) == delivery_id).order_by(col(EventLog.seq)))
    return tuple((row, EVENTS.validate_python(row.data)) for row in rows)


def _time(session: HouseSession) -> datetime:
    instant: datetime = session.exec(select(func.clock_timestamp())).one()
    return instant
