"""The collection of 208 limits, computed independently of this house; every case names its provision in `clause`."""

from datetime import date
from pathlib import Path

import pytest

from services.kernel.calendar import chinese_calendar
from services.kernel.deadline import COVERING
from services.kernel.law import Law, the_law
from services.kernel.refusal import Refused
from services.kernel.rulebook import read_rulebook
from services.kernel.served import Method, Proof, served_on
from services.local.clock_cases import last_day, outcome, read_cases

CASES = read_cases(Path(__file__).with_name("deadline_cases.jsonl"))


def of_kind(*kinds):
    return pytest.mark.parametrize("case", [c for c in CASES if c.kind in kinds], ids=lambda case: case.id)


def check(case):
    assert outcome(case, the_law()).differences == ()


@of_kind("due")
def test_the_last_day_is_the_one_the_law_gives(case):
    check(case)


@of_kind("due", "service", "timely", "recalculation", "correction")
def test_the_days_of_the_trace_add_up_to_the_answer(case):
    found = last_day(case, the_law())
    if found.due_on:
        assert sum(s.days for s in found.trace if s.kind in COVERING) == (found.due_on - found.started_on).days


@of_kind("backward")
def test_days_before_a_hearing_are_counted_back(case):
    """行政复议法 第五十一条：听证五日前通知；足日与否是一个开关。"""
    check(case)


@of_kind("workdays_between")
def test_working_days_between_two_days_leave_out_the_first(case):
    check(case)


@of_kind("chain")
def test_one_limit_starts_where_another_ended(case):
    check(case)


@of_kind("recalculation")
def test_a_new_notice_moves_only_what_looked_at_its_days(case):
    """国办发明电〔2019〕3号、〔2020〕1号：通知公布前后各算一次。"""
    check(case)


@of_kind("recalculation")
def test_the_calendar_as_known_before_the_notice_gives_the_old_answer(case):
    known_on = date(2019, 3, 21) if "2019 May" in case.description else date(2020, 1, 25)
    before = Law(read_rulebook(), chinese_calendar(known_on))
    assert last_day(case, before).due_on == case.expected_due_before
    assert last_day(case, before).calendar_version != last_day(case, the_law()).calendar_version


@of_kind("correction")
def test_a_corrected_date_of_service_moves_the_limit(case):
    """民事诉讼法 第九十一条：以回执上注明的收件日期为送达日期。"""
    check(case)


@of_kind("service")
def test_the_limit_runs_from_the_day_of_service(case):
    """民事诉讼法 第八十七条至第九十五条。"""
    check(case)


@pytest.mark.parametrize(("method", "cite"), [(Method.POST, "第九十一条"), (Method.ELECTRONIC, "第九十条")])
def test_posting_or_sending_alone_starts_no_limit(method, cite):
    proof = Proof(method=method, posted_on=date(2026, 4, 10), sent_at="2026-04-30T23:59:50+08:00")
    with pytest.raises(Refused) as refusal:
        served_on(proof, the_law())
    assert (refusal.value.code, refusal.value.cite) == ("served.no_date", f"民事诉讼法 {cite}")


@of_kind("timely")
def test_a_filing_is_in_time_by_its_own_mark(case):
    """民事诉讼法 第八十五条第四款；民法典 第二百零三条。"""
    check(case)


@of_kind("hours")
def test_hours_run_without_rolling(case):
    check(case)


@of_kind("localdate")
def test_the_legal_day_is_the_day_in_shanghai(case):
    check(case)


@pytest.mark.parametrize("case", CASES[::29], ids=lambda case: case.id)
def test_a_wrong_answer_in_the_file_is_found(case):
    wrong = {"localdate": "expected_local_date", "workdays_between": "expected_count", "chain": "expected_steps"}
    field = wrong.get(case.kind, "expected_due")
    assert outcome(case.model_copy(update={field: "wrong"}), the_law()).differences


def test_no_case_of_the_collection_is_left_out():
    assert len(CASES) == len({case.id for case in CASES}) == 208
