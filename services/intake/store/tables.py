"""The tables of the desk: a dispute as a snapshot with the columns it is found by, its units, its persons."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import ForeignKey, Index, SmallInteger, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from services.chassis.case_rows import SeriesColumns


class Own(SQLModel, registry=registry()):
    """The tables that only the desk has."""


class DisputeRow(Own, table=True):
    """One dispute: the whole of it as a snapshot, and the columns it is found by."""

    __tablename__: ClassVar[str] = "dispute"
    __table_args__ = (
        UniqueConstraint("source_partner", "source_reference"),
        Index(
            "ix_dispute_story_print",
            "story_print",
            postgresql_using="gin",
            postgresql_ops={"story_print": "gin_trgm_ops"},
        ),
    )

    id: UUID = Field(primary_key=True)
    number: str = Field(sa_type=Text, unique=True)
    version: int
    received_on: date = Field(index=True)
    entry: str = Field(sa_type=Text)
    source_partner: str | None = Field(default=None, sa_type=Text)
    source_reference: str | None = Field(default=None, sa_type=Text)
    applicant_name: str = Field(sa_type=Text, index=True)
    applicant_phone: str = Field(sa_type=Text, index=True)
    story_print: str = Field(sa_type=Text)
    # What opens the public status page, beside the number. Not in the snapshot: whoever reads the file need not know it.
    code: str = Field(sa_type=Text)
    snapshot: dict[str, JsonValue] = Field(sa_type=JSONB)


class UnitRow(Own, table=True):
    """One claim unit as the board shows it; everything here follows from the dispute's snapshot."""

    __tablename__: ClassVar[str] = "claim_unit"
    __table_args__ = (
        UniqueConstraint("dispute_id", "position"),
        Index(
            "ix_claim_unit_due_on",
            "due_on",
            postgresql_where=text("state IN ('waiting', 'offered', 'lawyer', 'refused')"),
        ),
    )

    id: UUID = Field(primary_key=True)
    dispute_id: UUID = Field(sa_column_args=(ForeignKey("dispute.id"),))
    position: int = Field(sa_type=SmallInteger)
    state: str = Field(sa_type=Text, index=True)
    channel: str = Field(sa_type=Text)
    claim: str = Field(sa_type=Text)
    organ: str = Field(sa_type=Text)
    other_side: str = Field(sa_type=Text, index=True)
    act_number: str = Field(sa_type=Text, index=True)
    act_made_on: date | None = None
    event_on: date | None = None
    lacks_facts: bool = False
    due_on: date | None = None
    is_provisional: bool
    case_id: UUID | None = Field(default=None, unique=True)
    case_number: str | None = Field(default=None, sa_type=Text, index=True)
    case_title: str | None = Field(default=None, sa_type=Text)
    moved_on: date | None = None


class PersonRow(Own, table=True):
    """One person of a dispute, to be found by."""

    __tablename__: ClassVar[str] = "dispute_person"

    dispute_id: UUID = Field(primary_key=True, sa_column_args=(ForeignKey("dispute.id"),))
    position: int = Field(primary_key=True, sa_type=SmallInteger)
    role: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text, index=True)
    phone: str = Field(sa_type=Text, index=True)
    id_number: str = Field(sa_type=Text, index=True)


class OverrideRow(Own, table=True):
    """A route that a person chose against the tables, kept for review however often the unit is routed again."""

    __tablename__: ClassVar[str] = "route_override"

    dispute_id: UUID = Field(primary_key=True, sa_column_args=(ForeignKey("dispute.id"),))
    seq: int = Field(primary_key=True)
    unit_id: UUID
    position: int = Field(sa_type=SmallInteger)
    on: date
    by_name: str = Field(sa_type=Text)
    instead_of: str = Field(sa_type=Text)
    rule: str = Field(sa_type=Text)
    chosen: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    reviewed_on: date | None = Field(default=None, index=True)
    reviewed_by: str | None = Field(default=None, sa_type=Text)
    finding: str | None = Field(default=None, sa_type=Text)


class NumberSeries(SeriesColumns, Own, table=True):
    """The last dispute number given out in a year."""

    __tablename__: ClassVar[str] = "number_series"
