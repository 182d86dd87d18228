"""Every day of 2015-2026 against two libraries that read the same notices on their own."""

from datetime import date, timedelta

import chinese_calendar as other
import holidays
import pytest

from services.kernel.calendar import chinese_calendar

YEARS = range(2015, 2027)


def days_of(year):
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", YEARS)
def test_every_day_agrees_with_chinesecalendar(year):
    calendar = chinese_calendar()
    assert [d for d in days_of(year) if calendar.is_working_day(d) != other.is_workday(d)] == []


@pytest.mark.parametrize("year", YEARS)
def test_every_day_agrees_with_holidays(year):
    calendar, peer = chinese_calendar(), holidays.country_holidays("CN", years=year)
    assert [d for d in days_of(year) if calendar.is_working_day(d) != peer.is_working_day(d)] == []
