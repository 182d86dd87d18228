"""Where the published calendar ends: whoever keeps it is told in time, and staff see it until the notice is loaded.

Two alarms. `horizon`: a limit that starts today may end behind the last published day, as the longest one that runs
shows. `season`: since 25 October the notice for the next year is awaited (国务院办公厅 publishes it between 25 October
and 8 December). The keeper is told once a week; staff see a banner every day, and neither stops any work.
"""

from datetime import date, timedelta
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, and_, func, literal_column, type_coerce, update
from sqlalchemy import select as sql_select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from services.chassis import outbox
from services.chassis.clock_rows import CalendarAlarm, ClockRow
from services.chassis.contracts import CalendarWatch
from services.chassis.db import HouseSession, current_session, engine
from services.chassis.law_in_use import law_in_use
from services.chassis.messages import NoticeRequested, Recipient
from services.chassis.tables import Outbox
from services.kernel.facts import ClockState

Reason = Literal["horizon", "season"]
SEASON = (10, 25)
KEEPER = Recipient(key="operator", role="operator", name="运维人员（工作日历维护人）")
SUBJECTS = {"horizon": "期限已超出工作日历", "season": "请载入下一年的节假日安排"}


class Alarm(NamedTuple):
    """The calendar ends too soon: the last published day, and the day up to which it is needed."""

    reason: Reason
    final_until: date
    reaches_on: date

    @property
    def text(self) -> str:
        """What has to be done, in a sentence for the keeper."""
        if self.reason == "season":
            return (
                f"{self.reaches_on.year}年的节假日安排尚未载入，工作日历止于{self.final_until}。"
                "国务院办公厅的通知公布后，请用 jiefen calendar import 载入。"
            )
        return (
            f"今天起算的期限最远到{self.reaches_on}，超出工作日历的最后一日{self.final_until}，"
            "这些日期均为暂定；通知载入后自动重算。"
        )


def season(today: date, final_until: date) -> Alarm | None:
    """Whether a year's notice is awaited: the next year's from 25 October on, and past New Year this year's.

    >>> season(date(2026, 10, 24), date(2026, 12, 31)) is None
    True
    >>> season(date(2026, 10, 25), date(2026, 12, 31)).reaches_on
    datetime.date(2027, 12, 31)
    """
    awaited = today.year + (today >= date(today.year, *SEASON))
    needed = date(awaited, 12, 31)
    return Alarm("season", final_until, needed) if final_until < needed else None


def horizon(today: date, final_until: date, longest: timedelta) -> Alarm | None:
    """Whether a limit as long as the longest that runs would end behind the last published day, if it began today."""
    reaches_on = today + longest
    return Alarm("horizon", final_until, reaches_on) if reaches_on > final_until else None


def watch(session: HouseSession, today: date) -> CalendarWatch:
    """Raise the alarms of the day, end those that are over, and tell the keeper once a week. Again changes nothing."""
    final_until = law_in_use().calendar.final_until
    wanted = (season(today, final_until), horizon(today, final_until, _longest(session)))
    alarms = [alarm for alarm in wanted if alarm is not None]
    _end_all_but(session, alarms, today)
    for alarm in alarms:
        _raise(session, alarm, today)
    return CalendarWatch(alarms=tuple(alarm.reason for alarm in alarms), final_until=final_until)


def shown(service: str, today: date) -> tuple[Alarm, ...]:
    """What staff see now. A notice that was just loaded ends it at once, whenever the next watch may be."""
    final_until = law_in_use().calendar.final_until
    awaited = season(today, final_until)
    stored = sql_select(col(CalendarAlarm.reaches_on)).where(*_open("horizon", final_until))
    reaches_on = _ask(service, stored)
    far = Alarm("horizon", final_until, reaches_on) if reaches_on else None
    return tuple(alarm for alarm in (awaited, far) if alarm is not None)


def _longest(session: HouseSession) -> timedelta:
    runs = type_coerce(func.max(col(ClockRow.due_on) - col(ClockRow.started_on)), Integer)
    found = session.connection().scalar(sql_select(runs).where(col(ClockRow.state) == ClockState.RUNNING))
    return timedelta(days=max(found or 0, 0))


def _open(reason: Reason, final_until: date) -> tuple[ColumnElement[bool], ...]:
    return (
        col(CalendarAlarm.reason) == reason,
        col(CalendarAlarm.final_until) == final_until,
        col(CalendarAlarm.ended_on).is_(None),
    )


def _end_all_but(session: HouseSession, alarms: list[Alarm], today: date) -> None:
    standing = [and_(*_open(alarm.reason, alarm.final_until)) for alarm in alarms]
    over = update(CalendarAlarm).where(col(CalendarAlarm.ended_on).is_(None), *(~one for one in standing))
    session.connection().execute(over.values(ended_on=today))


def _raise(session: HouseSession, alarm: Alarm, today: date) -> None:
    raised = insert(CalendarAlarm).values(raised_on=today, **alarm._asdict())
    again = {"reaches_on": alarm.reaches_on, "ended_on": None}
    session.connection().execute(raised.on_conflict_do_update(index_elements=["reason", "final_until"], set_=again))
    year, week, _ = today.isocalendar()
    # The same key in every service: notify sends it once, whichever service asks first.
    key = f"calendar:{alarm.reason}:{alarm.final_until}:{year}-W{week:02}"
    asked = sql_select(col(Outbox.id)).where(col(Outbox.type) == "notice.requested", KEY.in_([key]))
    if session.connection().scalar(asked.limit(1)) is None:
        notice = NoticeRequested(key=key, recipient=KEEPER, subject=SUBJECTS[alarm.reason], text=alarm.text)
        outbox.put(session, notice, case_id=None, on=today)


KEY: ColumnElement[str] = literal_column("body ->> 'key'")


def _ask(service: str, question: Select[tuple[date]]) -> date | None:
    session = current_session()
    if session is not None and session.service == service:
        return session.connection().scalar(question)
    with engine(service).connect() as connection:
        return connection.scalar(question)
