"""What the service does when asked: each function is one step, inside the caller's transaction."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

from services.chassis import docket, referral, told_dates
from services.chassis.contracts import CaseRef, Issued, ReferralOffer
from services.chassis.db import HouseSession
from services.chassis.district import district
from services.chassis.issuing import issued, mode_for, read_paper, seal_paper
from services.chassis.law_in_use import law_in_use
from services.chassis.messages import DeliveryFailed, DeliveryServed, Message
from services.chassis.paper_facts import Heading
from services.chassis.recalculate import Level
from services.chassis.sweeping import Lapse
from services.kernel.document import Document
from services.kernel.moved_limits import DecideToldDate
from services.kernel.principal import Principal, service
from services.kernel.refusal import Refused

from . import papers, views
from .commands import (
    AnyCommand,
    IssueDecision,
    ReceiveRequest,
    RecordService,
    RecordServiceFailure,
    RepeatService,
    SendCopy,
)
from .domain import MACHINE, Case
from .domain.case import APPLICANT, RESPONDENT
from .parts import IssuedPaper, Mode, NewDelivery, PaperKind
from .store import BOOK

OURSELVES = service("adjudication")


def receive(session: HouseSession, offer: ReferralOffer, principal: Principal, *, today: date) -> CaseRef:
    """Open a case for a claim unit of the desk; the same unit again gives the same case."""

    def command(case_id: UUID, number: str) -> ReceiveRequest:
        return ReceiveRequest(case_id=case_id, number=number, matter=referral.matter_of(offer))

    return referral.receive(session, BOOK, offer, command, principal, today=today)


def act(  # noqa: PLR0913 - who wants what, of which case, on which day, having seen which version
    session: HouseSession,
    case_id: UUID,
    command: AnyCommand,
    principal: Principal,
    *,
    today: date,
    version: int | None = None,
) -> Case:
    """Take one step in a case."""

    def take(wish: AnyCommand) -> Case:
        return docket.handle(session, BOOK, case_id, wish, principal, today=today, expected_version=version)

    if isinstance(command, DecideToldDate):
        docket.need(session, BOOK, case_id, lock=True)
        return told_dates.decide(session, case_id, command, take, views.addressees, today=today)
    return take(command)


def lapse_as(principal: Principal, today: date) -> Lapse:
    """What the sweep does with an expired clock of ours."""
    return docket.lapse_as(BOOK, principal, today)


def level_as(today: date) -> Level:
    """What recalculation does with a case of ours."""
    return docket.level_as(BOOK, today)


def send_copy(
    session: HouseSession, case_id: UUID, principal: Principal, *, today: date, version: int | None = None
) -> Case:
    """Send the respondent the request and the notice to reply; again: nothing more."""
    case = _about_to(session, case_id, principal, "send_copy")
    if case.paper("reply_notice") is not None:
        return case
    paper = _issue(session, case, "reply_notice", today, papers.reply_notice)
    command = SendCopy(paper=paper, deliveries=_to(case, "reply_notice", RESPONDENT))
    return act(session, case_id, command, principal, today=today, version=version)


def issue_decision(
    session: HouseSession, case_id: UUID, principal: Principal, *, today: date, version: int | None = None
) -> Issued:
    """Number, set and seal the signed decision, and send it to both sides; again: the same answer."""
    case = docket.need(session, BOOK, case_id, lock=True)
    if case.decision is None:
        case = _about_to(session, case_id, principal, "issue_decision")
        # 成文日期 is the day on which the leader signed.
        paper = _issue(session, case, "decision", case.signed_on or today, papers.decision_letter)
        command = IssueDecision(paper=paper, deliveries=_to(case, "decision", APPLICANT, RESPONDENT))
        case = act(session, case_id, command, principal, today=today, version=version)
    if case.decision is None:
        raise Refused("state.not_issued", "裁决书尚未制发。", cite=case.kind.cite)
    return Issued(document_sha256=case.decision.pdf_sha256, number=case.decision.number)


def repeat_service(  # noqa: PLR0913 - which delivery, by which other way
    session: HouseSession, case_id: UUID, failed_id: UUID, mode: Mode, principal: Principal, *, today: date
) -> Case:
    """Serve again by another way after a failure."""
    case = docket.need(session, BOOK, case_id, lock=True)
    failed = case.delivery(failed_id)
    if failed is None:
        raise Refused("missing.delivery", "本案没有这一送达记录。")
    again = NewDelivery(id=uuid4(), paper=failed.paper, recipient=failed.recipient, mode=mode)
    return act(session, case_id, RepeatService(failed_id=failed_id, delivery=again), principal, today=today)


def paper_file(session: HouseSession, case_id: UUID, sha256: str, principal: Principal) -> bytes:
    """One sealed paper of the case; the reading is audited."""
    case = docket.need(session, BOOK, case_id)
    BOOK.permit(principal, case, "read_paper")
    return read_paper(session, case.papers, sha256, principal, ("adjudication", case_id))


def on_served(session: HouseSession, message: Message) -> None:
    """Proof of service came back from the notify service."""
    body = message.body
    if not isinstance(body, DeliveryServed) or body.reply_to != BOOK.channel:
        return
    command = RecordService(
        delivery_id=body.delivery_id,
        served_on=body.served_on,
        mode=body.mode,
        proof_sha256=body.proof_sha256,
        was_on=body.was_on,
    )
    act(session, body.case_id, command, OURSELVES, today=message.on)


def on_failed(session: HouseSession, message: Message) -> None:
    """A delivery came back unserved."""
    body = message.body
    if not isinstance(body, DeliveryFailed) or body.reply_to != BOOK.channel:
        return
    command = RecordServiceFailure(delivery_id=body.delivery_id, reason=body.reason)
    act(session, body.case_id, command, OURSELVES, today=message.on)


def _about_to(session: HouseSession, case_id: UUID, principal: Principal, command: str) -> Case:
    """The case under lock, once it is clear that the step may be taken: no number is spent on a refused one."""
    case = docket.need(session, BOOK, case_id, lock=True)
    BOOK.permit(principal, case, command)
    MACHINE.step(case.state, command)
    return case


def _issue(
    session: HouseSession, case: Case, kind: PaperKind, dated_on: date, write: Callable[[Case, Heading], Document]
) -> IssuedPaper:
    series = {"reply_notice": "adjudication_notice", "decision": "adjudication_decision"}[kind]
    sealed = seal_paper(
        session,
        series,
        dated_on.year,
        lambda number: write(case, Heading(number, dated_on, district(), law_in_use())),
    )
    return IssuedPaper(**dict(issued(sealed, kind, dated_on)))


def _to(case: Case, kind: PaperKind, *refs: str) -> tuple[NewDelivery, ...]:
    """Ask for service on each side; electronic only with recorded consent (民事诉讼法 第九十条)."""
    return tuple(
        NewDelivery(id=uuid4(), paper=kind, recipient=ref, mode=mode_for(case.matter.party(ref))) for ref in refs
    )
