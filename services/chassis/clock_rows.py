"""Clocks as rows: facts the law counts from, reminders asked for, limits missed. In every service's schema."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID, uuid4

from sqlalchemy import Column, Index, SmallInteger, Text, UniqueConstraint, text
from sqlmodel import Field

from services.chassis.columns import Instant, Json
from services.chassis.tables import Common
from services.kernel.facts import ClockFacts


class ClockRow(Common, table=True):
    """A clock: the facts the law counts from, and the day derived from them (due_on) so that a sweep finds it.

    `due_notified` is what a party was told on paper; a later reckoning may never silently shorten it.
    """

    __tablename__: ClassVar[str] = "clock"
    __table_args__ = (
        UniqueConstraint("case_id", "key"),
        Index("clock_running_due", "due_on", postgresql_where=text("state = 'running'")),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    case_id: UUID
    key: str = Field(sa_type=Text)
    rule: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    facts: ClockFacts = Field(sa_column=Column(Json(ClockFacts), nullable=False))
    started_on: date
    due_on: date | None = None
    nominal_on: date | None = None
    due_notified: date | None = None
    provisional: bool = False
    calendar_version: str = Field(sa_type=Text)


class Reminder(Common, table=True):
    """A reminder that was asked for: once for each clock, distance and due date."""

    __tablename__: ClassVar[str] = "reminder"
    __table_args__ = (UniqueConstraint("clock_id", "offset", "due_on"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    clock_id: UUID = Field(foreign_key="clock.id")
    offset: int = Field(sa_type=SmallInteger)
    due_on: date
    on: date
    at: datetime = Field(sa_type=Instant)


class MissedLimit(Common, table=True):
    """A statutory limit that an organ let pass. Recorded for supervision; nobody can make it unseen."""

    __tablename__: ClassVar[str] = "missed_limit"
    __table_args__ = (UniqueConstraint("case_id", "key", "due_on"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    case_id: UUID
    key: str = Field(sa_type=Text)
    rule: str = Field(sa_type=Text)
    due_on: date
    noticed_on: date
    at: datetime = Field(sa_type=Instant)
