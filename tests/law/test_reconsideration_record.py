"""What the file of a case holds when people correct, repeat and come late: no date and no reader may slip through."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from services.kernel.actor import Actor
from services.kernel.facts import ClockState
from services.kernel.law import the_law
from services.kernel.redaction import Identifier
from services.kernel.redaction import plan as draw_up
from services.kernel.refusal import Refused
from services.reconsideration import commands as c
from services.reconsideration.domain import Case, decide, evolve
from services.reconsideration.handlers.cases import application_of
from services.reconsideration.parts import Draft, IssuedPaper, NewDelivery, PaperKind
from tests.fixtures.reconsideration import ALL_MET, DRAFT, offer
from tests.property.test_reconsideration_machine import paper

LAW = the_law()
OFFICER, SECOND, REVIEWER, LEADER, PUBLISHER, ORGAN = (
    Actor(id=name, name=name) for name in ("officer", "second", "reviewer", "leader", "publisher", "organ")
)
UPHELD = Draft(outcome="UPHOLD", grounds=("G-SOUND",), found="事实清楚。", reasons="处罚适当。")


def go(case: Case, command: c.AnyCommand, on: date, by: Actor = OFFICER) -> Case:
    for fact in decide(case, command.model_copy(update={"by": by}), on, LAW):
        case = evolve(case, fact)
    return case


def accepted() -> Case:
    command = c.ReceiveApplication(case_id=uuid4(), number="普府复〔2026〕1号", application=application_of(offer()))
    (event,) = decide(None, command, date(2026, 9, 29), LAW)
    return go(evolve(None, event), c.AcceptApplication(met=ALL_MET), date(2026, 9, 30))


def sent(kind: PaperKind, *refs: str) -> tuple[IssuedPaper, tuple[NewDelivery, ...]]:
    return paper(kind), tuple(NewDelivery(id=uuid4(), paper=kind, recipient=ref, mode="post") for ref in refs)


def delivery_of(case: Case, kind: PaperKind, ref: str) -> UUID:
    return next(d.id for d in case.deliveries if (d.paper, d.recipient) == (kind, ref) and d.state != "replaced")


def served(case: Case, kind: PaperKind, ref: str, on: date, *, was_on: date | None = None) -> Case:
    command = c.RecordService(delivery_id=delivery_of(case, kind, ref), served_on=on, mode="post", was_on=was_on)
    return go(case, command, max(on, was_on or on))


def called_on(on: date = date(2026, 10, 8)) -> Case:
    notice, deliveries = sent("reply_notice", "R")
    case = go(accepted(), c.SendCopy(paper=notice, deliveries=deliveries), date(2026, 9, 30))
    return served(case, "reply_notice", "R", on)


def answered(on: date = date(2026, 10, 9)) -> Case:
    case = go(called_on(), c.FileReply(statement="程序合法。"), on, ORGAN)
    return go(case, c.HearOpinions(way="telephone", summary="坚持请求。"), on)


def issued(draft: Draft = DRAFT) -> Case:
    case = go(answered(), c.DraftDecision(draft=draft), date(2026, 10, 10))
    case = go(case, c.ReviewDecision(approved=True), date(2026, 10, 10), REVIEWER)
    case = go(case, c.SignDecision(approved=True), date(2026, 10, 10), LEADER)
    letter, deliveries = sent("decision", "A1", "R")
    return go(case, c.IssueDecision(paper=letter, deliveries=deliveries), date(2026, 10, 10))


def in_force(draft: Draft = DRAFT, on: date = date(2026, 10, 12)) -> Case:
    return served(served(issued(draft), "decision", "A1", on), "decision", "R", on)


def lapsed(case: Case, key: str, command: c.AnyCommand, on: date) -> Case:
    clock = case.clocks.get(key)
    assert clock is not None
    assert LAW.is_expired(clock, on)
    return go(case, command, on)


def test_a_later_date_of_service_gives_the_time_to_sue_back() -> None:
    """行政诉讼法第四十五条: the window that ran out from a wrong day had not run out at all."""
    case, key = in_force(), "arl.suit:A1"
    case = lapsed(case, key, c.LapseSuitWindow(key=key, due_on=date(2026, 10, 27)), date(2026, 10, 28))
    case = served(case, "decision", "A1", date(2026, 10, 26), was_on=date(2026, 10, 12))
    clock = case.clocks.get(key)
    assert clock is not None
    assert clock.state is ClockState.RUNNING
    assert LAW.due_on(clock) == date(2026, 11, 10)


def test_a_late_slip_of_a_replaced_delivery_starts_no_second_time_to_sue() -> None:
    case, key = issued(), "arl.suit:A1"
    first = delivery_of(case, "decision", "A1")
    case = go(case, c.RecordServiceFailure(delivery_id=first, reason="逾期未领"), date(2026, 10, 12))
    again = NewDelivery(id=uuid4(), paper="decision", recipient="A1", mode="direct")
    case = go(case, c.RepeatService(failed_id=first, delivery=again), date(2026, 10, 12))
    case = served(case, "decision", "A1", date(2026, 10, 13))
    case = lapsed(case, key, c.LapseSuitWindow(key=key, due_on=date(2026, 10, 28)), date(2026, 10, 29))
    case = go(case, c.RecordService(delivery_id=first, served_on=date(2026, 10, 20), mode="post"), date(2026, 10, 30))
    assert not case.clocks.is_live(key), "the first proof counts"


def advised() -> Case:
    case = go(in_force(), c.DraftAdvice(), date(2026, 10, 13))
    case = go(case, c.SignAdvice(), date(2026, 10, 13), LEADER)
    letter, deliveries = sent("advice", "R")
    return go(case, c.IssueAdvice(paper=letter, deliveries=deliveries), date(2026, 10, 13))


def test_a_late_slip_does_not_ask_again_for_a_report_that_was_made() -> None:
    """第七十六条: one letter, one report."""
    case = advised()
    first = delivery_of(case, "advice", "R")
    case = go(case, c.RecordServiceFailure(delivery_id=first, reason="拒收"), date(2026, 10, 14))
    again = NewDelivery(id=uuid4(), paper="advice", recipient="R", mode="direct")
    case = go(case, c.RepeatService(failed_id=first, delivery=again), date(2026, 10, 14))
    case = served(case, "advice", "R", date(2026, 10, 15))
    case = go(case, c.FileAdviceReport(measures="已整改。"), date(2026, 10, 16), ORGAN)
    case = go(case, c.RecordService(delivery_id=first, served_on=date(2026, 10, 14), mode="post"), date(2026, 10, 19))
    assert case.advice.state == "reported"
    assert not case.clocks.is_live("arl.advice_report")


def test_a_late_report_is_not_overdue_from_a_wrong_date_of_service() -> None:
    case, key = served(advised(), "advice", "R", date(2026, 10, 14)), "arl.advice_report"
    case = lapsed(case, key, c.EscalateAdvice(key=key, due_on=date(2026, 12, 14)), date(2026, 12, 15))
    case = served(case, "advice", "R", date(2026, 11, 14), was_on=date(2026, 10, 14))
    assert not case.advice.overdue
    assert case.clocks.is_live(key)


def test_a_reply_after_its_last_day_is_no_evidence_even_before_the_sweep() -> None:
    """第七十条: ten working days from 8 October end on 21 October 2026; the letter and the outcome say the same."""
    case = go(called_on(), c.FileReply(statement="程序合法。"), date(2026, 10, 22), ORGAN)
    assert case.reply is not None
    assert (case.reply.in_time, case.evidence_barred) == (False, True)
    case = go(case, c.HearOpinions(way="telephone", summary="坚持请求。"), date(2026, 10, 22))
    with pytest.raises(Refused, match="no_evidence"):
        go(case, c.DraftDecision(draft=UPHELD), date(2026, 10, 22))


def test_a_second_reply_does_not_take_the_place_of_the_first() -> None:
    """第四十六条: what comes later needs the body's consent."""
    with pytest.raises(Refused, match="replied_twice"):
        go(answered(), c.FileReply(statement="另有证据。"), date(2026, 10, 22), ORGAN)


@pytest.mark.parametrize(("right", "in_time"), [(date(2026, 10, 12), True), (date(2026, 10, 8), False)])
def test_a_corrected_date_of_service_decides_anew_whether_the_reply_was_in_time(right: date, in_time: bool) -> None:
    """第四十八条、第七十条: ten working days from 12 October end on 23 October 2026."""
    wrong = date(2026, 10, 8) if in_time else date(2026, 10, 12)
    case = go(called_on(wrong), c.FileReply(statement="程序合法。"), date(2026, 10, 22), ORGAN)
    case = served(case, "reply_notice", "R", right, was_on=wrong)
    assert case.reply is not None
    assert (case.reply.in_time, case.evidence_barred) == (in_time, not in_time)


def test_silence_from_a_wrong_date_of_service_is_no_silence_yet() -> None:
    """第七十条: nobody signs a decision for want of a reply that is still awaited."""
    case = go(called_on(), c.HearOpinions(way="telephone", summary="坚持请求。"), date(2026, 10, 9))
    case = lapsed(case, "arl.reply", c.DeemNoEvidence(due_on=date(2026, 10, 21)), date(2026, 10, 22))
    draft = DRAFT.model_copy(update={"grounds": ("G-NOREPLY",)})
    case = go(case, c.DraftDecision(draft=draft), date(2026, 10, 22))
    case = go(case, c.ReviewDecision(approved=True), date(2026, 10, 22), REVIEWER)
    case = served(case, "reply_notice", "R", date(2026, 10, 20), was_on=date(2026, 10, 8))
    assert not case.evidence_barred
    assert case.clocks.is_live("arl.reply")
    with pytest.raises(Refused) as refused:
        go(case, c.SignDecision(approved=True), date(2026, 10, 22), LEADER)
    assert {fault.code for fault in refused.value.faults} == {"arl.no_reply_yet", "arl.replied"}


def test_nobody_reviews_a_draft_that_was_his_before_another_touched_it() -> None:
    case = go(answered(), c.DraftDecision(draft=DRAFT), date(2026, 10, 10))
    case = go(case, c.DraftDecision(draft=DRAFT), date(2026, 10, 10), SECOND)
    with pytest.raises(Refused, match="own_draft"):
        go(case, c.ReviewDecision(approved=True), date(2026, 10, 10))


def test_whoever_reviewed_a_decision_does_not_sign_it() -> None:
    """第六十一条第一款: the body proposes, the head of the organ agrees."""
    case = go(answered(), c.DraftDecision(draft=DRAFT), date(2026, 10, 10))
    case = go(case, c.ReviewDecision(approved=True), date(2026, 10, 10), REVIEWER)
    with pytest.raises(Refused, match="own_review"):
        go(case, c.SignDecision(approved=True), date(2026, 10, 10), REVIEWER)


def test_whoever_worded_a_letter_of_advice_does_not_sign_it() -> None:
    case = go(in_force(), c.DraftAdvice(), date(2026, 10, 13))
    case = go(case, c.DraftAdvice(corrections=("完善告知流程。",)), date(2026, 10, 13), LEADER)
    with pytest.raises(Refused, match="own_draft"):
        go(case, c.SignAdvice(), date(2026, 10, 13), LEADER)


def test_whoever_settled_a_mask_is_not_the_second_reader_even_if_another_saved_last() -> None:
    case = in_force()
    assert case.decision is not None
    hidden = Identifier.model_validate({"ref": "applicant1.name", "kind": "person", "value": "正文"})
    case = go(case, c.PlanRedaction(plan=draw_up(case.decision.document, (hidden,))), date(2026, 10, 13))
    drawn = case.redaction.plan
    assert drawn is not None
    (mask, *_) = drawn.replacements
    settled = drawn.model_copy(update={"replacements": (mask.model_copy(update={"by": PUBLISHER.id}),)})
    case = go(case, c.ReviewRedaction(plan=settled), date(2026, 10, 13), PUBLISHER)
    case = go(case, c.ReviewRedaction(plan=settled), date(2026, 10, 13), SECOND)
    with pytest.raises(Refused, match="second_reader"):
        go(case, c.ApproveRedaction(approved=True), date(2026, 10, 13), PUBLISHER)


def test_a_decision_that_went_out_while_it_was_withheld_is_known_to_be_public() -> None:
    """第七十九条: only what the file knows to be public can be taken back."""
    case = in_force()
    assert case.decision is not None
    drawn = draw_up(case.decision.document, ())
    case = go(case, c.PlanRedaction(plan=drawn), date(2026, 10, 13))
    case = go(case, c.ReviewRedaction(plan=drawn), date(2026, 10, 13), PUBLISHER)
    case = go(case, c.ApproveRedaction(approved=True), date(2026, 10, 13), REVIEWER)
    case = go(case, c.ReleaseRedaction(pdf_sha256="0" * 64), date(2026, 10, 13))
    case = go(case, c.WithholdPublication(ground="secret", reason="涉密"), date(2026, 10, 13), LEADER)
    case = go(case, c.RecordPublication(url="/public/1", published_on=date(2026, 10, 13)), date(2026, 10, 13))
    assert (case.redaction.state, case.redaction.url) == ("published", "/public/1")


def test_an_approved_copy_that_its_scan_stopped_is_mended_and_read_again() -> None:
    """第七十九条: a copy that cannot go out must not stand still between two rooms."""
    case = in_force()
    assert case.decision is not None
    drawn = draw_up(case.decision.document, ())
    case = go(case, c.PlanRedaction(plan=drawn), date(2026, 10, 13))
    case = go(case, c.ReviewRedaction(plan=drawn), date(2026, 10, 13), PUBLISHER)
    case = go(case, c.ApproveRedaction(approved=True), date(2026, 10, 13), REVIEWER)
    case = go(case, c.ReviewRedaction(plan=drawn), date(2026, 10, 14), PUBLISHER)
    assert (case.redaction.state, case.redaction.approved_by) == ("reviewed", None)
    with pytest.raises(Refused, match="redaction_order"):
        go(case, c.ReleaseRedaction(pdf_sha256="0" * 64), date(2026, 10, 14))


@pytest.mark.parametrize(("kind", "runs"), [("penalty", True), ("licence", False)])
def test_only_a_published_penalty_has_to_be_taken_down(kind: str, runs: bool) -> None:
    """行政处罚法第四十八条第二款 speaks of penalties alone."""
    case = issued()
    act = case.act.model_copy(update={"kind": kind, "published": True})
    case = case.model_copy(update={"application": case.application.model_copy(update={"act": act})})
    assert served(case, "decision", "R", date(2026, 10, 12)).clocks.is_live("arl.penalty_takedown") is runs
