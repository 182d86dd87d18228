"""What holds for every limit, whatever its length, its start and what stopped it."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from services.kernel.calendar import chinese_calendar
from services.kernel.clock import Policy, StepKind, deadline, reckon
from services.kernel.deadline import COVERING
from services.kernel.facts import ClockFacts, Extension, Suspension
from services.kernel.period import Period, Unit
from services.kernel.reckoning import Count
from services.kernel.rule import Roll
from tests.law.builders import a_rule, facts

POLICY = Policy()
starts = st.dates(date(2018, 1, 10), date(2026, 12, 20))
lengths = st.integers(1, 90)
day_units = st.sampled_from([Unit.DAY, Unit.WORKING_DAY])
units = st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.MONTH])
ONE_DAY = timedelta(days=1)


@st.composite
def spans(draw, start):
    first = start + timedelta(days=draw(st.integers(-5, 60)))
    return Suspension(from_on=first, until_on=first + timedelta(days=draw(st.integers(0, 40))), ground="other")


@st.composite
def limits(draw):
    start = draw(starts)
    stops = tuple(draw(st.lists(spans(start), max_size=4)))
    return Count(start, Period(length=draw(lengths), unit=draw(units)), stops)


def last_day(count, calendar=None):
    return reckon(count, calendar or chinese_calendar(), POLICY).due_on


@given(starts, lengths, day_units)
def test_a_later_start_never_ends_earlier(start, length, unit):
    period = Period(length=length, unit=unit)
    assert last_day(Count(start, period)) <= last_day(Count(start + ONE_DAY, period))


@given(starts, lengths, day_units)
def test_a_longer_limit_never_ends_earlier(start, length, unit):
    shorter, longer = Period(length=length, unit=unit), Period(length=length + 1, unit=unit)
    assert last_day(Count(start, shorter)) <= last_day(Count(start, longer))


@given(limits())
def test_the_last_day_is_a_working_day_outside_every_suspension(count):
    due = last_day(count)
    assert chinese_calendar().is_working_day(due)
    assert not any(stop.from_on <= due < stop.until_on for stop in count.suspensions)


@given(limits())
def test_the_unrolled_end_does_not_come_after_the_last_day(count):
    found = reckon(count, chinese_calendar(), POLICY)
    assert count.start < found.nominal_on <= found.due_on


@given(starts, lengths, st.integers(1, 60), st.integers(0, 40))
def test_a_suspension_of_k_days_moves_a_limit_in_days_by_k_before_it_rolls(start, length, lasts, after):
    assume(after < length)
    stopped_on = start + timedelta(days=after + 1)
    stop = Suspension(from_on=stopped_on, until_on=stopped_on + timedelta(days=lasts), ground="other")
    period = Period(length=length, unit=Unit.DAY)
    plain = reckon(Count(start, period), chinese_calendar(), POLICY)
    stopped = reckon(Count(start, period, (stop,)), chinese_calendar(), POLICY)
    assert stopped.nominal_on == plain.nominal_on + timedelta(days=lasts)


@given(starts, lengths, st.integers(0, 60), st.integers(1, 60))
def test_a_suspension_after_the_last_day_changes_nothing(start, length, gap, lasts):
    period = Period(length=length, unit=Unit.DAY)
    due = last_day(Count(start, period))
    first = due + timedelta(days=gap + 1)
    stop = Suspension(from_on=first, until_on=first + timedelta(days=lasts), ground="other")
    assert last_day(Count(start, period, (stop,))) == due


@given(limits(), st.randoms(use_true_random=False))
def test_the_order_and_repetition_of_suspensions_do_not_matter(count, random):
    shuffled = list(count.suspensions * 2)
    random.shuffle(shuffled)
    assert last_day(count._replace(suspensions=tuple(shuffled))) == last_day(count)


@given(limits(), st.integers(0, 40))
def test_splitting_a_suspension_changes_nothing(count, after):
    assume(count.suspensions)
    whole = count.suspensions[0]
    cut = min(whole.from_on + timedelta(days=after), whole.until_on)
    halves = (whole.model_copy(update={"until_on": cut}), whole.model_copy(update={"from_on": cut}))
    assert last_day(count._replace(suspensions=halves + count.suspensions[1:])) == last_day(count)


@given(limits(), starts)
def test_an_empty_suspension_changes_nothing(count, on):
    empty = Suspension(from_on=on, until_on=on, ground="other")
    assert last_day(count._replace(suspensions=(*count.suspensions, empty))) == last_day(count)


@given(limits(), st.integers(1, 120))
def test_a_new_holiday_never_ends_a_limit_earlier(count, after):
    holiday = count.start + timedelta(days=after)
    changed = chinese_calendar().with_days({holiday: False}, "试验通知")
    assert last_day(count, changed) >= last_day(count)


@given(limits(), st.integers(1, 400))
def test_a_change_outside_the_limit_changes_nothing(count, after):
    due = last_day(count)
    for day in (due + timedelta(days=after), count.start):
        changed = chinese_calendar().with_days({day: not chinese_calendar().is_working_day(day)}, "试验通知")
        assert last_day(count, changed) == due


@given(starts, lengths)
def test_adding_working_days_and_counting_them_is_the_identity(start, length):
    calendar = chinese_calendar()
    due = calendar.add_working_days(start, length)
    assert calendar.working_days_between(start, due) == length
    assert calendar.add_working_days(due + ONE_DAY, -1) == due


@given(starts, lengths)
def test_the_tables_agree_with_a_walk_over_the_days(start, length):
    calendar, day, left = chinese_calendar(), start, length
    while left:
        day += ONE_DAY
        left -= calendar.is_working_day(day)
    assert calendar.add_working_days(start, length) == day


@given(limits(), st.integers(1, 30), st.integers(0, 30))
def test_the_steps_add_up_to_the_answer(count, longer, decided_after):
    given_facts = ClockFacts(
        key="x",
        rule="test.rule",
        started_on=count.start,
        law_on=count.start,
        suspensions=count.suspensions,
        extensions=(Extension(length=longer, decided_on=count.start + timedelta(days=decided_after)),),
    )
    found = deadline(given_facts, a_rule(count.period.length, count.period.unit), chinese_calendar())
    covering = [step for step in found.trace if step.kind in COVERING]
    day = found.started_on
    for step in covering:
        assert step.from_on == day + ONE_DAY
        assert step.days == (step.to_on - step.from_on).days + 1
        day = step.to_on
    assert day == found.due_on
    if count.period.unit in {Unit.DAY, Unit.WORKING_DAY}:
        granted = sum(step.days for step in found.trace if step.kind is StepKind.EXTENDED)
        counted = sum(step.days for step in covering if step.kind is StepKind.COUNTED)
        assert counted == count.period.length + granted


@given(limits())
def test_the_answer_with_its_trace_is_the_answer_without(count):
    found = deadline(
        facts(count.start).model_copy(update={"suspensions": count.suspensions}),
        a_rule(count.period.length, count.period.unit),
        chinese_calendar(),
    )
    assert found.due_on == last_day(count)


@given(starts, lengths, st.integers(1, 40))
def test_an_open_suspension_inside_the_limit_leaves_no_last_day(start, length, after):
    assume(after <= length)
    stop = Suspension(from_on=start + timedelta(days=after), ground="other")
    found = reckon(Count(start, Period(length=length, unit=Unit.DAY), (stop,)), chinese_calendar(), POLICY)
    assert found.nominal_on is None
    assert found.due_on is None


@given(starts, lengths)
def test_a_limit_that_does_not_roll_ends_on_its_very_day(start, length):
    count = Count(start, Period(length=length, unit=Unit.DAY), roll=Roll.NONE)
    assert last_day(count) == start + timedelta(days=length)
