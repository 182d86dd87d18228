"""The interface of reconsideration (/api/reconsideration): steps by people, and what the flows ask for."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, status
from pydantic import BaseModel, ConfigDict

from services.chassis import horizon, recalculate, reminders, sweeping
from services.chassis.access import may
from services.chassis.case_web import CaseState, IfMatch, not_future, state_of, version_of
from services.chassis.contracts import (
    AdviceDraft,
    Agenda,
    CalendarWatch,
    CaseRef,
    FollowUp,
    Issued,
    OverdueAdvice,
    Published,
    RedactedPackage,
    ReferralOffer,
    RemindResult,
    SweepRequest,
    SweepResult,
)
from services.chassis.db import Db
from services.chassis.messages import Mode
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.told_dates import ToldLine
from services.kernel.handover import HandOver
from services.kernel.principal import Principal

from . import handlers, views
from .commands import RecordPublication
from .commands.personal import PersonalStep

router = APIRouter()


class Version(BaseModel):
    """Whether a public copy is planned, reviewed, released, and which version the case has now."""

    model_config = ConfigDict(frozen=True)

    redaction: str
    version: int


class RepeatRequest(BaseModel):
    """By which other way to serve again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Mode


@router.post("/referrals", status_code=status.HTTP_201_CREATED)
def receive(
    offer: ReferralOffer, principal: Annotated[Principal, may("receive_application")], session: Db, once: OnceOnly
) -> CaseRef:
    """Open a case for a claim unit; the same unit again gives the same case."""
    return once.answer(session, CaseRef, lambda: handlers.receive(session, offer, principal, today=today()))


@router.get("/cases")
def cases(
    principal: Annotated[Principal, may("read_list")], session: Db, state: str | None = None
) -> tuple[views.CaseLine, ...]:
    """The cases that the caller may see, by the next limit."""
    return views.lines(session, principal, today(), state=state)


@router.get("/cases/{case_id}")
def case(case_id: UUID, principal: Annotated[Principal, may("read_case")], session: Db) -> views.CaseSheet:
    """One case with its running limits and the steps that the caller may take now."""
    return views.sheet(session, case_id, principal, today())


@router.get("/cases/{case_id}/hand-over")
def hand_over(case_id: UUID, session: Db, principal: Annotated[Principal, may("read_hand_over")]) -> HandOver:
    """The file of a case that was refused or failed, for the channel that comes next; concessions are never in it."""
    return views.hand_over(session, case_id, principal)


@router.get("/organ/cases/{case_id}")
def organ_case(case_id: UUID, principal: Annotated[Principal, may("read_answer")], session: Db) -> views.OrganSheet:
    """One case as its respondent may see it."""
    return views.organ_sheet(session, case_id, principal, today())


@router.get("/hearings")
def hearing_calendar(session: Db, _: Annotated[Principal, may("read_hearings")]) -> tuple[views.HearingLine, ...]:
    """The hearings that are still to be held, the earliest first."""
    return views.hearings(session)


@router.get("/told-dates")
def told_dates(session: Db, _: Annotated[Principal, may("read_list")]) -> tuple[ToldLine, ...]:
    """The limits that end before the day a party was told; each waits for a person to decide."""
    return views.told_lines(session)


@router.post("/cases/{case_id}/steps")
def step(
    case_id: UUID,
    wish: PersonalStep,
    principal: Annotated[Principal, may("take_step")],
    session: Db,
    once: OnceOnly,
    if_match: IfMatch = None,
) -> CaseState:
    """Take one lawful step. Role and state are checked for this very step by the case's own permissions."""

    def work() -> CaseState:
        found = handlers.act(session, case_id, wish, principal, today=today(), version=version_of(if_match))
        return state_of(found)

    return once.answer(session, CaseState, work)


@router.post("/cases/{case_id}/copy")
def send_copy(
    case_id: UUID,
    principal: Annotated[Principal, may("send_copy")],
    session: Db,
    once: OnceOnly,
    if_match: IfMatch = None,
) -> CaseState:
    """Send the respondent the application and the notice to reply."""

    def work() -> CaseState:
        found = handlers.send_copy(session, case_id, principal, today=today(), version=version_of(if_match))
        return state_of(found)

    return once.answer(session, CaseState, work)


@router.post("/cases/{case_id}/deliveries/{delivery_id}/repeat")
def repeat_service(
    case_id: UUID,
    delivery_id: UUID,
    wish: RepeatRequest,
    principal: Annotated[Principal, may("repeat_service")],
    session: Db,
    once: OnceOnly,
) -> CaseState:
    """Serve again by another way."""

    def work() -> CaseState:
        found = handlers.repeat_service(session, case_id, delivery_id, wish.mode, principal, today=today())
        return state_of(found)

    return once.answer(session, CaseState, work)


@router.post("/cases/{case_id}/decision/issue")
def issue_decision(
    case_id: UUID, principal: Annotated[Principal, may("issue_decision")], session: Db, once: OnceOnly
) -> Issued:
    """Number, set, seal and send the signed decision."""
    return once.answer(session, Issued, lambda: handlers.issue_decision(session, case_id, principal, today=today()))


@router.post("/cases/{case_id}/redaction/plan")
def plan_redaction(
    case_id: UUID, principal: Annotated[Principal, may("plan_redaction")], session: Db, once: OnceOnly
) -> Version:
    """Propose the masks of the public copy."""

    def work() -> Version:
        found = handlers.plan_redaction(session, case_id, principal, today=today())
        return Version(redaction=found.redaction.state, version=found.version)

    return once.answer(session, Version, work)


@router.post("/cases/{case_id}/redaction/review")
def review_redaction(
    case_id: UUID,
    review: handlers.MaskReview,
    principal: Annotated[Principal, may("review_redaction")],
    session: Db,
    once: OnceOnly,
    if_match: IfMatch = None,
) -> Version:
    """Settle every suspect of the public copy."""

    def work() -> Version:
        found = handlers.review_redaction(
            session, case_id, review, principal, today=today(), version=version_of(if_match)
        )
        return Version(redaction=found.redaction.state, version=found.version)

    return once.answer(session, Version, work)


@router.post("/cases/{case_id}/redaction/release")
def release_redaction(
    case_id: UUID, principal: Annotated[Principal, may("release_redaction")], session: Db, once: OnceOnly
) -> RedactedPackage:
    """Render the public copy, scan it, and hand it out only when nothing is found."""
    return once.answer(
        session, RedactedPackage, lambda: handlers.release_redaction(session, case_id, principal, today=today())
    )


@router.post("/cases/{case_id}/redaction/published")
def record_publication(
    case_id: UUID,
    body: Published,
    principal: Annotated[Principal, may("record_publication")],
    session: Db,
    once: OnceOnly,
) -> Version:
    """Note where and when the public copy appeared."""

    def work() -> Version:
        command = RecordPublication(url=body.url, published_on=body.published_on)
        found = handlers.act(session, case_id, command, principal, today=today())
        return Version(redaction=found.redaction.state, version=found.version)

    return once.answer(session, Version, work)


@router.post("/cases/{case_id}/advice/draft")
def draft_advice(
    case_id: UUID, principal: Annotated[Principal, may("draft_advice")], session: Db, once: OnceOnly
) -> AdviceDraft:
    """Draft a letter of advice where the case exposed a defect."""
    return once.answer(session, AdviceDraft, lambda: handlers.draft_advice(session, case_id, principal, today=today()))


@router.get("/advice/overdue")
def overdue_advice(on: date, _: Annotated[Principal, may("follow_up_advice")], session: Db) -> OverdueAdvice:
    """The cases whose organ owes a report."""
    not_future(on)
    return views.overdue_advice(session)


@router.post("/cases/{case_id}/advice/issue")
def issue_advice(
    case_id: UUID, principal: Annotated[Principal, may("issue_advice")], session: Db, once: OnceOnly
) -> Issued:
    """Send the signed letter, and its copy to the superior department."""
    return once.answer(session, Issued, lambda: handlers.issue_advice(session, case_id, principal, today=today()))


@router.post("/cases/{case_id}/advice/follow-up")
def follow_up_advice(
    case_id: UUID, principal: Annotated[Principal, may("follow_up_advice")], session: Db, once: OnceOnly
) -> FollowUp:
    """Take the next measure against an organ that did not report."""
    return once.answer(session, FollowUp, lambda: handlers.follow_up_advice(session, case_id, principal, today=today()))


@router.post("/-/sweep")
def sweep(request: SweepRequest, principal: Annotated[Principal, may("sweep")]) -> SweepResult:
    """Bring every limit level with the law in use, then let every expired one run out."""
    on = not_future(request.on)
    recalculate.recalculate("reconsideration", handlers.level_as(on))
    return sweeping.sweep("reconsideration", on, handlers.lapse_as(principal, on))


@router.post("/-/remind")
def remind(request: SweepRequest, principal: Annotated[Principal, may("sweep")]) -> RemindResult:  # noqa: ARG001
    """Ask for the reminders of the day, each once."""
    return reminders.remind("reconsideration", not_future(request.on), views.addressees)


@router.post("/-/watch-calendar")
def watch_calendar(
    request: SweepRequest,
    session: Db,
    principal: Annotated[Principal, may("sweep")],  # noqa: ARG001
) -> CalendarWatch:
    """Raise or end the alarms of the published calendar."""
    return horizon.watch(session, not_future(request.on))


@router.get("/-/agenda")
def agenda(after: date, principal: Annotated[Principal, may("sweep")], session: Db) -> Agenda:  # noqa: ARG001
    """The next day on which a sweep or a reminder would do something."""
    return reminders.agenda(session, after)
