"""What a new day off, a new worked day and a notice still to come can do to a limit, and what they cannot."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.calendar import DayStatus, chinese_calendar
from services.kernel.clock import Policy, deadline, reckon
from services.kernel.facts import ClockFacts
from services.kernel.period import Period, Unit
from services.kernel.reckoning import Count
from services.kernel.rule import Direction, Roll
from tests.law.builders import a_rule

from .clock_oracle import FIRST, ONE_DAY, calendars, counts, day_units, lengths

POLICY = Policy()
after_start = st.integers(1, 200)
events = st.dates(FIRST + timedelta(days=250), FIRST + timedelta(days=450))


def last_day(count, calendar):
    return reckon(count, calendar, POLICY).due_on


@settings(max_examples=150, deadline=None)
@given(counts(may_be_open=False), calendars(), after_start)
def test_a_new_day_off_never_ends_any_limit_earlier(count, calendar, after):
    changed = calendar.with_days({count.start + timedelta(days=after): False}, "试验通知")
    assert last_day(count, changed) >= last_day(count, calendar)


@settings(max_examples=150, deadline=None)
@given(counts(may_be_open=False), calendars(), after_start)
def test_a_new_worked_day_never_ends_any_limit_later(count, calendar, after):
    """Whatever its unit: a worked day is counted sooner, or the end rolls no further than to it."""
    changed = calendar.with_days({count.start + timedelta(days=after): True}, "试验通知")
    assert last_day(count, changed) <= last_day(count, calendar)


@settings(max_examples=150, deadline=None)
@given(counts(may_be_open=False), calendars(), after_start)
def test_a_limit_in_days_or_months_is_moved_only_from_where_its_end_rolls(count, calendar, after):
    """A limit that is not counted in working days asks of the calendar nothing but whether its end is a day off."""
    if count.period.unit is Unit.WORKING_DAY:
        count = count._replace(period=Period(length=count.period.length, unit=Unit.DAY))
    count = count._replace(extensions=())
    found = reckon(count, calendar, POLICY)
    day = count.start + timedelta(days=after)
    changed = reckon(count, calendar.with_days({day: not calendar.is_working_day(day)}, "试验通知"), POLICY)
    assert changed.nominal_on == found.nominal_on
    if count.roll is Roll.NONE or not found.nominal_on <= day <= found.due_on:
        assert changed.due_on == found.due_on


def test_the_notice_of_march_2019_made_one_limit_earlier_and_another_later():
    """国办发明电〔2019〕3号: it made 28 April and 5 May working days and 2 and 3 May days off, so it could do both."""
    before, after = chinese_calendar(date(2019, 3, 21)), chinese_calendar(date(2019, 3, 22))
    sixty = Period(length=60, unit=Unit.DAY)
    earlier, later = Count(date(2019, 2, 27), sixty), Count(date(2019, 3, 3), sixty)
    assert (last_day(earlier, before), last_day(earlier, after)) == (date(2019, 4, 29), date(2019, 4, 28))
    assert (last_day(later, before), last_day(later, after)) == (date(2019, 5, 2), date(2019, 5, 5))


@settings(max_examples=100, deadline=None)
@given(events, lengths, day_units, calendars(), after_start)
def test_before_an_event_a_new_day_off_never_gives_more_time_and_a_worked_day_never_less(
    event, length, unit, calendar, before
):
    count = Count(event, Period(length=length, unit=unit), direction=Direction.BEFORE)
    day = event - timedelta(days=before)
    latest = last_day(count, calendar)
    assert last_day(count, calendar.with_days({day: False}, "试验通知")) <= latest
    assert last_day(count, calendar.with_days({day: True}, "试验通知")) >= latest


@settings(max_examples=100, deadline=None)
@given(events, lengths, day_units, calendars(), st.integers(1, 50))
def test_before_an_event_a_change_outside_the_period_changes_nothing(event, length, unit, calendar, gap):
    count = Count(event, Period(length=length, unit=unit), direction=Direction.BEFORE)
    latest = last_day(count, calendar)
    for day in (latest - timedelta(days=gap), event, event + timedelta(days=gap)):
        changed = calendar.with_days({day: not calendar.is_working_day(day)}, "试验通知")
        assert last_day(count, changed) == latest


# Days on which the house knew one notice less, or two; since February 2020 no notice changed a published year.
KNOWN = (
    date(2020, 2, 1),
    date(2020, 11, 24),
    date(2021, 10, 24),
    date(2022, 12, 7),
    date(2024, 11, 11),
    date(2025, 11, 3),
)
starts = st.dates(date(2018, 1, 10), date(2026, 9, 30))
units = st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.MONTH])


def found_on(known_on, start, length, unit, roll):
    rule = a_rule(min(length, 3) if unit is Unit.MONTH else length, unit, roll=roll)
    return deadline(ClockFacts(key="x", rule=rule.id, started_on=start, law_on=start), rule, chinese_calendar(known_on))


@settings(max_examples=300)
@given(st.sampled_from(KNOWN), starts, lengths, units, st.sampled_from(Roll))
def test_a_limit_is_provisional_exactly_when_it_used_a_day_without_a_notice(known_on, start, length, unit, roll):
    calendar, found = chinese_calendar(known_on), found_on(known_on, start, length, unit, roll)
    asks_nothing = roll is Roll.NONE and unit is not Unit.WORKING_DAY
    assert found.provisional == (not asks_nothing and found.due_on > calendar.final_until)
    assert found.calendar_version == calendar.version


@settings(max_examples=300)
@given(st.sampled_from(KNOWN), starts, lengths, units, st.sampled_from(Roll))
def test_what_is_neither_provisional_nor_in_the_tail_of_a_year_is_what_later_notices_left(
    known_on, start, length, unit, roll
):
    then, now = (found_on(known, start, length, unit, roll) for known in (known_on, None))
    if not then.may_change:
        assert then.due_on == now.due_on
    if then.due_on != now.due_on:
        assert then.status in {DayStatus.TAIL, DayStatus.PROVISIONAL}


def test_the_last_published_day_is_firm_enough_and_the_next_is_provisional():
    calendar = chinese_calendar()
    last = calendar.final_until
    for day, is_provisional in ((last - ONE_DAY, False), (last, False), (last + ONE_DAY, True)):
        assert (calendar.status(day) is DayStatus.PROVISIONAL) == is_provisional
