"""The ten working days of a reply (行政复议法 第四十八条), one limit at a time: our engine beside other calendars.

`due_on`: the facts of a limit in, its last day out. `deadline`: the same with every step of the trace. `reckon`: the
engine alone, without the rulebook. `calendar_alone`: the table without an engine. The others walk over the days.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from time import process_time
from typing import TypeVar

import chinese_calendar as other_calendar
import holidays

from benches.measure import compare
from services.kernel.calendar import WorkCalendar, chinese_calendar
from services.kernel.clock import ClockFacts, Count, Suspension, reckon
from services.kernel.law import the_law

FIRST, LAST = date(2025, 1, 2), date(2025, 11, 28)  # the other calendars know these years too
ONE_DAY = timedelta(days=1)
Item = TypeVar("Item")
BUSY = 20  # so many passes over all starts are one measurement of a fast way


def measure() -> dict[str, float]:
    """Microseconds for one limit, and ratios; over every start of a year, so that both long holidays are met."""
    law, calendar = the_law(), chinese_calendar()
    starts = [FIRST + n * ONE_DAY for n in range((LAST - FIRST).days)]
    clocks = [ClockFacts(key="reply", rule="arl.reply", started_on=on, law_on=on) for on in starts]
    period = law.rule(clocks[0]).period
    if period is None:
        raise RuntimeError("arl.reply has no period")
    length, off, china = period.length, _days_off(calendar), holidays.country_holidays("CN", years=FIRST.year)
    counts = [Count(on, period) for on in starts]
    stopped = [clock.model_copy(update={"suspensions": (_stop(clock.started_on),)}) for clock in clocks]
    ways: dict[str, Callable[[date], date]] = {
        "loop_over_a_set": lambda on: _walk(on, length, off),
        "holidays": lambda on: china.get_nth_working_day(on, length),
        "chinesecalendar": lambda on: _other(on, length),
    }
    for clock in clocks:
        if {law.due_on(clock), law.deadline(clock).due_on, *(way(clock.started_on) for way in ways.values())} != {
            calendar.add_working_days(clock.started_on, length)
        }:
            raise RuntimeError(f"the ways disagree from {clock.started_on} on")
    steps = {
        "due_on": (_over(law.due_on, clocks), BUSY),
        "deadline": (_over(law.deadline, clocks), BUSY),
        "reckon": (_over(lambda count: reckon(count, calendar, law.policy), counts), BUSY),
        "calendar_alone": (_over(lambda on: calendar.add_working_days(on, length), starts), BUSY),
        "due_on_with_a_suspension": (_over(law.due_on, stopped), 2),
        "deadline_with_a_suspension": (_over(law.deadline, stopped), 2),
        **{name: (_over(way, starts), BUSY if name == "loop_over_a_set" else 1) for name, way in ways.items()},
    }
    told = compare(steps, ours="due_on", each=len(starts), timer=process_time)
    with_trace = {name: steps[name] for name in ("deadline", *ways)}
    ratios = compare(with_trace, ours="deadline", each=len(starts), timer=process_time).items()
    return told | {name: ratio for name, ratio in ratios if name.endswith("_to_deadline")}


def _over(way: Callable[[Item], object], items: Iterable[Item]) -> Callable[[], None]:
    def step() -> None:
        for item in items:
            way(item)

    return step


def _stop(start: date) -> Suspension:
    return Suspension(from_on=start + 3 * ONE_DAY, until_on=start + 10 * ONE_DAY, ground="other")


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
