"""The end of the published calendar: raised in time, told once a week, seen by staff, ended by the next notice."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlmodel import col, select

from services.chassis import clocks, horizon
from services.chassis.clock_rows import CalendarAlarm
from services.chassis.db import transaction
from services.chassis.messages import NoticeRequested
from services.chassis.tables import Outbox
from services.kernel.clocks import Clocks
from services.kernel.law import the_law
from tests.fixtures.calendars import shipped_before_amendment

pytestmark = pytest.mark.usefixtures("clean")

SERVICE = "reconsideration"
LAST = date(2026, 12, 31)
ONE_DAY = timedelta(days=1)


def open_case(on: date) -> None:
    """行政复议法 第六十二条: sixty days from acceptance."""
    with transaction(SERVICE) as session:
        clocks.sync_clocks(session, uuid4(), Clocks().start("arl.ordinary", on), the_law())


def watch(today: date) -> tuple[str, ...]:
    with transaction(SERVICE) as session:
        return horizon.watch(session, today).alarms


def alarms() -> list[CalendarAlarm]:
    with transaction(SERVICE) as session:
        return list(session.exec(select(CalendarAlarm).order_by(col(CalendarAlarm.reason))).all())


def notices() -> list[NoticeRequested]:
    with transaction(SERVICE) as session:
        rows = session.exec(select(Outbox).order_by(col(Outbox.seq))).all()
    return [row.body for row in rows if isinstance(row.body, NoticeRequested)]


@pytest.mark.parametrize(
    ("today", "is_awaited"),
    [(date(2026, 10, 24), False), (date(2026, 10, 25), True), (LAST, True), (date(2027, 1, 1), True)],
)
def test_from_25_october_the_next_years_notice_is_awaited_until_it_is_loaded(today: date, is_awaited: bool) -> None:
    assert (horizon.season(today, LAST) is not None) is is_awaited
    assert horizon.season(today, date(2027, 12, 31)) is None


def test_a_notice_of_this_year_does_not_end_the_wait_for_the_next_one() -> None:
    awaited = horizon.season(date(2027, 10, 25), date(2027, 12, 31))
    assert awaited is not None
    assert awaited.reaches_on == date(2028, 12, 31)


def test_a_limit_that_would_end_on_the_last_published_day_raises_nothing_and_one_day_more_does() -> None:
    longest = timedelta(days=60)
    on = LAST - longest
    assert horizon.horizon(on, LAST, longest) is None
    assert horizon.horizon(on + ONE_DAY, LAST, longest) == ("horizon", LAST, LAST + ONE_DAY)


def test_the_longest_limit_that_runs_decides_how_far_is_looked() -> None:
    open_case(date(2026, 8, 3))  # due on 2026-10-02, rolled over the National Day holiday to 2026-10-08: 66 days
    assert watch(date(2026, 10, 24)) == ()
    assert watch(date(2026, 10, 25)) == ("season",)
    assert watch(date(2026, 10, 26)) == ("season",)
    assert watch(date(2026, 10, 27)) == ("season", "horizon")


def test_nothing_that_runs_reaches_nowhere() -> None:
    assert watch(date(2026, 10, 24)) == ()
    assert horizon.shown(SERVICE, date(2026, 10, 24)) == ()


def test_the_keeper_is_told_once_a_week_however_often_is_asked() -> None:
    monday = date(2026, 10, 26)
    for day in range(14):
        watch(monday + day * ONE_DAY)
        watch(monday + day * ONE_DAY)
    told = notices()
    assert len(told) == len({notice.key for notice in told}) == 2
    assert told[0].recipient == horizon.KEEPER
    assert "jiefen calendar import" in told[0].text


def test_an_alarm_stands_once_from_the_day_on_which_it_was_raised() -> None:
    watch(date(2026, 10, 25))
    watch(date(2026, 11, 3))
    (alarm,) = alarms()
    assert (alarm.raised_on, alarm.final_until, alarm.ended_on) == (date(2026, 10, 25), LAST, None)


def test_the_loaded_notice_ends_both_alarms_by_itself() -> None:
    on = date(2025, 11, 10)
    with shipped_before_amendment(2025):
        open_case(date(2025, 10, 9))
        assert watch(on) == ("season", "horizon")
        assert [alarm.reason for alarm in horizon.shown(SERVICE, on)] == ["season", "horizon"]
    assert horizon.shown(SERVICE, on) == ()
    assert watch(on + ONE_DAY) == ()
    assert [alarm.ended_on for alarm in alarms()] == [on + ONE_DAY] * 2
    assert len(notices()) == 2


def test_staff_see_both_alarms_while_they_stand() -> None:
    open_case(date(2026, 10, 9))
    on = date(2026, 11, 10)
    watch(on)
    assert [alarm.reason for alarm in horizon.shown(SERVICE, on)] == ["season", "horizon"]
