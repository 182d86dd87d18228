"""The tables against a walk over the days, on calendars that nobody ever published."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.calendar import WorkCalendar
from services.kernel.clock import Policy, deadline, months_after, reckon
from services.kernel.deadline import COVERING, StepKind
from services.kernel.facts import ClockFacts
from services.kernel.period import Period, Unit
from services.kernel.reckoning import Count
from services.kernel.rule import Direction, Roll
from tests.law.builders import a_rule

from .clock_oracle import FIRST, LAST, ONE_DAY, WEEK, calendars, counts, day_units, lengths, months_on, starts, walk

POLICY = Policy()
COUNTED_DAYS = Policy(notice_days="counted")
ONE_BY_ONE = st.integers(1, 30)
PLAIN = WorkCalendar.from_table(WEEK)


def assert_the_same(count, calendar):
    found, slow = reckon(count, calendar, POLICY), walk(count, calendar.is_working_day)
    assert (found.nominal_on, found.due_on, found.granted) == slow


@settings(max_examples=600, deadline=None)
@given(counts(), calendars())
def test_the_tables_find_what_a_walk_over_the_days_finds(count, calendar):
    assert_the_same(count, calendar)


@pytest.mark.slow
@settings(max_examples=20_000, deadline=None)
@given(counts(), calendars())
def test_the_tables_find_it_for_very_many_limits(count, calendar):
    assert_the_same(count, calendar)


@settings(max_examples=100, deadline=None)
@given(counts(may_be_open=False), calendars())
def test_every_day_from_the_start_to_the_end_stands_in_the_trace_once(count, calendar):
    rule = a_rule(count.period.length, count.period.unit, roll=count.roll)
    facts = ClockFacts(
        key="x",
        rule=rule.id,
        started_on=count.start,
        law_on=count.start,
        suspensions=count.suspensions,
        extensions=count.extensions,
    )
    found = deadline(facts, rule, calendar)
    days = [step.from_on + timedelta(days=n) for step in found.trace if step.kind in COVERING for n in range(step.days)]
    assert days == [count.start + timedelta(days=n + 1) for n in range((found.due_on - count.start).days)]
    assert (found.nominal_on, found.due_on) == walk(count, calendar.is_working_day)[:2]


@settings(max_examples=100, deadline=None)
@given(starts, lengths, st.integers(0, 60), st.integers(1, 60), calendars())
def test_a_suspension_moves_a_limit_in_working_days_by_the_working_days_it_holds(start, length, after, lasts, calendar):
    plain = calendar.add_working_days(start, length)
    first = min(start + timedelta(days=after + 1), plain)
    until = first + timedelta(days=lasts)
    stop = counts_with(start, length, Unit.WORKING_DAY, first, until)
    held = calendar.working_days_between(first - ONE_DAY, until - ONE_DAY)
    assert calendar.working_days_between(plain, reckon(stop, calendar, POLICY).due_on) == held


def counts_with(start, length, unit, first, until):
    facts = ClockFacts(key="x", rule="x", started_on=start, law_on=start).suspend(first, "other").resume(until)
    return Count(start, Period(length=length, unit=unit), facts.suspensions)


@settings(max_examples=100, deadline=None)
@given(starts, lengths, calendars())
def test_working_days_end_no_earlier_than_as_many_days_and_never_roll(start, length, calendar):
    found = reckon(Count(start, Period(length=length, unit=Unit.WORKING_DAY)), calendar, POLICY)
    assert found.due_on == found.nominal_on >= start + timedelta(days=length)
    assert calendar.is_working_day(found.due_on)


@settings(max_examples=100, deadline=None)
@given(counts(may_be_open=False), calendars())
def test_a_limit_in_days_starts_a_day_later_and_never_ends_earlier_whatever_stopped_it(count, calendar):
    """Not so for months that were suspended: from 31 January a month has fewer days left than from 30 January."""
    if count.period.unit is Unit.MONTH:
        count = count._replace(suspensions=(), extensions=())
    later = count._replace(start=count.start + ONE_DAY)
    assert reckon(count, calendar, POLICY).due_on <= reckon(later, calendar, POLICY).due_on


@settings(max_examples=100, deadline=None)
@given(counts(may_be_open=False), calendars())
def test_one_more_of_its_unit_never_ends_a_limit_earlier_whatever_stopped_it(count, calendar):
    longer = count._replace(period=Period(length=count.period.length + 1, unit=count.period.unit))
    assert reckon(count, calendar, POLICY).due_on <= reckon(longer, calendar, POLICY).due_on


@given(starts, st.integers(1, 60))
def test_months_are_counted_from_the_start_and_never_chained(start, months):
    """民法典 第二百零二条: 31 August and six months and six months is 31 August, not 28."""
    for first in range(1, min(months, 12)):
        extended = Count(start, Period(length=first, unit=Unit.MONTH), roll=Roll.NONE)
        assert reckon(extended, PLAIN, POLICY).nominal_on == months_on(start, first)
    assert months_after(start, months) == months_on(start, months)


@given(starts, ONE_BY_ONE, ONE_BY_ONE)
def test_a_limit_in_months_that_was_extended_is_one_limit_from_its_start(start, first, second):
    facts = ClockFacts(key="x", rule="x", started_on=start, law_on=start).extend(second, start)
    count = Count(start, Period(length=first, unit=Unit.MONTH), (), facts.extensions, Roll.NONE)
    assert reckon(count, PLAIN, POLICY).due_on == months_on(start, first + second)


@settings(max_examples=100, deadline=None)
@given(st.dates(FIRST + timedelta(days=250), FIRST + timedelta(days=450)), lengths, day_units, calendars())
def test_backwards_is_forwards_in_a_mirror(event, length, unit, calendar):
    """行政复议法 第五十一条 (五日前): a counted period before an event is the same period after it, told backwards."""
    before = Count(event, Period(length=length, unit=unit), direction=Direction.BEFORE)
    after = Count(mirrored(event), Period(length=length, unit=unit))
    forwards = reckon(after, mirror(calendar), POLICY).due_on
    assert reckon(before, calendar, COUNTED_DAYS).due_on == mirrored(forwards)


def mirrored(day):
    return FIRST + (LAST - day)


def mirror(calendar):
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    works = {mirrored(day): calendar.is_working_day(day) for day in days if day <= FIRST + timedelta(days=1700)}
    return WorkCalendar.from_table(
        WEEK, off=[day for day, on in works.items() if not on], worked=[day for day, on in works.items() if on]
    )


@settings(max_examples=100, deadline=None)
@given(st.dates(FIRST + timedelta(days=250), FIRST + timedelta(days=450)), lengths, day_units, calendars())
def test_clear_days_are_one_day_more_than_counted_days(event, length, unit, calendar):
    clear = Count(event, Period(length=length, unit=unit), direction=Direction.BEFORE)
    counted = clear._replace(period=Period(length=length + 1, unit=unit))
    latest = reckon(clear, calendar, POLICY).due_on
    assert latest == reckon(counted, calendar, COUNTED_DAYS).due_on
    assert calendar.is_working_day(latest)
    between = [latest + timedelta(days=n) for n in range(1, (event - latest).days)]
    whole = [day for day in between if unit is Unit.DAY or calendar.is_working_day(day)]
    assert len(whole) >= length
    if unit is Unit.WORKING_DAY:
        assert len(whole) == length


@settings(max_examples=100, deadline=None)
@given(st.dates(FIRST + timedelta(days=250), FIRST + timedelta(days=450)), lengths, day_units, calendars())
def test_the_trace_of_a_period_before_an_event_ends_on_its_eve_and_counts_it_whole(event, length, unit, calendar):
    rule = a_rule(length, unit, direction=Direction.BEFORE)
    found = deadline(ClockFacts(key="x", rule=rule.id, started_on=event, law_on=event), rule, calendar)
    covering = [step for step in found.trace if step.kind in COVERING]
    assert covering[-1].to_on == event - ONE_DAY
    for step, following in pairwise(covering):
        assert step.to_on + ONE_DAY == following.from_on
    counted = sum(step.days for step in covering if step.kind is StepKind.COUNTED)
    assert counted == length if unit is Unit.WORKING_DAY else counted >= length
