"""A calendar from any weekend and any table of days: other countries run through the same engine."""

import tracemalloc
from datetime import date, timedelta

import pytest

from services.kernel.calendar import DayStatus, WorkCalendar, chinese_calendar
from services.kernel.calendar_layers import WEEKDAYS, Week
from services.kernel.clock import Policy, deadline
from services.kernel.period import Unit
from services.kernel.refusal import Refused
from tests.law.builders import a_rule, facts

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
GULF = ("friday", "saturday")


def week(rest_days, first=FIRST, last=LAST):
    return Week(first_day=first, last_day=last, rest_days=tuple(rest_days), law="试验历法")


def gulf(off=(date(2026, 3, 22), date(2026, 3, 23)), worked=(date(2026, 3, 27),)):
    """A fictitious land: rest on Friday and Saturday, a feast on 22 and 23 March, the Friday after it worked."""
    return WorkCalendar.from_table(week(GULF), off=off, worked=worked)


def test_the_weekend_may_be_friday_and_saturday():
    calendar = gulf()
    days = [date(2026, 3, 1) + timedelta(days=n) for n in range(7)]  # from a Sunday on
    assert [calendar.is_working_day(day) for day in days] == [True] * 5 + [False] * 2
    assert calendar.source(date(2026, 3, 6)) == "试验历法"


def test_working_days_are_counted_over_the_feast_and_the_worked_friday():
    found = deadline(facts(date(2026, 3, 19)), a_rule(4, Unit.WORKING_DAY), gulf())
    assert found.due_on == date(2026, 3, 27)  # 24, 25, 26 and the worked Friday
    assert found.calendar_version == gulf().version != chinese_calendar().version


def test_the_last_day_rolls_over_friday_and_saturday():
    assert deadline(facts(date(2026, 3, 3)), a_rule(10), gulf()).due_on == date(2026, 3, 15)
    assert deadline(facts(date(2026, 3, 10)), a_rule(10), gulf()).due_on == date(2026, 3, 24)


def test_days_are_counted_back_in_it_as_well():
    rule = a_rule(2, Unit.WORKING_DAY, direction="before")
    assert deadline(facts(date(2026, 3, 24)), rule, gulf(), Policy(notice_days="counted")).due_on == date(2026, 3, 18)


@pytest.mark.parametrize("rest_days", [(), ("sunday",), ("monday", "wednesday", "friday"), WEEKDAYS[:6]])
def test_any_weekend_agrees_with_a_loop_over_the_days(rest_days):
    off, worked = {FIRST + timedelta(days=n) for n in range(0, 360, 17)}, {FIRST + timedelta(days=n) for n in (5, 40)}
    calendar = WorkCalendar.from_table(week(rest_days), off=off - worked, worked=worked)
    days = [FIRST + timedelta(days=n) for n in range(300)]
    expected = [d in worked or (d not in off and WEEKDAYS[d.weekday()] not in rest_days) for d in days]
    assert [calendar.is_working_day(day) for day in days] == expected


def test_a_table_is_firm_to_its_last_day_and_silent_nowhere_else():
    calendar = gulf()
    assert calendar.status(LAST) is DayStatus.FINAL
    with pytest.raises(Refused, match="outside"):
        calendar.is_working_day(date(2027, 1, 1))
    with pytest.raises(Refused, match="outside"):
        calendar.add_working_days(date(2026, 12, 20), 30)


def test_the_version_follows_the_weekend_and_the_days():
    plain = WorkCalendar.from_table(week(["friday"]))
    assert len({gulf().version, gulf(worked=()).version, plain.version}) == 3
    assert gulf().version == gulf().version


def test_a_table_that_contradicts_itself_is_refused():
    with pytest.raises(Refused, match="contradiction"):
        gulf(worked=(date(2026, 3, 22),))
    with pytest.raises(Refused, match="outside"):
        gulf(off=(date(2027, 3, 22),))
    with pytest.raises(Refused, match="no_working_day"):
        WorkCalendar.from_table(week(WEEKDAYS))


def test_ten_years_of_tables_take_less_than_100_kilobytes():
    known, first, last = chinese_calendar(), date(2017, 1, 1), date(2026, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    named = [day for day in days if known.entry(day)]
    off, worked = ([d for d in named if known.is_working_day(d) is works] for works in (False, True))
    tracemalloc.start()
    calendar = WorkCalendar.from_table(week(("saturday", "sunday"), first, last), off=off, worked=worked)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [calendar.is_working_day(day) for day in days] == [known.is_working_day(day) for day in days]
    assert used < 100_000
