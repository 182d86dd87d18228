"""Another reading of the law of limits, day by day and as slowly as the law is written: what the tables must equal."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from services.kernel.calendar import WorkCalendar
from services.kernel.calendar_layers import Week
from services.kernel.facts import Extension, Suspension
from services.kernel.period import Period, Unit
from services.kernel.reckoning import Count
from services.kernel.rule import Roll

ONE_DAY = timedelta(days=1)
FOREVER = 1500
FIRST, LAST = date(2026, 1, 1), date(2030, 12, 31)
WEEK = Week(first_day=FIRST, last_day=LAST, rest_days=("saturday", "sunday"), law="试验法")
starts = st.dates(date(2026, 2, 1), date(2026, 9, 30))
lengths = st.integers(1, 90)
day_units = st.sampled_from([Unit.DAY, Unit.WORKING_DAY])
rolls = st.sampled_from(Roll)


class Found(NamedTuple):
    """What walking over the days found: the unrolled end, the last day, and which extensions came in time."""

    nominal_on: date | None
    due_on: date | None
    granted: tuple[bool, ...]


def walk(count: Count, works: Callable[[date], bool]) -> Found:
    """Count day by day; an extension lengthens the count if it was decided by the last day found so far."""
    length, granted = count.period.length, list[bool]()
    nominal, due = _end(count, length, works)
    for extension in count.extensions:
        granted.append(due is None or extension.decided_on <= due)
        if granted[-1]:
            length += extension.length
            nominal, due = _end(count, length, works)
    return Found(nominal, due, tuple(granted))


def months_on(start: date, months: int) -> date:
    """The corresponding day, or the last of its month: 民法典 第二百零二条, found by trying."""
    year, month, day = start.year, start.month, start.day
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def _end(count: Count, length: int, works: Callable[[date], bool]) -> tuple[date | None, date | None]:
    is_working = count.period.unit is Unit.WORKING_DAY
    left = length
    if count.period.unit in {Unit.MONTH, Unit.YEAR}:
        months = length * (12 if count.period.unit is Unit.YEAR else 1)
        left = (months_on(count.start, months) - count.start).days
    day = count.start
    while left:
        day += ONE_DAY
        if (day - count.start).days > FOREVER:
            return None, None
        left -= not stands_still(count.suspensions, day) and (works(day) or not is_working)
    if is_working or count.roll is Roll.NONE:
        return day, day
    last = day
    while not works(last) or stands_still(count.suspensions, last):
        last += ONE_DAY
        if (last - day).days > FOREVER:
            return day, None
    return day, last


def stands_still(suspensions: Sequence[Suspension], day: date) -> bool:
    """Whether any suspension holds this day: from its first day up to, not including, the day of resumption."""
    return any(stop.from_on <= day and (stop.until_on is None or day < stop.until_on) for stop in suspensions)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """A calendar nobody ever published: any days off, any weekends worked."""
    days = st.integers(0, 500).map(lambda n: FIRST + timedelta(days=n))
    off = draw(st.sets(days, max_size=40))
    worked = draw(st.sets(days, max_size=20)) - off
    return WorkCalendar.from_table(WEEK, off=off, worked=worked)


@st.composite
def stops(draw: st.DrawFn, start: date, *, may_be_open: bool = True) -> Suspension:
    """A suspension near a start: before it, inside, around or after the limit; now and then never lifted."""
    first = start + timedelta(days=draw(st.integers(-5, 110)))
    lasts = draw(st.integers(0, 40))
    is_open = may_be_open and draw(st.integers(0, 9)) == 0
    return Suspension(from_on=first, until_on=None if is_open else first + timedelta(days=lasts), ground="other")


@st.composite
def counts(draw: st.DrawFn, *, may_be_open: bool = True) -> Count:
    """Any limit: unit, length, suspensions, extensions, rolled or not."""
    start, unit = draw(starts), draw(st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.MONTH]))
    longest = 4 if unit is Unit.MONTH else 90
    held = draw(st.lists(stops(start, may_be_open=may_be_open), max_size=4))
    decided = st.integers(0, 150).map(lambda n: start + timedelta(days=n))
    longer = st.builds(Extension, length=st.integers(1, longest), decided_on=decided)
    return Count(
        start,
        Period(length=draw(st.integers(1, longest)), unit=unit),
        tuple(held),
        tuple(draw(st.lists(longer, max_size=2))),
        draw(rolls),
    )
