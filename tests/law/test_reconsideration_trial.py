"""Procedure, hearing, committee and evidence (行政复议法 第四十二条至第五十五条): each step, each guard, each last day."""

from datetime import date, time
from uuid import uuid4

import pytest

from services.kernel.facts import ClockState
from services.kernel.law import the_law
from services.kernel.refusal import Refused
from services.reconsideration import commands as c
from services.reconsideration.domain import Case, decide, evolve
from services.reconsideration.domain.opening import CONDITIONS
from services.reconsideration.domain.readiness import is_ready
from services.reconsideration.handlers.cases import application_of
from services.reconsideration.parts import Draft
from tests.fixtures.reconsideration import offer
from tests.law.test_reconsideration_record import UPHELD, go, sent, served

LAW = the_law()
ON = date(2026, 10, 9)
HEARING = c.CallHearing(
    held_on=date(2026, 10, 20),
    at=time(9, 30),
    place="区司法局二楼听证室",
    matters="处罚程序是否合法",
    presiding="王主持",
    listeners=("张听证", "李听证"),
    recorder="赵记录",
)


def opened() -> Case:
    command = c.ReceiveApplication(case_id=uuid4(), number="普府复〔2026〕1号", application=application_of(offer()))
    (event,) = decide(None, command, date(2026, 9, 29), LAW)
    return evolve(None, event)


def accepted() -> Case:
    return go(opened(), c.AcceptApplication(met=tuple(CONDITIONS)), date(2026, 9, 30))


def called_on() -> Case:
    notice, deliveries = sent("reply_notice", "R")
    case = go(accepted(), c.SendCopy(paper=notice, deliveries=deliveries), date(2026, 9, 30))
    return served(case, "reply_notice", "R", date(2026, 10, 8))


def answered() -> Case:
    case = go(called_on(), c.FileReply(statement="程序合法。"), ON)
    return go(case, c.HearOpinions(way="telephone", summary="坚持请求。"), ON)


def codes(case: Case, command: c.AnyCommand, on: date = ON) -> list[str]:
    with pytest.raises(Refused) as refused:
        go(case, command, on)
    assert all(fault.cite for fault in refused.value.faults)
    return [fault.code for fault in refused.value.faults]


def summary(case: Case | None = None, **more: object) -> Case:
    wish = c.ChooseSummary(summary_type="all_agree", all_agree=True).model_copy(update=more)
    return go(case or accepted(), wish, date(2026, 9, 30))


def due(case: Case, key: str) -> date | None:
    clock = case.clocks.get(key)
    assert clock is not None
    return LAW.due_on(clock)


def test_article_53_lets_a_case_be_summary_where_every_party_agrees() -> None:
    case = summary()
    assert case.procedure == "summary"
    assert due(case, "arl.summary") == date(2026, 10, 30), "第六十二条第二款: thirty days from acceptance"
    assert not case.clocks.is_live("arl.ordinary")
    assert due(case, "arl.send_copy_summary") == date(2026, 10, 10), "第五十四条: three working days"


@pytest.mark.parametrize(
    ("wish", "faults"),
    [
        (c.ChooseSummary(summary_type="all_agree"), ["arl.summary_all_agree"]),
        (c.ChooseSummary(summary_type="unheard_of"), ["arl.summary_type"]),
        (c.ChooseSummary(summary_type="warning"), ["arl.summary_is_clear"]),
        (c.ChooseSummary(summary_type="information"), ["arl.summary_is_clear", "arl.summary_summary_type"]),
        (c.ChooseSummary(summary_type="small_amount", is_clear=True), ["arl.summary_amount"]),
    ],
)
def test_article_53_names_every_reason_against_the_summary_procedure(wish: c.ChooseSummary, faults: list[str]) -> None:
    assert codes(accepted(), wish, date(2026, 9, 30)) == faults
    chosen = {"summary_type": wish.summary_type, "is_clear": wish.is_clear, "all_agree": wish.all_agree}
    accept = c.AcceptApplication(met=tuple(CONDITIONS), procedure="summary").model_copy(update=chosen)
    assert codes(opened(), accept, date(2026, 9, 30)) == faults


def test_the_summary_procedure_is_chosen_before_the_copy_goes_out() -> None:
    wish = c.ChooseSummary(summary_type="all_agree", all_agree=True)
    assert codes(called_on(), wish) == ["arl.copy_sent"]


def test_the_summary_limit_must_not_have_run_out_already() -> None:
    """Accepted on 30 September: the thirtieth day is 30 October."""
    wish = c.ChooseSummary(summary_type="all_agree", all_agree=True)
    assert go(accepted(), wish, date(2026, 10, 30)).procedure == "summary"
    assert codes(accepted(), wish, date(2026, 10, 31)) == ["arl.summary_over"]


def test_article_55_converts_without_starting_the_limit_anew() -> None:
    case = go(summary(), c.ConvertToOrdinary(reason="案情复杂"), date(2026, 10, 20))
    assert case.procedure == "ordinary"
    assert due(case, "arl.ordinary") == date(2026, 11, 30), "sixty days from acceptance, rolled over the weekend"
    assert not case.clocks.is_live("arl.summary")


def test_article_55_gives_the_respondent_the_ordinary_time_to_reply() -> None:
    notice, deliveries = sent("reply_notice", "R")
    case = go(summary(), c.SendCopy(paper=notice, deliveries=deliveries), date(2026, 9, 30))
    case = served(case, "reply_notice", "R", date(2026, 10, 8))
    assert due(case, "arl.reply_summary") == date(2026, 10, 14)
    case = go(case, c.ConvertToOrdinary(reason="案情复杂"), date(2026, 10, 14))
    assert due(case, "arl.reply") == date(2026, 10, 21), "第四十八条: ten working days from the same receipt"


@pytest.mark.parametrize(("on", "is_lawful"), [(date(2026, 10, 29), True), (date(2026, 10, 30), True)])
def test_article_55_converts_up_to_the_last_day(on: date, *, is_lawful: bool) -> None:
    assert (go(summary(), c.ConvertToOrdinary(reason="复杂"), on).procedure == "ordinary") is is_lawful


def test_a_conversion_saves_no_limit_that_ran_out() -> None:
    late = date(2026, 10, 31)
    lapsed = go(summary(), c.RecordMissedLimit(key="arl.summary", due_on=date(2026, 10, 30)), late)
    assert codes(lapsed, c.ConvertToOrdinary(reason="复杂"), late) == ["arl.converted_too_late"]


def test_only_a_summary_case_is_converted() -> None:
    assert codes(accepted(), c.ConvertToOrdinary(reason="复杂")) == ["arl.not_summary"]
    assert not is_ready(accepted(), "convert_to_ordinary")


@pytest.mark.parametrize(
    ("on", "faults"),
    [
        (date(2026, 10, 12), []),
        (date(2026, 10, 13), ["arl.hearing_notice"]),
        (date(2026, 10, 14), ["arl.hearing_notice"]),
    ],
)
def test_article_51_asks_five_clear_working_days_before_a_hearing(on: date, faults: list[str]) -> None:
    """Hearing on Tuesday 20 October: 13, 14, 15, 16 and 19 are clear, the notice arrives on the 12th."""
    case = answered()
    if faults:
        assert codes(case, HEARING, on) == faults
    else:
        assert go(case, HEARING, on).trial.hearing is not None


def test_article_50_asks_for_one_who_presides_two_who_hear_and_one_who_writes() -> None:
    alone = HEARING.model_copy(update={"listeners": ("王主持",), "recorder": "王主持"})
    assert codes(answered(), alone) == ["arl.hearing_panel", "arl.hearing_people"]
    assert codes(summary(), HEARING) == ["arl.hearing_ordinary"]
    assert codes(go(answered(), HEARING, ON), HEARING) == ["arl.hearing_called"]


def noticed(on: date = date(2026, 10, 12)) -> Case:
    notice, deliveries = sent("hearing_notice", "A1", "R")
    case = go(go(answered(), HEARING, ON), c.IssueNotice(paper=notice, deliveries=deliveries), ON)
    return served(served(case, "hearing_notice", "A1", on), "hearing_notice", "R", on)


HELD = c.RecordHearing(applicant_came=True, respondent_came=True, head_came=True, record="双方发表意见。")


def test_a_hearing_is_recorded_once_it_was_held() -> None:
    assert codes(noticed(), HELD, date(2026, 10, 19)) == ["arl.hearing_not_yet"]
    case = go(noticed(), HELD, date(2026, 10, 20))
    assert case.trial.hearing is not None
    assert case.trial.hearing.is_held
    assert not case.trial.hearing.is_waived
    assert codes(case, HELD, date(2026, 10, 20)) == ["arl.no_hearing"]


def test_article_51_takes_an_absence_without_reason_for_a_waiver() -> None:
    case = go(noticed(), HELD.model_copy(update={"applicant_came": False}), date(2026, 10, 20))
    assert case.trial.hearing is not None
    assert case.trial.hearing.is_waived


def test_article_51_asks_the_head_of_the_organ_for_a_reason_and_the_excused_for_another_day() -> None:
    absent = HELD.model_copy(update={"applicant_came": False, "applicant_excuse": "住院", "head_came": False})
    assert codes(noticed(), absent, date(2026, 10, 20)) == ["arl.hearing_excused", "arl.hearing_head"]


def test_a_notice_that_came_late_asks_for_another_hearing_day() -> None:
    case = noticed(date(2026, 10, 13))
    assert codes(case, HELD, date(2026, 10, 20)) == ["arl.hearing_notice_late"]
    moved = c.MoveHearing(held_on=date(2026, 10, 26), at=time(14), place="同前", reason="送达不足五个工作日")
    case = go(case, moved, date(2026, 10, 20))
    assert go(case, HELD, date(2026, 10, 26)).trial.hearing is not None


def test_an_earlier_day_needs_its_full_notice_again() -> None:
    earlier = c.MoveHearing(held_on=date(2026, 10, 16), at=time(14), place="同前", reason="便利当事人")
    assert codes(noticed(), earlier, date(2026, 10, 12)) == ["arl.hearing_notice"]
    assert codes(answered(), earlier, date(2026, 10, 12)) == ["arl.no_hearing"]
    assert codes(noticed(), earlier, date(2026, 10, 17)) == ["arl.hearing_past"]


def complex_case() -> Case:
    return go(answered(), c.RecordComplexity(grounds=("facts_disputed",), technical=True), ON)


def test_article_50_and_52_make_hearing_and_committee_a_duty_of_a_complex_case() -> None:
    found = codes(complex_case(), c.DraftDecision(draft=UPHELD))
    assert {"arl.no_hearing_held", "arl.not_consulted"} <= set(found)
    assert not {"arl.no_hearing_held", "arl.not_consulted"} & set(_draft_codes(answered()))


def _draft_codes(case: Case, draft: Draft = UPHELD) -> list[str]:
    try:
        go(case, c.DraftDecision(draft=draft), ON)
    except Refused as refused:
        return [fault.code for fault in refused.faults]
    return []


def test_complexity_names_a_ground() -> None:
    assert codes(answered(), c.RecordComplexity()) == ["arl.complexity"]
    assert codes(answered(), c.RecordComplexity(grounds=("nice",))) == ["arl.complexity"]


def test_article_61_lets_a_decision_depart_from_the_committee_only_with_a_reason() -> None:
    case = go(answered(), c.ConsultCommittee(cases=("technical",), questions="程序是否违法"), ON)
    assert _draft_codes(case) == ["arl.opinion_awaited"]
    case = go(case, c.RecordCommitteeOpinion(opinion="违反法定程序，建议撤销", advised="REVOKE"), ON)
    assert _draft_codes(case) == ["arl.departs"]
    assert _draft_codes(go(case, c.ExplainDeparture(reason="新查明的事实"), ON)) == []


def test_article_52_has_four_cases_of_which_one_is_never_a_district_s() -> None:
    assert (
        codes(answered(), c.ConsultCommittee(cases=("provincial", "odd"), questions="问")) == ["arl.committee_case"] * 2
    )
    assert codes(answered(), c.RecordCommitteeOpinion(opinion="意见")) == ["arl.not_consulted"]
    assert codes(answered(), c.ExplainDeparture(reason="理由")) == ["arl.no_opinion"]


ITEM = c.RecordEvidence(
    kind="documentary", title="进货台账", submitter="applicant", proves="damage", purpose="证明损失"
)


def test_article_43_knows_eight_kinds_and_article_44_who_bears_the_burden() -> None:
    assert codes(answered(), ITEM.model_copy(update={"kind": "rumour", "proves": "luck"})) == [
        "arl.evidence_kind",
        "arl.evidence_proves",
    ]
    case = go(answered(), ITEM, ON)
    case = go(case, c.ExamineEvidence(number=1, examination="被申请人无异议", admitted=True), ON)
    assert case.trial.evidence[0].admitted
    assert codes(case, c.ExamineEvidence(number=2, examination="无")) == ["arl.no_such_evidence"]


def replied(evidence: tuple[str, ...] = ("现场笔录",)) -> Case:
    return go(called_on(), c.FileReply(statement="程序合法。", evidence=evidence), ON)


def organ_s(**change: object) -> c.RecordEvidence:
    return ITEM.model_copy(update={"submitter": "respondent", "title": "现场笔录", "proves": "legality", **change})


def test_article_46_bans_what_the_organ_collects_during_the_reconsideration() -> None:
    assert go(replied(), organ_s(collected_on=date(2026, 9, 29)), ON).trial.evidence, "the day before acceptance"
    assert codes(replied(), organ_s(collected_on=date(2026, 9, 30))) == ["arl.collected_later"]
    assert codes(replied(), organ_s(collected_on=date(2026, 10, 1), title="证人新证言")) == [
        "arl.not_in_reply",
        "arl.collected_later",
    ]


def test_article_46_lets_the_organ_add_evidence_only_with_leave_and_once() -> None:
    more = c.SupplementEvidence(kind="witness", title="证言", proves="legality", purpose="回应新理由")
    assert codes(replied(), more) == ["arl.no_leave"]
    case = go(replied(), c.AllowSupplement(raised_by="applicant", matter="申请人新提出未收到告知书"), ON)
    assert is_ready(case, "supplement_evidence")
    case = go(case, more, ON)
    assert case.trial.evidence[-1].submitter == "respondent"
    assert codes(case, more) == ["arl.no_leave"]


def silent() -> Case:
    """Called on 8 October: the tenth working day is 21 October."""
    case = go(called_on(), c.DeemNoEvidence(due_on=date(2026, 10, 21)), date(2026, 10, 22))
    return go(case, c.HearOpinions(way="telephone", summary="坚持请求。"), date(2026, 10, 22))


def test_article_70_bars_the_evidence_of_a_silent_organ() -> None:
    assert codes(silent(), organ_s(), date(2026, 10, 22)) == ["arl.evidence_barred"]
    assert "arl.no_evidence" in _draft_codes(silent())


def test_article_70_excepts_what_a_third_party_proves() -> None:
    given = ITEM.model_copy(update={"submitter": "third_party", "proves": "legality"})
    case = go(silent(), given, date(2026, 10, 22))
    assert "arl.no_evidence" in _draft_codes(case), "not yet examined"
    case = go(case, c.ExamineEvidence(number=1, examination="属实", admitted=True), date(2026, 10, 22))
    assert "arl.no_evidence" not in _draft_codes(case)


def test_article_47_refuses_a_reading_on_its_own_grounds_alone() -> None:
    wish = c.RecordFileReading(reader="欧阳晓岚", material="答复书")
    assert go(answered(), wish, ON).trial.readings[0].refused is None
    assert codes(answered(), wish.model_copy(update={"refused": "inconvenient"})) == ["arl.reading_refused"]
    assert go(answered(), wish.model_copy(update={"refused": "privacy"}), ON).trial.readings[0].refused == "privacy"


def test_article_45_asks_two_officers_and_their_cards() -> None:
    wish = c.Inquire(way="question", of="某市场", officers=("甲", "甲"), record="询问笔录")
    assert codes(answered(), wish) == ["arl.two_officers", "arl.cards"]
    assert go(answered(), wish.model_copy(update={"officers": ("甲", "乙"), "cards_shown": True}), ON).trial.inquiries


def test_the_time_of_an_appraisal_is_not_counted() -> None:
    """实施条例第三十七条: accepted on 30 September, nine days of appraisal, nine days later."""
    before = due(answered(), "arl.ordinary")
    assert before == date(2026, 11, 30), "29 November is a Sunday"
    case = go(answered(), c.BeginExcludedTime(ground="appraisal", matter="笔迹"), ON)
    assert due(case, "arl.ordinary") is None
    assert "arl.excluded_runs" in _draft_codes(case)
    assert codes(case, c.Suspend(ground="other", reason="需要")) == ["arl.excluded_runs"]
    assert codes(case, c.BeginExcludedTime(ground="site_inspection", matter="现场")) == ["arl.already_excluded"]
    case = go(case, c.EndExcludedTime(result="系本人所签"), date(2026, 10, 18))
    assert due(case, "arl.ordinary") == date(2026, 12, 8)
    clock = case.clocks.get("arl.ordinary")
    assert clock is not None
    assert clock.state is ClockState.RUNNING
    (stop,) = clock.suspensions
    assert (stop.ground, stop.basis) == ("appraisal", "行政复议法实施条例 第三十七条")
    assert codes(case, c.EndExcludedTime(result="无")) == ["arl.nothing_excluded"]


def test_an_appraisal_begins_before_the_limit_is_over() -> None:
    wish = c.BeginExcludedTime(ground="appraisal", matter="笔迹")
    assert go(answered(), wish, date(2026, 11, 29)).trial.excluding
    assert go(answered(), wish, date(2026, 11, 30)).trial.excluding
    assert codes(answered(), wish, date(2026, 12, 1)) == ["clock.suspended_too_late"]
    assert codes(answered(), wish.model_copy(update={"ground": "holiday"})) == ["arl.excluded_ground"]


def test_article_42_stays_execution_on_four_grounds_and_lifts_it() -> None:
    order = c.OrderStay(ground="asked", reason="执行将造成难以弥补的损失")
    assert codes(answered(), order.model_copy(update={"ground": "mercy"})) == ["arl.stay_ground"]
    assert codes(answered(), c.LiftStay(reason="消除")) == ["arl.not_stayed"]
    case = go(answered(), order, ON)
    assert (case.trial.stay.state, case.trial.stay.from_on) == ("ordered", ON)
    assert codes(case, order) == ["arl.stayed"]
    assert codes(case, c.DeclineStay(reason="不合理")) == ["arl.stayed"]
    case = go(case, c.LiftStay(reason="原因消除"), date(2026, 10, 12))
    assert (case.trial.stay.state, case.trial.stay.until_on) == ("lifted", date(2026, 10, 12))
    assert go(answered(), c.DeclineStay(reason="不合理"), ON).trial.stay.state == "declined"
