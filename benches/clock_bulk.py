"""A million limits at once (kernel/bulk), beside one pass of numpy over the same arrays.

`memory_pass` reads what is asked (start, length, and the three arrays of the suspensions) and writes what is answered
(unrolled end, last day, and two flags), each once, with no look-up, into new arrays as `bulk` does: less no program in
numpy can do. `memory_pass_again` writes into arrays that are there already, so that the system gives out no memory: a
lower bound that no function with an answer of its own can reach.
"""

from collections.abc import Callable
from datetime import date
from time import process_time

import numpy as np

from benches.measure import compare
from services.kernel.bulk import Limits, Stops, reckon_all
from services.kernel.calendar import WorkCalendar, chinese_calendar
from services.kernel.clock import Count, Suspension, reckon
from services.kernel.period import Period, Unit
from services.kernel.policy import DEFAULT

TOTAL, STOPPED = 1_000_000, 0.25
FIRST, LAST = date(2018, 1, 2).toordinal(), date(2026, 6, 1).toordinal()
CHECKED = 1_000
KINDS = {"working_days": Unit.WORKING_DAY, "days": Unit.DAY, "months": Unit.MONTH}


def measure() -> dict[str, dict[str, float]]:
    """For each kind of limit, microseconds for a million of them, and how many memory passes that is."""
    random, calendar = np.random.default_rng(1), chinese_calendar()
    start = random.integers(FIRST, LAST, TOTAL, dtype=np.int32)
    told = {}
    for name, unit in KINDS.items():
        length = random.integers(1, 7, TOTAL, dtype=np.int32) * np.int32(1 if unit is Unit.MONTH else 10)
        told[name] = _measure(Limits(start, length, unit), calendar)
        told[f"{name}_quarter_suspended"] = _measure(Limits(start, length, unit, _stops(start, random)), calendar)
    return told


def _measure(limits: Limits, calendar: WorkCalendar) -> dict[str, float]:
    found = compare(
        {
            "memory_pass": (_memory_pass(limits), 3),
            "memory_pass_again": (_memory_pass_again(limits), 3),
            "bulk": (lambda: reckon_all(limits, calendar, DEFAULT), 3),
            "one_by_one": (_one_by_one(limits, calendar), 1),
        },
        ours="memory_pass",
        timer=process_time,
    )
    a_million = found["one_by_one_us"] * TOTAL / CHECKED
    return {
        "bulk_us": found["bulk_us"],
        "memory_pass_us": found["memory_pass_us"],
        "memory_pass_again_us": found["memory_pass_again_us"],
        "bulk_to_memory_pass": found["bulk_to_memory_pass"],
        "bulk_to_memory_pass_again": round(found["bulk_us"] / found["memory_pass_again_us"], 2),
        "one_by_one_to_bulk": round(a_million / found["bulk_us"], 1),
    }


def _memory_pass(limits: Limits) -> Callable[[], object]:
    bound = np.int32(LAST)

    def once() -> object:
        nominal = limits.start + limits.length
        due = nominal.copy()
        flags = (due > bound, nominal > bound)
        return nominal, due, flags, [part.copy() for part in limits.stops]

    return once


def _memory_pass_again(limits: Limits) -> Callable[[], object]:
    bound, nominal = np.int32(LAST), np.empty_like(limits.start)
    due, flags = np.empty_like(nominal), np.empty((2, len(nominal)), np.bool_)
    stops = [(np.empty_like(part), part) for part in limits.stops]

    def once() -> None:
        np.add(limits.start, limits.length, out=nominal)
        np.copyto(due, nominal)
        np.greater(due, bound, out=flags[0])
        np.greater(nominal, bound, out=flags[1])
        for kept, part in stops:
            np.copyto(kept, part)

    return once


def _one_by_one(limits: Limits, calendar: WorkCalendar) -> Callable[[], object]:
    """The first thousand through the engine for one limit; they also show that both say the same."""
    stops = limits.stops
    suspended = {
        int(of): (Suspension(from_on=date.fromordinal(begin), until_on=date.fromordinal(until), ground="other"),)
        for of, begin, until in zip(*(part[:CHECKED].tolist() for part in stops), strict=True)
    }
    starts, lengths = limits.start[:CHECKED].tolist(), limits.length[:CHECKED].tolist()
    counts = [
        Count(date.fromordinal(on), Period(length=length, unit=limits.unit), suspended.get(place, ()))
        for place, (on, length) in enumerate(zip(starts, lengths, strict=True))
    ]

    def step() -> list[date | None]:
        return [reckon(count, calendar, DEFAULT).due_on for count in counts]

    if [day.toordinal() if day else 0 for day in step()] != reckon_all(limits, calendar, DEFAULT).due_on[
        :CHECKED
    ].tolist():
        raise RuntimeError("many at once disagree with one by one")
    return step


def _stops(start: np.ndarray[tuple[int], np.dtype[np.int32]], random: np.random.Generator) -> Stops:
    of = np.flatnonzero(random.random(TOTAL) < STOPPED)
    begin = start[of] + random.integers(1, 8, len(of), dtype=np.int32)
    return Stops(of, begin, begin + random.integers(1, 40, len(of), dtype=np.int32))
