"""The arithmetic of periods on look-up tables: count, leave out what is suspended, add what is granted, roll once."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from services.kernel.calendar import WorkCalendar
from services.kernel.facts import Extension, Suspension
from services.kernel.period import Period, Unit
from services.kernel.policy import Policy
from services.kernel.refusal import Refused
from services.kernel.rule import Direction, Roll

_ONE_DAY = timedelta(days=1)
_WORKING_DAY, _BEFORE = Unit.WORKING_DAY, Direction.BEFORE  # a member read from its class is not for nothing
Span = tuple[date, date | None]


class Count(NamedTuple):
    """What is to be counted: from day 0 so long, without these days, with these extensions, rolled or not."""

    start: date
    period: Period
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[Extension, ...] = ()
    roll: Roll = Roll.NEXT_WORKING_DAY
    direction: Direction = Direction.AFTER


class Reckoned(NamedTuple):
    """The bare result: unrolled end, last day, and for each extension whether it was decided in time."""

    nominal_on: date | None
    due_on: date | None
    granted: tuple[bool, ...] = ()


# Half the price of the constructor, which is a Python function.
_reckoned: Callable[[tuple[date, date, tuple[bool, ...]]], Reckoned] = partial(tuple.__new__, Reckoned)


def reckon(count: Count, calendar: WorkCalendar, policy: Policy) -> Reckoned:
    """Find the last day of a period; day 0 never counts (民事诉讼法 第八十五条第二款).

    The end rolls once, at the very end, and an extension decided after it is void (行政复议法 第六十二条).
    """
    start, period, suspensions, extensions, _, direction = count
    if direction is _BEFORE:
        last = _latest_notice(start, period, calendar, policy)
        return Reckoned(last, last)
    if period.unit is _WORKING_DAY and not suspensions and not extensions:
        last = calendar.add_working_days(start, period.length)
        return _reckoned((last, last, ()))
    spans = merge(count.suspensions, policy)
    origin, length = count.start, count.period.length
    nominal = _end(origin, length, count.period.unit, spans, calendar, policy)
    due = _rolled(nominal, count, spans, calendar, policy)
    granted: list[bool] = []
    for extension in count.extensions:
        in_time = due is None or extension.decided_on <= due
        granted.append(in_time)
        if not in_time:
            continue
        if policy.extension_from == "rolled" and due is not None:
            origin, length = due, extension.length
        else:
            length += extension.length
        nominal = _end(origin, length, count.period.unit, spans, calendar, policy)
        due = _rolled(nominal, count, spans, calendar, policy)
    return Reckoned(nominal, due, tuple(granted))


def merge(suspensions: Sequence[Suspension], policy: Policy) -> list[Span]:
    """Join overlapping and touching suspensions, so that no day is left out twice; an open one swallows the rest."""
    spans: list[Span] = []
    for stop in sorted(suspensions, key=lambda stop: stop.from_on):
        begin, until = stop.from_on, stop.until_on
        if policy.suspension_day_counts:
            begin += _ONE_DAY
        if until is not None and not policy.resumption_day_counts:
            until += _ONE_DAY
        if until is not None and until <= begin:
            continue
        if spans and (spans[-1][1] is None or begin <= spans[-1][1]):
            first, last = spans[-1]
            spans[-1] = (first, None if last is None or until is None else max(last, until))
        else:
            spans.append((begin, until))
    return spans


def months_after(start: date, count: int, *, last_to_last: bool = False) -> date:
    """The corresponding day so many months on, or the month's last day (民法典 第二百零二条).

    `last_to_last`: the last day of a month is answered by the last day of a month (刑诉解释 第二百零二条).

    >>> months_after(date(2026, 1, 31), 1), months_after(date(2026, 2, 28), 1)
    (datetime.date(2026, 2, 28), datetime.date(2026, 3, 28))
    >>> months_after(date(2026, 2, 28), 1, last_to_last=True)
    datetime.date(2026, 3, 31)
    """
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    last = monthrange(year, month + 1)[1]
    if last_to_last and start.day == monthrange(start.year, start.month)[1]:
        return date(year, month + 1, last)
    return date(year, month + 1, min(start.day, last))


def _end(  # noqa: PLR0913, PLR0917 - from where, how long, what stops it, and by which calendar and readings
    start: date, length: int, unit: Unit, spans: list[Span], calendar: WorkCalendar, policy: Policy
) -> date | None:
    if unit is Unit.WORKING_DAY:
        return _working_days_later(start, length, spans, calendar)
    if unit is Unit.DAY:
        return _days_later(start, length, spans)
    if unit is Unit.HOUR:
        raise Refused("clock.hours", "以小时计算的期间不按日推算。", cite="民法典 第二百零一条")
    # A suspended period of months keeps the calendar days it had: 民法典 knows no "rest of a month".
    months = length if unit is Unit.MONTH else length * 12
    end = months_after(start, months, last_to_last=policy.corresponding_day == "month_end")
    return _days_later(start, (end - start).days, spans)


def _days_later(start: date, left: int, spans: list[Span]) -> date | None:
    done = start
    for stopped, resumed in spans:
        room = (stopped - done).days - 1
        if left <= room:
            break
        left -= max(room, 0)
        if resumed is None:
            return None
        done = max(done, resumed - _ONE_DAY)
    return done + timedelta(days=left)


def _working_days_later(start: date, left: int, spans: list[Span], calendar: WorkCalendar) -> date | None:
    done = start
    for stopped, resumed in spans:
        room = calendar.working_days_between(done, stopped - _ONE_DAY) if stopped > done else 0
        if left <= room:
            break
        left -= room
        if resumed is None:
            return None
        done = max(done, resumed - _ONE_DAY)
    return calendar.add_working_days(done, left)


def _rolled(
    nominal: date | None, count: Count, spans: list[Span], calendar: WorkCalendar, policy: Policy
) -> date | None:
    if nominal is None or count.roll is Roll.NONE or count.period.unit is Unit.WORKING_DAY:
        return nominal
    if calendar.is_before_first(nominal):
        return nominal  # Twenty-year bars reach back before the notices we hold: provisional, and said so.
    due = calendar.next_working_day(nominal)
    if policy.suspension_holds_roll:
        for stopped, resumed in spans:
            if nominal < stopped <= due:
                if resumed is None:
                    return None
                due = max(due, calendar.next_working_day(resumed))
    return due


def _latest_notice(event: date, period: Period, calendar: WorkCalendar, policy: Policy) -> date:
    """The last day on which something owed so many days before the event may still be done."""
    length = period.length + (policy.notice_days == "clear")
    if period.unit is Unit.WORKING_DAY:
        return calendar.add_working_days(event, -length)
    if period.unit is Unit.DAY:
        nominal = event - timedelta(days=length)
        return nominal if calendar.is_working_day(nominal) else calendar.add_working_days(nominal, -1)
    raise Refused("clock.unit_before", f"“{period.text_zh}前”这种期限无法倒算。")
