"""Limits in hours run from an instant to an instant, exactly or from the next full hour, and never roll."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.clock import explain
from services.kernel.deadline import COVERING
from services.kernel.facts import ClockFacts
from services.kernel.law import the_law
from services.kernel.moment import SHANGHAI, hours_after, local_date
from services.kernel.refusal import Refused

MEASURE, PRESERVATION = "acl.immediate_measure", "cpl.preservation"
INSTANTS = st.datetimes(datetime(2018, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))


def begun(rule, text):
    instant = datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    return ClockFacts(
        key=rule, rule=rule, started_on=instant.date(), law_on=date(2026, 1, 1), started_at=instant.astimezone(UTC)
    )


@pytest.mark.parametrize(
    ("rule", "start", "end", "cite"),
    [
        (MEASURE, "2026-04-15T10:20", "2026-04-16T10:20:00+08:00", "行政强制法 第十九条"),
        (MEASURE, "2026-04-30T23:59:30", "2026-05-01T23:59:30+08:00", "行政强制法 第十九条"),
        (PRESERVATION, "2026-04-15T10:20", "2026-04-17T11:00:00+08:00", "民事诉讼法 第一百零三条"),
        (PRESERVATION, "2026-09-30T16:00", "2026-10-02T17:00:00+08:00", "民事诉讼法 第一百零三条"),
    ],
)
def test_hours_end_at_an_instant(rule, start, end, cite):
    """民法典 第二百零一条第二款；民诉解释 第一百二十五条：算例63至65。"""
    found = the_law().deadline(begun(rule, start))
    assert found.due_at == datetime.fromisoformat(end)
    assert found.due_on == found.nominal_on == found.due_at.date()
    assert the_law().due_on(begun(rule, start)) == found.due_on
    assert found.cite == cite
    assert not found.may_change


def test_the_trace_of_hours_covers_the_days_they_touch():
    found = the_law().deadline(begun(PRESERVATION, "2026-09-30T16:00"))
    assert sum(step.days for step in found.trace if step.kind in COVERING) == 2
    within_a_day = the_law().deadline(begun(MEASURE, "2026-04-15T00:00")).trace
    assert [step.days for step in within_a_day] == [0, 1]


def test_hours_are_told_with_their_provisions():
    assert explain(the_law().deadline(begun(PRESERVATION, "2026-09-30T16:20"))) == (
        (
            "2026年9月30日16时20分不计入，自次时2026年9月30日17时00分起算"
            "（民事诉讼法 第八十五条第二款；民诉解释 第一百二十五条）；期限为48小时（民事诉讼法 第一百零三条）。"
        ),
        "以小时计算的期限连续计算，不因休假日顺延。",
        "届满时刻：2026年10月2日17时00分。",
    )
    assert (
        explain(the_law().deadline(begun(MEASURE, "2026-04-30T23:59:30")))[-1] == "届满时刻：2026年5月1日23时59分30秒。"
    )
    told = explain(the_law().deadline(begun(MEASURE, "2026-04-15T10:20")), "en")
    assert told[0].startswith("Counted from Wed 2026-04-15 10:20 (民法典 第二百零一条第二款)")
    assert told[-1] == "Ends at: Thu 2026-04-16 10:20."


def test_hours_without_an_instant_are_refused_with_their_article():
    with pytest.raises(Refused) as refusal:
        the_law().reckon(MEASURE, date(2026, 4, 15))
    assert (refusal.value.code, refusal.value.cite) == ("clock.no_instant", "行政强制法 第十九条")


def test_a_corrected_day_does_not_keep_the_old_instant():
    assert begun(MEASURE, "2026-04-15T10:20").correct_start(date(2026, 4, 16)).started_at is None


@given(INSTANTS, st.integers(1, 240))
def test_hours_pass_as_hours_do(start, hours):
    assert hours_after(start, hours) - start == timedelta(hours=hours)
    later = hours_after(start, hours, from_next_hour=True)
    assert timedelta() < later - start - timedelta(hours=hours) <= timedelta(hours=1)
    assert later.minute == later.second == 0
    assert local_date(hours_after(start, hours)) >= local_date(start)


def test_the_next_hour_is_told_by_the_clock_in_shanghai():
    start = datetime(2026, 4, 15, 8, 0, tzinfo=ZoneInfo("Asia/Kolkata"))  # 上海 10:30
    assert hours_after(start, 1, from_next_hour=True) == datetime(2026, 4, 15, 12, 0, tzinfo=SHANGHAI)


def test_hours_over_the_change_to_summer_time_are_not_lost():
    """1986年5月4日拨快一小时：二十四小时之后钟面是次日的晚一小时。"""
    start = datetime(1986, 5, 3, 12, 0, tzinfo=SHANGHAI)
    assert hours_after(start, 24).hour == 13
