"""The ten working days of a reply (行政复议法 第四十八条): our engine beside a walk over the days, done two ways."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle

import chinese_calendar as other_calendar

from benches.measure import compare
from services.kernel.calendar import WorkCalendar, chinese_calendar
from services.kernel.clock import ClockFacts
from services.kernel.law import the_law

FIRST, LAST = date(2025, 1, 2), date(2025, 11, 28)  # the other calendar knows these years too
ONE_DAY = timedelta(days=1)


def measure() -> dict[str, float]:
    """Over every start of a year, so that both long holidays are met."""
    law, calendar = the_law(), chinese_calendar()
    starts = [FIRST + n * ONE_DAY for n in range((LAST - FIRST).days)]
    clocks = [ClockFacts(key="reply", rule="arl.reply", started_on=on, law_on=on) for on in starts]
    length = law.rule(clocks[0]).period
    if length is None:
        raise RuntimeError("arl.reply has no period")
    count, off = length.length, _days_off(calendar)
    for clock in clocks:
        if len({law.due_on(clock), _walk(clock.started_on, count, off), _other(clock.started_on, count)}) != 1:
            raise RuntimeError(f"the three ways disagree from {clock.started_on} on")
    some, next_on = cycle(clocks), cycle(starts)
    return compare(
        {
            "due_on": (lambda: law.due_on(next(some)), 2_000),
            "due_on_with_trace": (lambda: law.deadline(next(some)), 500),
            "calendar_alone": (lambda: calendar.add_working_days(next(next_on), count), 5_000),
            "loop_over_a_set": (lambda: _walk(next(next_on), count, off), 2_000),
            "loop_over_chinesecalendar": (lambda: _other(next(next_on), count), 500),
        },
        ours="due_on",
    )


def _days_off(calendar: WorkCalendar) -> frozenset[date]:
    def days() -> Iterator[date]:
        day = date(FIRST.year, 1, 1)
        while day <= date(LAST.year, 12, 31):
            if not calendar.is_working_day(day):
                yield day
            day += ONE_DAY

    return frozenset(days())


def _walk(start: date, count: int, off: frozenset[date]) -> date:
    day = start
    while count:
        day += ONE_DAY
        count -= day not in off
    return day


def _other(start: date, count: int) -> date:
    day = start
    while count:
        day += ONE_DAY
        count -= other_calendar.is_workday(day)  # type: ignore[no-untyped-call]
    return day
