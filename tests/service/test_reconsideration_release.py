"""The public copy of a decision whose act bears a party's name."""

from datetime import date

import pytest

from services.chassis.contracts import ActFacts
from services.chassis.db import transaction
from services.reconsideration import handlers
from services.reconsideration.commands import AcceptApplication, ApproveRedaction
from tests.fixtures.reconsideration import (
    ALL_MET,
    FLOWS,
    HEAD,
    OFFICER,
    PUBLISHER,
    act,
    decide,
    offer,
    open_case,
    serve,
)

pytestmark = pytest.mark.usefixtures("clean")


@pytest.mark.parametrize("title", ["对欧阳晓岚的行政处罚决定书", "对歐陽曉嵐的行政处罚决定书"])
def test_a_title_with_a_partys_name_neither_leaks_nor_keeps_the_decision_from_the_public(title: str) -> None:
    """第七十九条: the list and the feed show the subject, and it is masked like the paper."""
    facts: ActFacts = offer().act.model_copy(update={"title": title})
    case_id = open_case(act=facts)
    act(case_id, AcceptApplication(met=ALL_MET), OFFICER, date(2026, 9, 30))
    with transaction("reconsideration") as session:
        handlers.send_copy(session, case_id, OFFICER, today=date(2026, 9, 30))
    serve(case_id, "reply_notice", date(2026, 10, 8))
    decide(case_id, date(2026, 10, 9))
    with transaction("reconsideration") as session:
        handlers.issue_decision(session, case_id, FLOWS, today=date(2026, 10, 9))
    serve(case_id, "decision", date(2026, 10, 10))
    with transaction("reconsideration") as session:
        drawn = handlers.plan_redaction(session, case_id, FLOWS, today=date(2026, 10, 12)).redaction.plan
        assert drawn is not None
        settled = tuple(handlers.MaskDecision(suspect=s.id, mask=True, reason="可能查到当事人") for s in drawn.suspects)
        review = handlers.MaskReview(decisions=settled)
        handlers.review_redaction(session, case_id, review, PUBLISHER, today=date(2026, 10, 12))
    act(case_id, ApproveRedaction(approved=True), HEAD, date(2026, 10, 12))
    with transaction("reconsideration") as session:
        package = handlers.release_redaction(session, case_id, FLOWS, today=date(2026, 10, 12))
    assert package.subject == "行政行为（名称已隐去）"
    assert title[1:5] not in package.title + package.text + package.html
