"""Clocks as rows: facts the law counts from, reminders asked for, limits missed and why. In every service's schema."""

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

    `due_notified` is what a party was told on paper; a later reckoning may never silently shorten it. `due_kept`: a
    person decided that the day told holds, although it is later than the one reckoned now.
    """

    __tablename__: ClassVar[str] = "clock"
    __table_args__ = (
        UniqueConstraint("case_id", "key"),
        Index("clock_running_due", "due_on", "id", postgresql_where=text("state = 'running'")),
        Index("clock_counted_back", "due_on", postgresql_where=text("due_on < started_on")),
        Index(
            "clock_told_later",
            "due_on",
            postgresql_where=text("due_on < due_notified AND NOT due_kept AND state = 'running'"),
        ),
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
    due_kept: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    provisional: bool = False
    calendar_version: str = Field(sa_type=Text)


class LawMark(Common, table=True):
    """Up to which law every clock of the service is level (`settled`), and which newer one was seen since when."""

    __tablename__: ClassVar[str] = "law_mark"

    id: int = Field(sa_column=Column(SmallInteger, primary_key=True, autoincrement=False))
    settled: str = Field(sa_type=Text)
    settled_number: int
    seen: str = Field(sa_type=Text)
    seen_at: datetime = Field(sa_type=Instant)


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


class MissedReason(Common, table=True):
    """Why a limit was missed (逾期原因), as the responsible person stated it. A correction is a new row; the last counts."""

    __tablename__: ClassVar[str] = "missed_reason"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    missed_id: UUID = Field(foreign_key="missed_limit.id", index=True)
    code: str = Field(sa_type=Text)
    words: str = Field(sa_type=Text)
    by_id: str = Field(sa_type=Text)
    by_name: str = Field(sa_type=Text)
    on: date
    at: datetime = Field(sa_type=Instant)


class SweepFault(Common, table=True):
    """A clock whose lapse was refused or broke: it rests a while, so that it never stands in the way of the others."""

    __tablename__: ClassVar[str] = "sweep_fault"

    clock_id: UUID = Field(foreign_key="clock.id", primary_key=True)
    tries: int
    code: str = Field(sa_type=Text)
    failed_at: datetime = Field(sa_type=Instant)
    rests_until: datetime = Field(sa_type=Instant)


class CalendarAlarm(Common, table=True):
    """The published calendar comes to its end: since when that is known, and until when it was so.

    `reaches_on` is the day up to which limits may reach that start now; `final_until` the last published day.
    """

    __tablename__: ClassVar[str] = "calendar_alarm"

    reason: str = Field(primary_key=True, sa_type=Text)
    final_until: date = Field(primary_key=True)
    raised_on: date
    reaches_on: date
    ended_on: date | None = None
