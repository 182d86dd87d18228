"""行政复议意见书: draft, issue with its copy to the superior department, and the measures against silence."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from services.chassis.contracts import AdviceDraft, FollowUp, Issued
from services.chassis.db import HouseSession
from services.chassis.docket import handle, need
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

from .. import papers
from ..commands import DraftAdvice, FollowUpAdvice, IssueAdvice
from ..domain.advising import defects_of, next_step
from ..parts import PaperKind
from ..store import BOOK
from .papers import issue, to

ESCALATION: Mapping[str, PaperKind] = {"order": "order", "interview": "interview", "circular": "circular"}


def draft_advice(session: HouseSession, case_id: UUID, principal: Principal, *, today: date) -> AdviceDraft:
    """Draft a letter of advice where the case exposed a defect (行政复议法 第七十六条)."""
    case = handle(session, BOOK, case_id, DraftAdvice(), principal, today=today)
    if case.advice.state == "none":
        return AdviceDraft(drafted=False, reason="本案没有认定执法缺陷。")
    found = "、".join(defects_of(case))
    return AdviceDraft(drafted=True, reason=f"本案认定的执法缺陷：{found}。")


def issue_advice(session: HouseSession, case_id: UUID, principal: Principal, *, today: date) -> Issued:
    """Send the signed letter to the organ, and copy it to the superior department at the same time."""
    case = need(session, BOOK, case_id, lock=True)
    if case.advice.paper is None:
        BOOK.permit(principal, case, "issue_advice")
        BOOK.machine.step(case.state, "issue_advice")
        paper = issue(session, case, "advice", today, papers.advice_letter)
        copy = None
        deliveries = to(case, "advice", "R")
        if case.respondent.superior_name:
            copy = issue(session, case, "advice_copy", today, papers.advice_copy)
            deliveries += to(case, "advice_copy", "S")
        command = IssueAdvice(paper=paper, copied=copy, deliveries=deliveries)
        case = handle(session, BOOK, case_id, command, principal, today=today)
    if case.advice.paper is None:
        raise Refused("state.not_issued", "意见书尚未制发。")
    return Issued(document_sha256=case.advice.paper.pdf_sha256, number=case.advice.paper.number)


def follow_up_advice(session: HouseSession, case_id: UUID, principal: Principal, *, today: date) -> FollowUp:
    """Take the next measure against an organ that did not report; nothing where nothing is overdue."""
    case = need(session, BOOK, case_id, lock=True)
    step = next_step(case)
    if step is None:
        return FollowUp(step=None)
    BOOK.permit(principal, case, "follow_up_advice")
    kind = ESCALATION[step]
    paper = issue(session, case, kind, today, lambda c, heading: papers.escalation_paper(c, heading, step))
    handle(session, BOOK, case_id, FollowUpAdvice(paper=paper, deliveries=to(case, kind, "R")), principal, today=today)
    return FollowUp(step=step)
