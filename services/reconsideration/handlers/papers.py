"""Issuing papers: numbered, set, sealed, kept and handed over for service in one transaction."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID, uuid4

from services.chassis import audit, files
from services.chassis.contracts import Issued
from services.chassis.db import HouseSession
from services.chassis.district import district
from services.chassis.docket import handle, need
from services.chassis.issuing import issued, mode_for, seal_paper
from services.chassis.law_in_use import law_in_use
from services.kernel.document import Document
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

from .. import papers
from ..access import may_read_paper
from ..commands import IssueDecision, RepeatService, SendCopy
from ..domain import Case
from ..parts import IssuedPaper, Mode, NewDelivery, PaperKind
from ..store import BOOK

# Which 机关代字 of the profile numbers a paper.
SERIES: Mapping[PaperKind, str] = {
    "supplement_notice": "notice",
    "refusal": "decision",
    "dismissal": "decision",
    "third_party_notice": "notice",
    "reply_notice": "notice",
    "decision": "decision",
    "advice": "advice",
    "advice_copy": "notice",
    "order": "order",
    "interview": "notice",
    "circular": "circular",
    "conversion_notice": "notice",
    "hearing_notice": "notice",
    "hearing_moved": "notice",
    "stay_order": "notice",
    "stay_lifted": "notice",
    "basis_notice": "notice",
    "basis_transfer": "notice",
    "extension_notice": "notice",
    "suspension_notice": "notice",
    "resumption_notice": "notice",
    "withdrawal_reply": "notice",
    "termination": "termination",
    "mediation_statement": "statement",
    "performance_order": "order",
    "performance_interview": "notice",
    "performance_circular": "circular",
    "decision_copy": "notice",
    "demand": "notice",
    "enforcement_application": "notice",
    "correction": "notice",
    "catalogue": "notice",
}
Writer = Callable[[Case, papers.Heading], Document]


def issue(
    session: HouseSession,
    case: Case,
    kind: PaperKind,
    today: date,
    write: Writer,
) -> IssuedPaper:
    """Number a paper, set it, seal it, keep it: from here on it cannot change."""
    sealed = seal_paper(
        session,
        SERIES[kind],
        today.year,
        lambda number: write(case, papers.Heading(number, today, district(), law_in_use())),
    )
    return IssuedPaper(**dict(issued(sealed, kind, today)))


def to(case: Case, kind: PaperKind, *refs: str) -> tuple[NewDelivery, ...]:
    """Ask for service on each recipient; electronic only with recorded consent (民事诉讼法 第九十条)."""
    return tuple(NewDelivery(id=uuid4(), paper=kind, recipient=ref, mode=_mode(case, ref)) for ref in refs)


def _mode(case: Case, ref: str) -> Mode:
    return mode_for(next((one for one in case.parties if one.ref == ref), None))


def send_copy(
    session: HouseSession, case_id: UUID, principal: Principal, *, today: date, version: int | None = None
) -> Case:
    """Send the respondent the application and the notice to reply (行政复议法 第四十八条)."""
    case = need(session, BOOK, case_id, lock=True)
    if any(paper.kind == "reply_notice" for paper in case.papers):
        return case
    BOOK.permit(principal, case, "send_copy")
    BOOK.machine.step(case.state, "send_copy")
    paper = issue(session, case, "reply_notice", today, papers.reply_notice)
    command = SendCopy(paper=paper, deliveries=to(case, "reply_notice", "R"))
    return handle(session, BOOK, case_id, command, principal, today=today, expected_version=version)


def issue_decision(session: HouseSession, case_id: UUID, principal: Principal, *, today: date) -> Issued:
    """Number, set and seal the signed decision, and send it to every party; again: the same answer."""
    case = need(session, BOOK, case_id, lock=True)
    if case.decision is None:
        BOOK.permit(principal, case, "issue_decision")
        BOOK.machine.step(case.state, "issue_decision")
        # 成文日期 is the day on which the head signed.
        paper = issue(session, case, "decision", case.signed_on or today, papers.decision_letter)
        parties = [*(party.ref for party in case.parties), "R"]
        command = IssueDecision(paper=paper, deliveries=to(case, "decision", *parties))
        case = handle(session, BOOK, case_id, command, principal, today=today)
    if case.decision is None:
        raise Refused("state.not_issued", "决定书尚未制发。")
    return Issued(document_sha256=case.decision.pdf_sha256, number=case.decision.number)


def repeat_service(  # noqa: PLR0913 - which delivery, by which other way
    session: HouseSession, case_id: UUID, failed_id: UUID, mode: Mode, principal: Principal, *, today: date
) -> Case:
    """Serve again by another way after a failure."""
    case = need(session, BOOK, case_id, lock=True)
    failed = case.delivery(failed_id)
    if failed is None:
        raise Refused("missing.delivery", "本案没有这一送达记录。")
    again = NewDelivery(id=uuid4(), paper=failed.paper, recipient=failed.recipient, mode=mode, number=failed.number)
    return handle(session, BOOK, case_id, RepeatService(failed_id=failed_id, delivery=again), principal, today=today)


def find_paper(session: HouseSession, case_id: UUID, sha256: str, principal: Principal) -> IssuedPaper:
    """One issued paper of the case, if it is one that this reader may read; the reading is audited."""
    case = need(session, BOOK, case_id)
    BOOK.permit(principal, case, "read_paper")
    paper = next((one for one in case.papers if one.pdf_sha256 == sha256), None)
    if paper is None or not may_read_paper(principal, case, paper.kind):
        raise Refused("missing.paper", "本案没有这份文书。")
    audit.record(session, principal, "read_paper", f"reconsideration:{case_id}", detail={"sha256": sha256})
    return paper


def paper_file(session: HouseSession, case_id: UUID, sha256: str, principal: Principal) -> bytes:
    """The sealed file of one paper."""
    return files.read(find_paper(session, case_id, sha256, principal).pdf_sha256)
