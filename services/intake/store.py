"""The tables of the desk, and how a dispute is kept. Only this module and the views know them."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import ForeignKey, Index, SmallInteger, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel, col, select

from services.chassis import outbox
from services.chassis.case_rows import SeriesColumns
from services.chassis.db import HouseSession
from services.chassis.messages import UnitRouted as UnitRoutedMessage
from services.chassis.now import now
from services.chassis.tables import EventLog

from .domain import evolve
from .events import EVENTS, DisputeRegistered, Event, UnitRouted
from .parts import Dispute, Source, Unit, UnitState


class Own(SQLModel, registry=registry()):
    """The tables that only the desk has."""


class DisputeRow(Own, table=True):
    """One dispute: the whole of it as a snapshot, and the columns it is found by."""

    __tablename__: ClassVar[str] = "dispute"
    __table_args__ = (UniqueConstraint("source_partner", "source_reference"),)

    id: UUID = Field(primary_key=True)
    number: str = Field(sa_type=Text, unique=True)
    version: int
    received_on: date = Field(index=True)
    entry: str = Field(sa_type=Text)
    source_partner: str | None = Field(default=None, sa_type=Text)
    source_reference: str | None = Field(default=None, sa_type=Text)
    applicant_name: str = Field(sa_type=Text, index=True)
    applicant_phone: str = Field(sa_type=Text, index=True)
    snapshot: dict[str, JsonValue] = Field(sa_type=JSONB)


class UnitRow(Own, table=True):
    """One claim unit as the board shows it; everything here follows from the dispute's snapshot."""

    __tablename__: ClassVar[str] = "claim_unit"
    __table_args__ = (
        UniqueConstraint("dispute_id", "position"),
        Index("ix_claim_unit_due_on", "due_on", postgresql_where=text("state IN ('waiting', 'lawyer')")),
    )

    id: UUID = Field(primary_key=True)
    dispute_id: UUID = Field(sa_column_args=(ForeignKey("dispute.id"),))
    position: int = Field(sa_type=SmallInteger)
    state: str = Field(sa_type=Text, index=True)
    channel: str = Field(sa_type=Text)
    claim: str = Field(sa_type=Text)
    organ: str = Field(sa_type=Text)
    other_side: str = Field(sa_type=Text)
    act_number: str = Field(sa_type=Text, index=True)
    due_on: date | None = None
    is_provisional: bool
    case_id: UUID | None = Field(default=None, unique=True)
    case_number: str | None = Field(default=None, sa_type=Text, index=True)
    case_title: str | None = Field(default=None, sa_type=Text)
    moved_on: date | None = None


class NumberSeries(SeriesColumns, Own, table=True):
    """The last dispute number given out in a year."""

    __tablename__: ClassVar[str] = "number_series"


def load(session: HouseSession, dispute_id: UUID, *, lock: bool = False) -> Dispute | None:
    """The dispute as it stands; under lock when it is about to change."""
    row = session.get(DisputeRow, dispute_id, with_for_update=lock, populate_existing=True)
    return None if row is None else Dispute.model_validate(row.snapshot)


def dispute_of(session: HouseSession, unit_id: UUID) -> UUID | None:
    """Which dispute a claim unit belongs to."""
    return session.exec(select(UnitRow.dispute_id).where(col(UnitRow.id) == unit_id)).first()


def number_of(session: HouseSession, source: Source) -> str | None:
    """The number already given to what a partner handed over. Queues, so that two at once cannot both be the first."""
    key = f"dispute {source.partner} {source.reference}"
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key})
    found = select(DisputeRow.number).where(
        col(DisputeRow.source_partner) == source.partner, col(DisputeRow.source_reference) == source.reference
    )
    return session.exec(found).first()


def write(session: HouseSession, before: Dispute | None, facts: Sequence[Event]) -> Dispute:
    """Keep the dispute after these facts, with its events, its units' rows and the messages that tell of them."""
    dispute = before
    for fact in facts:
        dispute = evolve(dispute, fact)
        session.add(_entry(dispute, fact))
    if dispute is None:
        raise ValueError("A decision without events writes nothing.")
    session.merge(_row(dispute))
    session.flush()
    for unit in dispute.units:
        session.merge(_unit_row(dispute, unit))
    for fact in facts:
        _publish(session, dispute, fact)
    session.flush()
    return dispute


def history(session: HouseSession, dispute_id: UUID) -> tuple[Event, ...]:
    """Everything that happened to the dispute, in order."""
    rows = session.exec(select(EventLog).where(col(EventLog.case_id) == dispute_id).order_by(col(EventLog.seq)))
    return tuple(EVENTS.validate_python(row.data) for row in rows)


def _entry(dispute: Dispute, fact: Event) -> EventLog:
    data: dict[str, JsonValue] = EVENTS.dump_python(fact, mode="json")
    return EventLog(
        case_id=dispute.id, seq=dispute.version, type=fact.type, data=data, at=now(), on=fact.on, by=fact.by.id
    )


def _row(dispute: Dispute) -> DisputeRow:
    return DisputeRow(
        id=dispute.id,
        number=dispute.number,
        version=dispute.version,
        received_on=dispute.received_on,
        entry=dispute.entry,
        source_partner=dispute.source.partner if dispute.source else None,
        source_reference=dispute.source.reference if dispute.source else None,
        applicant_name=dispute.applicant.name,
        applicant_phone=dispute.applicant.phone,
        snapshot=dispute.model_dump(mode="json"),
    )


def _unit_row(dispute: Dispute, unit: Unit) -> UnitRow:
    limit = unit.route.next_limit
    return UnitRow(
        id=unit.id,
        dispute_id=dispute.id,
        position=unit.position,
        state=unit.state.value,
        channel=unit.route.channel.value,
        claim=unit.claim,
        organ=unit.route.organ,
        other_side=unit.other_side.name,
        act_number=unit.act.number,
        due_on=limit.due_on if limit else None,
        is_provisional=limit.provisional if limit else False,
        case_id=unit.case.case_id if unit.case else None,
        case_number=unit.case.number if unit.case else None,
        case_title=unit.case.title if unit.case else None,
        moved_on=unit.case.moved_on if unit.case else None,
    )


def _publish(session: HouseSession, dispute: Dispute, fact: Event) -> None:
    """Only a unit that a channel of the house takes over is announced; the rest stays at the desk."""
    match fact:
        case DisputeRegistered():
            routed = dispute.units
        case UnitRouted():
            routed = tuple(unit for unit in dispute.units if unit.id == fact.unit_id)
        case _:
            return
    for unit in routed:
        if unit.state is UnitState.WAITING:
            body = UnitRoutedMessage.model_validate(
                {
                    "unit_id": unit.id,
                    "dispute_id": dispute.id,
                    "dispute_number": dispute.number,
                    "channel": unit.route.channel.value,
                }
            )
            outbox.put(session, body, case_id=None, on=fact.on)
