"""附带审查 (行政复议法 第十三条、第五十六条至第六十条), on the dates of the law file's eleventh worked example."""

from datetime import date, timedelta

import pytest

from services.kernel.law import the_law
from services.reconsideration import commands as c
from services.reconsideration.domain import MACHINE, Case
from services.reconsideration.domain.readiness import is_ready
from services.reconsideration.parts import PaperKind
from tests.law.test_reconsideration_record import UPHELD, go, sent, served
from tests.law.test_reconsideration_trial import accepted, answered, codes, opened

LAW = the_law()
ASK = c.RequestAttachedReview(
    kind="local", document="普规〔2025〕1号", provision="第五条", maker="某区某局", reason="超越权限"
)
ON = date(2026, 10, 12)


def asked(case: Case | None = None, **change: object) -> Case:
    return go(case or answered(), ASK.model_copy(update=change), ON)


def taken_up(on: date = ON, *, competent: bool, **change: object) -> Case:
    return go(asked(**change), c.TakeUpAttachedReview(competent=competent), on)


def dues(case: Case) -> dict[str, date | None]:
    return {clock.rule: LAW.due_on(clock) for clock in case.clocks.live()}


def told(case: Case, kind: PaperKind, ref: str, on: date) -> Case:
    notice, deliveries = sent(kind, ref)
    return served(go(case, c.IssueNotice(paper=notice, deliveries=deliveries), on), kind, ref, on)


def test_article_13_lets_a_request_come_with_the_application_and_until_the_decision() -> None:
    assert asked(opened()).trial.basis is not None
    assert asked(go(answered(), c.DraftDecision(draft=UPHELD), ON)).state == "DRAFTED"
    assert not any(row.command == "request_attached_review" for row in MACHINE.lawful("DECIDED"))


def test_article_13_knows_four_kinds_of_document_and_no_rule_among_them() -> None:
    assert codes(accepted(), ASK.model_copy(update={"kind": "regulation"}), ON) == ["arl.not_normative"]
    assert codes(asked(), ASK, ON) == ["arl.basis_open"]
    assert codes(opened(), ASK.model_copy(update={"own_motion": True}), ON) == ["arl.not_on_trial"]


def test_a_review_that_was_asked_for_keeps_the_decision_waiting() -> None:
    assert "arl.basis_open" in codes(asked(), c.DraftDecision(draft=UPHELD), ON)
    declined = go(asked(), c.DeclineAttachedReview(reason="不是本案行政行为的依据"), ON)
    assert go(declined, c.DraftDecision(draft=UPHELD), ON).state == "DRAFTED"
    assert codes(declined, c.TakeUpAttachedReview(competent=True), ON) == ["arl.no_basis_review"]


def test_article_56_and_58_give_thirty_days_to_deal_and_three_working_days_to_call_on_the_maker() -> None:
    case = taken_up(competent=True)
    assert (case.state, case.suspension_ground) == ("SUSPENDED", "basis_review")
    assert dues(case) == {
        "arl.ordinary": None,
        "arl.basis_own": date(2026, 11, 11),
        "arl.basis_notice": date(2026, 10, 15),
    }


def test_article_56_gives_seven_working_days_to_transfer() -> None:
    case = taken_up(competent=False)
    assert dues(case)["arl.basis_transfer"] == date(2026, 10, 21)
    assert dues(taken_up(competent=False, own_motion=True))["arl.own_basis_transfer"] == date(2026, 10, 21)
    assert dues(taken_up(competent=True, own_motion=True))["arl.own_basis"] == date(2026, 11, 11)


@pytest.mark.parametrize("rule", ["arl.basis_own", "arl.basis_notice"])
def test_a_limit_of_the_review_runs_out_on_the_day_after_its_last(rule: str) -> None:
    clock = taken_up(competent=True).clocks.get(f"{rule}:1")
    assert clock is not None
    due = LAW.due_on(clock)
    assert due is not None
    assert [LAW.is_expired(clock, due + timedelta(days=days)) for days in (-1, 0, 1)] == [False, False, True]


def test_article_58_gives_the_maker_ten_working_days_from_receipt() -> None:
    case = go(taken_up(competent=True), c.NotifyBasisMaker(), date(2026, 10, 13))
    assert "arl.basis_notice" not in dues(case)
    assert codes(case, c.NotifyBasisMaker(), date(2026, 10, 13)) == ["arl.basis_notified"]
    case = told(case, "basis_notice", "M", date(2026, 10, 14))
    assert dues(case)["arl.basis_reply"] == date(2026, 10, 28)
    end = c.ConcludeAttachedReview(result="lawful", opinion="条款合法")
    assert codes(case, end, date(2026, 10, 15)) == ["arl.maker_may_answer"]
    case = go(case, c.FileBasisReply(reply="条款于法有据"), date(2026, 10, 20))
    assert codes(case, c.FileBasisReply(reply="又"), date(2026, 10, 20)) == ["arl.basis_reply"]
    assert go(case, end, date(2026, 10, 21)).trial.basis is not None


def test_a_maker_that_says_nothing_does_not_stop_the_review() -> None:
    case = go(taken_up(competent=True), c.NotifyBasisMaker(), date(2026, 10, 13))
    case = told(case, "basis_notice", "M", date(2026, 10, 14))
    late = date(2026, 10, 29)
    case = go(case, c.RecordMissedLimit(key="arl.basis_reply:1", due_on=date(2026, 10, 28)), late)
    done = go(case, c.ConcludeAttachedReview(result="against_higher_law", opinion="抵触上位法"), late)
    assert done.trial.basis is not None
    assert done.trial.basis.result == "against_higher_law"


def test_article_59_concludes_before_the_case_goes_on() -> None:
    case = taken_up(competent=True)
    assert codes(case, c.Resume(reason="审查完毕"), ON) == ["arl.basis_open"]
    assert not is_ready(case, "resume")
    wish = c.ConcludeAttachedReview(result="fine", opinion="无")
    assert codes(case, wish, ON) == ["arl.basis_result", "arl.maker_not_notified"]
    assert codes(case, c.TransferBasis(receiver="市政府"), ON) == ["arl.basis_competence"]


def test_article_60_gives_the_competent_organ_sixty_days_and_its_opinion_ends_the_review() -> None:
    case = taken_up(competent=False)
    end = c.ConcludeAttachedReview(result="beyond_power", opinion="超越权限，停止适用")
    assert codes(case, end, ON) == ["arl.not_transferred"]
    assert codes(case, c.NotifyBasisMaker(), ON) == ["arl.basis_competence"]
    case = go(case, c.TransferBasis(receiver="上海市人民政府"), date(2026, 10, 13))
    assert codes(case, c.TransferBasis(receiver="上海市人民政府"), ON) == ["arl.basis_transferred"]
    case = told(case, "basis_transfer", "C", date(2026, 10, 14))
    assert dues(case)["arl.basis_opinion"] == date(2026, 12, 14), "13 December is a Sunday"
    case = go(case, end, date(2026, 11, 16))
    assert dues(case) == {"arl.ordinary": None}
    case = go(case, c.Resume(reason="审查完毕"), date(2026, 11, 16))
    assert dues(case)["arl.ordinary"] == date(2027, 1, 4), "thirty-five days stood still"


def test_a_second_review_has_limits_of_its_own() -> None:
    case = go(taken_up(competent=False), c.TransferBasis(receiver="市政府"), date(2026, 10, 13))
    case = go(case, c.ConcludeAttachedReview(result="lawful", opinion="合法"), date(2026, 10, 14))
    case = go(go(case, c.Resume(reason="毕"), date(2026, 10, 14)), ASK, date(2026, 10, 14))
    case = go(case, c.TakeUpAttachedReview(competent=True), date(2026, 10, 15))
    assert case.clocks.is_live("arl.basis_own:2")
