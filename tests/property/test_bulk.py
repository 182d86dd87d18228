"""Many limits at once give the answers of one limit at a time; what no calendar answers is never answered wrongly."""

import tracemalloc
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.bulk import NEVER, Extensions, Limits, Stops, dates, day_numbers, reckon_all
from services.kernel.bulk_block import Lookup
from services.kernel.calendar import DayStatus, chinese_calendar
from services.kernel.clock import _status
from services.kernel.facts import Extension, Suspension
from services.kernel.period import Period, Unit
from services.kernel.policy import Policy
from services.kernel.reckoning import Count, reckon
from services.kernel.refusal import Refused
from services.kernel.rule import Direction, Roll

CALENDAR = chinese_calendar()
DEFAULT = Policy()
POLICIES = (
    DEFAULT,
    Policy(extension_from="rolled"),
    Policy(notice_days="counted"),
    Policy(resumption_day_counts=False),
    Policy(suspension_day_counts=True),
    Policy(suspension_holds_roll=False),
    Policy(corresponding_day="month_end"),
)
FORWARD = [
    (unit, roll, Direction.AFTER) for unit in (Unit.WORKING_DAY, Unit.DAY, Unit.MONTH, Unit.YEAR) for roll in Roll
]
BACKWARD = [(unit, roll, Direction.BEFORE) for unit in (Unit.WORKING_DAY, Unit.DAY) for roll in Roll]
SHAPES = FORWARD + BACKWARD
LONGEST = {Unit.WORKING_DAY: 90, Unit.DAY: 120, Unit.MONTH: 12, Unit.YEAR: 5}


def numbers(values, kind=np.int32):
    return np.array(list(values), dtype=kind)


def batch(counts):
    """Counts of one shape, as arrays."""
    first = counts[0]
    stops = [(place, stop) for place, count in enumerate(counts) for stop in count.suspensions]
    longer = [(place, one) for place, count in enumerate(counts) for one in count.extensions]
    return Limits(
        start=numbers(count.start.toordinal() for count in counts),
        length=numbers(count.period.length for count in counts),
        unit=first.period.unit,
        roll=first.roll,
        direction=first.direction,
        stops=Stops(
            numbers((place for place, _ in stops), np.intp),
            numbers(stop.from_on.toordinal() for _, stop in stops),
            numbers(stop.until_on.toordinal() if stop.until_on else NEVER for _, stop in stops),
        ),
        extensions=Extensions(
            numbers((place for place, _ in longer), np.intp),
            numbers(one.length for _, one in longer),
            numbers(one.decided_on.toordinal() for _, one in longer),
        ),
    )


def one_by_one(count, policy):
    """Unrolled end, last day, provisional, may change; `None` where the calendar does not answer."""
    try:
        found = reckon(count, CALENDAR, policy)
    except (Refused, OverflowError, ValueError):
        return None
    status = _status(count, found, CALENDAR)
    ends = tuple(day.toordinal() if day else NEVER for day in (found.nominal_on, found.due_on))
    return *ends, status is DayStatus.PROVISIONAL, status is not DayStatus.FINAL, found.granted


def check(counts, policy):
    limits = batch(counts)
    found = reckon_all(limits, CALENDAR, policy, mark_outside=True)
    expected = [one_by_one(count, policy) for count in counts]
    assert found.outside.tolist() == [place for place, one in enumerate(expected) if one is None]
    told = list(zip(*(part.tolist() for part in found[:4]), strict=True))
    for place, one in enumerate(expected):
        if one is None:
            assert told[place][:2] == (NEVER, NEVER), counts[place]
        else:
            assert told[place] == one[:4], counts[place]
    inside = {place for place, one in enumerate(expected) if one is not None}
    granted = [bool(g) for of, g in zip(limits.extensions.of, found.granted, strict=True) if int(of) in inside]
    if limits.direction is Direction.AFTER:
        assert granted == [g for one in expected if one for g in one[4]]


@st.composite
def counts(draw, shape, starts):
    unit, roll, direction = shape
    start, length = draw(starts), draw(st.integers(1, LONGEST[unit]))
    days = st.integers(-8, length * 31 if unit is Unit.MONTH else length + 20)
    stops, longer = [], []
    for after, lasts in draw(st.lists(st.tuples(days, st.none() | st.integers(0, 40)), max_size=4)):
        begin = start + timedelta(days=after)
        until = None if lasts is None else begin + timedelta(days=lasts)
        stops.append(Suspension(from_on=begin, until_on=until, ground="other"))
    for more, after in draw(st.lists(st.tuples(st.integers(1, 40), days), max_size=3)):
        longer.append(Extension(length=more, decided_on=start + timedelta(days=after)))
    period = Period(length=length, unit=unit)
    return Count(start, period, tuple(stops), tuple(longer), roll, direction)


known = st.dates(date(2015, 2, 1), date(2027, 3, 1))
anywhere = known | st.dates(date(2014, 11, 1), date(2015, 2, 1)) | st.dates(date(2070, 1, 1), date(2071, 2, 1))


@settings(max_examples=300)
@given(st.data(), st.sampled_from(SHAPES), st.sampled_from(POLICIES))
def test_many_at_once_are_what_each_is_alone(data, shape, policy):
    check(data.draw(st.lists(counts(shape, known), min_size=1, max_size=12)), policy)


@settings(max_examples=200)
@given(st.data(), st.sampled_from(SHAPES))
def test_what_leaves_the_calendar_is_marked_and_the_rest_still_answered(data, shape):
    check(data.draw(st.lists(counts(shape, anywhere), min_size=1, max_size=12)), DEFAULT)


def random_counts(random, shape, total):
    """A register as it might be: most limits undisturbed, some stopped once or more often, some lengthened."""
    unit, roll, direction = shape
    first, span = date(2015, 2, 1).toordinal(), 4_400
    starts = random.integers(first, first + span, total).tolist()
    lengths = random.integers(1, LONGEST[unit] + 1, total).tolist()
    periods = {length: Period(length=length, unit=unit) for length in range(1, LONGEST[unit] + 1)}
    stopped = random.choice(5, total, p=(0.7, 0.2, 0.06, 0.03, 0.01)).tolist()
    extended = random.choice(3, total, p=(0.8, 0.17, 0.03)).tolist()
    reach, lasts = random.integers(-5, 140, (total, 6)).tolist(), random.integers(0, 45, (total, 4)).tolist()
    open_one = (random.random(total) < 0.01).tolist()
    for place in range(total):
        start = date.fromordinal(starts[place])
        stops = tuple(
            Suspension.model_construct(
                from_on=start + timedelta(days=reach[place][turn]),
                until_on=None
                if open_one[place] and turn == 0
                else start + timedelta(days=reach[place][turn] + lasts[place][turn]),
                ground="other",
                basis="",
            )
            for turn in range(stopped[place])
        )
        longer = tuple(
            Extension.model_construct(
                length=1 + lasts[place][turn], decided_on=start + timedelta(days=reach[place][4 + turn]), basis=""
            )
            for turn in range(extended[place])
        )
        yield Count(start, periods[lengths[place]], stops, longer, roll, direction)


def check_random(seed, total):
    random = np.random.default_rng(seed)
    for turn, shape in enumerate(SHAPES):
        check(list(random_counts(random, shape, total // len(SHAPES))), POLICIES[turn % len(POLICIES)])


def test_fifty_thousand_random_limits_are_the_same_at_once_and_one_by_one():
    check_random(20261123, 50_000)


@pytest.mark.slow
def test_a_million_random_limits_are_the_same_at_once_and_one_by_one():
    check_random(7, 1_000_000)


def test_limits_outside_the_calendar_are_refused_together_by_their_places():
    starts = day_numbers(np.array(["2026-03-02", "2014-12-30", "2026-03-02", "2090-01-01"], dtype="M8[D]"))
    limits = Limits(starts, np.full(4, 10, np.int32), Unit.WORKING_DAY)
    with pytest.raises(Refused, match=r"calendar\.outside") as refusal:
        reckon_all(limits, CALENDAR, DEFAULT)
    assert "序号1、3" in str(refusal.value.text)
    found = reckon_all(limits, CALENDAR, DEFAULT, mark_outside=True)
    assert found.outside.tolist() == [1, 3]
    assert dates(found.due_on).tolist() == [date(2026, 3, 16), None, date(2026, 3, 16), None]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"length": np.array([0], np.int32)}, "below one"),
        ({"length": np.array([2**31 - 1], np.int32)}, "beyond all years"),
        ({"length": np.array([5, 5], np.int32)}, "not as many"),
        ({"start": day_numbers(np.array(["NaT"], dtype="M8[D]"))}, "no day"),
        (
            {"stops": Stops(np.array([0]), np.array([800_000], np.int32), np.array([799_999], np.int32))},
            "before it begins",
        ),
        ({"unit": Unit.HOUR}, "hours"),
        ({"unit": Unit.MONTH, "direction": Direction.BEFORE}, "unit_before"),
    ],
)
def test_what_is_no_limit_is_turned_away_whole(change, says):
    usual = {"start": day_numbers(np.array(["2026-03-02"], dtype="M8[D]")), "length": np.array([5], np.int32)}
    with pytest.raises((ValueError, Refused), match=says):
        reckon_all(Limits(**({"unit": Unit.DAY} | usual | change)), CALENDAR, DEFAULT)


def test_numpy_reads_the_tables_of_the_calendar_without_a_copy_and_cannot_write_them():
    tracemalloc.start()
    look_up = Lookup(CALENDAR.tables)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert used < 5_000
    assert np.shares_memory(look_up.nth, np.frombuffer(CALENDAR.tables.nth, dtype=np.int32))
    with pytest.raises(ValueError, match="read-only"):
        look_up.nth[0] = 1


@pytest.mark.parametrize("unit", [Unit.DAY, Unit.MONTH, Unit.YEAR])
def test_what_ends_after_all_dates_is_marked_too(unit):
    """Even where a suspension would hold the limit for good: the engine for one limit has no such date either."""
    start, length = day_numbers(np.array(["2026-03-02"] * 2, dtype="M8[D]")), np.array([3_600_000, 1], np.int32)
    stops = Stops(np.array([0, 1]), start + np.int32(5), np.array([NEVER, NEVER], np.int32))
    for given_stops in (stops, Stops(*(part[:0] for part in stops))):
        found = reckon_all(Limits(start, length, unit, given_stops), CALENDAR, DEFAULT, mark_outside=True)
        assert 1 not in found.outside
        assert (0 in found.outside) == (unit is not Unit.DAY or not len(given_stops.of))


def test_no_limits_have_no_answers():
    none = np.empty(0, np.int32)
    assert all(len(part) == 0 for part in reckon_all(Limits(none, none, Unit.WORKING_DAY), CALENDAR, DEFAULT))


def test_the_arrays_that_are_asked_about_stay_as_they_were():
    limits = batch(list(random_counts(np.random.default_rng(1), SHAPES[2], 500)))
    parts = (limits.start, limits.length, *limits.stops, *limits.extensions)
    kept = [part.copy() for part in parts]
    reckon_all(limits, CALENDAR, DEFAULT)
    assert all((part == old).all() for part, old in zip(parts, kept, strict=True))
