"""The collection of 208 limits, computed independently of this house; every case names its provision in `clause`."""

from datetime import datetime, time

import pytest

from services.kernel.calendar import chinese_calendar
from services.kernel.clock import Policy, StepKind, reckon
from services.kernel.deadline import COVERING
from services.kernel.law import the_law
from services.kernel.moment import Channel, Filing, hours_after, is_in_time, local_date
from services.kernel.period import Period
from services.kernel.reckoning import Count
from services.kernel.rule import Direction

from .builders import UNITS, all_cases, day


def of_kind(kind):
    return pytest.mark.parametrize("case", all_cases(kind), ids=lambda case: case.id)


def check_last_day(case, found):
    assert found.nominal_on == case.day("expected_nominal")
    if case.data.get("expected_provisional"):
        assert found.provisional
        assert found.due_on == case.day("expected_due_if_weekends_only")
    else:
        assert found.due_on == case.day("expected_due")
        assert not found.provisional


@of_kind("due")
def test_the_last_day_is_the_one_the_law_gives(case):
    found = case.deadline()
    check_last_day(case, found)
    granted = [s.kind is StepKind.EXTENDED for s in found.trace if s.kind.value.startswith("exten")]
    assert granted == case.data.get("expected_extension_valid", [])
    if found.due_on:
        assert sum(s.days for s in found.trace if s.kind in COVERING) == (found.due_on - found.started_on).days


@of_kind("backward")
def test_days_before_a_hearing_are_counted_back(case):
    """行政复议法 第五十一条：听证五日前通知；足日与否是一个开关。"""
    count = Count(case.day("start"), Period(length=case.length, unit=UNITS[case.unit]), direction=Direction.BEFORE)
    found = reckon(count, chinese_calendar(), Policy(notice_days=case.mode))
    assert found.due_on == case.day("expected_due")


@of_kind("workdays_between")
def test_working_days_between_two_days_leave_out_the_first(case):
    assert chinese_calendar().working_days_between(case.day("start"), case.day("to")) == case.expected_count


@of_kind("chain")
def test_one_limit_starts_where_another_ended(case):
    start, ends = case.day("start"), []
    for step in case.steps:
        start = case.deadline(start=start, length=step["length"], unit=step["unit"]).due_on
        ends.append(start.isoformat())
    assert ends == case.expected_steps


@of_kind("recalculation")
def test_a_new_notice_moves_only_what_looked_at_its_days(case):
    """国办发明电〔2019〕3号、〔2020〕1号：通知公布前后各算一次。"""
    before = case.deadline(calendar=case.calendar("calendar_before"))
    after = case.deadline()
    assert before.due_on == case.day("expected_due_before")
    assert after.due_on == case.day("expected_due")
    assert (before.due_on != after.due_on) == case.expected_changed
    assert before.calendar_version != after.calendar_version


@of_kind("recalculation")
def test_the_calendar_as_known_before_the_notice_gives_the_old_answer(case):
    known_on = day("2019-03-21") if "2019 May" in case.description else day("2020-01-25")
    assert case.deadline(calendar=chinese_calendar(known_on)).due_on == case.day("expected_due_before")


@of_kind("correction")
def test_a_corrected_date_of_service_moves_the_limit(case):
    """民事诉讼法 第九十一条：以回执上注明的收件日期为送达日期。"""
    assert case.deadline(start=case.day("recorded_start")).due_on == case.day("expected_due_before")
    check_last_day(case, case.deadline())


@of_kind("service")
def test_the_limit_runs_from_the_day_of_service(case):
    """民事诉讼法 第八十七条至第九十五条。"""
    served_on = service_day(case.service)
    assert served_on == case.day("expected_start")
    check_last_day(case, case.deadline(start=served_on))


def service_day(service):
    match service:
        case {"method": "electronic", "arrived_at": instant}:
            return local_date(datetime.fromisoformat(instant))
        case {"method": "public_notice", "posted_on": posted_on}:
            return the_law().reckon("cpl.public_notice", day(posted_on)).due_on
        case {"method": "mail", "refused": True, "returned_on": stated} | {"method": "mail", "receipt_on": stated}:
            return day(stated)
        case {"signed_on": stated} | {"left_on": stated}:
            return day(stated)
        case _:
            raise AssertionError(service)


@of_kind("timely")
def test_a_filing_is_in_time_by_its_own_mark(case):
    """民事诉讼法 第八十五条第四款；民法典 第二百零三条。"""
    given = case.filing
    filing = Filing(
        channel={"mail": Channel.POST, "online": Channel.ONLINE, "counter": Channel.COUNTER}[given["channel"]],
        at=given.get("submitted_at"),
        postmark_on=given.get("postmark"),
        counter_closes=time.fromisoformat(given["closing"]) if "closing" in given else None,
    )
    found = case.deadline()
    check_last_day(case, found)
    assert is_in_time(filing, found.due_on) == case.expected_timely


@of_kind("hours")
def test_hours_run_without_rolling(case):
    start = datetime.fromisoformat(case.start)
    end = hours_after(start, case.length, from_next_hour=case.hour_rule == "next_hour")
    assert end == datetime.fromisoformat(case.expected_due)


@of_kind("localdate")
def test_the_legal_day_is_the_day_in_shanghai(case):
    assert local_date(datetime.fromisoformat(case.instant)) == case.day("expected_local_date")


def test_no_case_of_the_collection_is_left_out():
    kinds = [
        "due",
        "backward",
        "workdays_between",
        "chain",
        "recalculation",
        "correction",
        "service",
        "timely",
        "hours",
        "localdate",
    ]
    assert sum(len(all_cases(kind)) for kind in kinds) == 208
