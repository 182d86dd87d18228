"""The engine stays cheap enough to reckon every clock of a district on every page and every sweep."""

from datetime import date
from timeit import repeat

from services.kernel.calendar import chinese_calendar
from services.kernel.facts import ClockFacts
from services.kernel.law import the_law

START = date(2026, 9, 18)


def microseconds(step, times):
    return min(repeat(step, number=times, repeat=5)) / times * 1e6


def test_ten_working_days_take_no_walk_over_the_days():
    calendar = chinese_calendar()
    assert microseconds(lambda: calendar.add_working_days(START, 10), 20_000) < 5


def test_a_clock_with_its_rule_is_reckoned_in_microseconds():
    law, clock = the_law(), ClockFacts(key="x", rule="arl.reply", started_on=START, law_on=START)
    assert microseconds(lambda: law.due_on(clock), 2_000) < 100
    assert microseconds(lambda: law.deadline(clock), 500) < 2_000
