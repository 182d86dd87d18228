"""One case from receipt to the answered letter of advice, at the level of the handlers, on real PostgreSQL."""

from datetime import date
from uuid import UUID

import pytest
from sqlmodel import select

from services.chassis import sweeping
from services.chassis.db import transaction
from services.chassis.docket import rebuild
from services.chassis.tables import Outbox
from services.kernel.law import the_law
from services.reconsideration import handlers
from services.reconsideration.commands import (
    ApproveRedaction,
    FileAdviceReport,
    SignAdvice,
    VerifyAdvice,
)
from services.reconsideration.store import BOOK
from tests.fixtures.reconsideration import (
    FLOWS,
    HEAD,
    LEADER,
    OFFICER,
    PUBLISHER,
    RESPONDENT,
    act,
    decide,
    open_case,
    read,
    serve,
)

pytestmark = pytest.mark.usefixtures("clean")


def sweep(on: date) -> int:
    return sweeping.sweep("reconsideration", on, handlers.lapse_as(FLOWS, on)).lapsed


def _is_accepted_by_silence() -> UUID:
    case_id = open_case()
    assert sweep(date(2026, 10, 12)) == 0, "第三十条: on the last day of the review nobody is late yet"
    assert sweep(date(2026, 10, 13)) == 1
    case = read(case_id)
    assert (case.state, case.deemed, case.accepted_on) == ("TRIAL", True, date(2026, 10, 12))
    return case_id


def _is_exchanged(case_id: UUID) -> None:
    with transaction("reconsideration") as session:
        handlers.send_copy(session, case_id, OFFICER, today=date(2026, 10, 13))
    case = serve(case_id, "reply_notice", date(2026, 10, 15))
    reply = case.clocks.get("arl.reply")
    assert reply is not None
    assert the_law().due_on(reply) == date(2026, 10, 29), "第四十八条: ten working days from service"


def _is_decided(case_id: UUID) -> None:
    case = decide(case_id, date(2026, 10, 28))
    assert case.state == "DECIDED"
    with transaction("reconsideration") as session:
        issued = handlers.issue_decision(session, case_id, FLOWS, today=date(2026, 10, 28))
        assert handlers.issue_decision(session, case_id, FLOWS, today=date(2026, 10, 28)) == issued
    assert "〔2026〕1号" in issued.number
    case = serve(case_id, "decision", date(2026, 10, 30))
    assert (case.state, case.effective_on) == ("SERVED", date(2026, 10, 30))


def _is_published_without_a_trace(case_id: UUID) -> None:
    with transaction("reconsideration") as session:
        planned = handlers.plan_redaction(session, case_id, FLOWS, today=date(2026, 10, 31))
    assert planned.redaction.plan is not None
    decisions = tuple(
        handlers.MaskDecision(suspect=suspect.id, mask=True, reason="可能查到当事人")
        for suspect in planned.redaction.plan.suspects
    )
    review = handlers.MaskReview(decisions=decisions)
    with transaction("reconsideration") as session:
        handlers.review_redaction(session, case_id, review, PUBLISHER, today=date(2026, 11, 2))
    act(case_id, ApproveRedaction(approved=True), HEAD, date(2026, 11, 2))
    with transaction("reconsideration") as session:
        package = handlers.release_redaction(session, case_id, FLOWS, today=date(2026, 11, 2))
    for leak in ("欧阳晓岚", "晓岚", "13800138000", "桂花路", "110101199003070011"):
        assert leak not in package.html
        assert leak not in package.text
    assert "普陀区市场监督管理局" in package.text


def _is_followed_by_advice(case_id: UUID) -> None:
    with transaction("reconsideration") as session:
        assert handlers.draft_advice(session, case_id, FLOWS, today=date(2026, 11, 2)).drafted
    act(case_id, SignAdvice(), LEADER, date(2026, 11, 3))
    with transaction("reconsideration") as session:
        handlers.issue_advice(session, case_id, FLOWS, today=date(2026, 11, 3))
    serve(case_id, "advice", date(2026, 11, 5))
    serve(case_id, "advice_copy", date(2026, 11, 6))
    report = read(case_id).clocks.get("arl.advice_report")
    assert report is not None
    assert the_law().deadline(report).nominal_on == date(2027, 1, 4), "第七十六条: sixty calendar days"
    assert the_law().deadline(report).provisional


def _is_pursued_until_answered(case_id: UUID) -> None:
    assert sweep(date(2027, 1, 4)) >= 1, "the suit window of the applicant has passed by then"
    assert read(case_id).advice.overdue is False
    assert sweep(date(2027, 1, 5)) == 1
    with transaction("reconsideration") as session:
        assert handlers.follow_up_advice(session, case_id, FLOWS, today=date(2027, 1, 5)).step == "order"
        assert handlers.follow_up_advice(session, case_id, FLOWS, today=date(2027, 1, 5)).step is None
    serve(case_id, "order", date(2027, 1, 6))
    act(case_id, FileAdviceReport(measures="已修订处罚告知流程。"), RESPONDENT, date(2027, 1, 8))
    act(case_id, VerifyAdvice(result="corrected"), OFFICER, date(2027, 1, 11))


def test_a_case_walks_from_receipt_to_the_verified_correction() -> None:
    case_id = _is_accepted_by_silence()
    _is_exchanged(case_id)
    _is_decided(case_id)
    _is_published_without_a_trace(case_id)
    _is_followed_by_advice(case_id)
    _is_pursued_until_answered(case_id)
    case = read(case_id)
    assert case.advice.state == "verified"
    with transaction("reconsideration") as session:
        assert rebuild(session, BOOK, case_id) == case
        types = [row.type for row in session.exec(select(Outbox)).all()]
    assert types.count("reconsideration.decision_signed") == 1
    assert types.count("reconsideration.advice_report_overdue") == 1
