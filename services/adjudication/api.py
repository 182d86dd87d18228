"""The interface of adjudication (/api/adjudication): steps by people, and what the flows ask for."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, status
from pydantic import BaseModel, ConfigDict, Field

from services.chassis import horizon, recalculate, reminders, sweeping
from services.chassis.access import may
from services.chassis.case_lists import CaseLine
from services.chassis.case_web import CaseState, IfMatch, not_future, state_of, version_of
from services.chassis.contracts import (
    Agenda,
    CalendarWatch,
    CaseRef,
    Issued,
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
from services.kernel.moved_limits import DecideToldDate
from services.kernel.principal import Principal

from . import handlers, views
from .commands import (
    AcceptRequest,
    CloseCase,
    DraftDecision,
    ExtendLimit,
    FileReply,
    RefuseRequest,
    SignDecision,
    WithdrawRequest,
)

router = APIRouter()

PersonalStep = Annotated[
    AcceptRequest
    | CloseCase
    | DecideToldDate
    | DraftDecision
    | ExtendLimit
    | FileReply
    | RefuseRequest
    | SignDecision
    | WithdrawRequest,
    Field(discriminator="type"),
]


class RepeatRequest(BaseModel):
    """By which other way to serve again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Mode


@router.post("/referrals", status_code=status.HTTP_201_CREATED)
def receive(
    offer: ReferralOffer, session: Db, principal: Annotated[Principal, may("receive_request")], once: OnceOnly
) -> CaseRef:
    """Open a case for a claim unit; the same unit again gives the same case."""
    return once.answer(session, CaseRef, lambda: handlers.receive(session, offer, principal, today=today()))


@router.get("/cases")
def cases(
    session: Db, principal: Annotated[Principal, may("read_list")], state: str | None = None
) -> tuple[CaseLine, ...]:
    """The cases by the next limit."""
    return views.lines(session, principal, today(), state=state)


@router.get("/cases/{case_id}")
def case(case_id: UUID, session: Db, principal: Annotated[Principal, may("read_case")]) -> views.CaseSheet:
    """One case with its running limits and the steps that the caller may take now."""
    return views.sheet(session, case_id, principal, today())


@router.get("/cases/{case_id}/hand-over")
def hand_over(case_id: UUID, session: Db, principal: Annotated[Principal, may("read_hand_over")]) -> HandOver:
    """The file of a case that was refused or failed, for the channel that comes next; concessions are never in it."""
    return views.hand_over(session, case_id, principal)


@router.get("/told-dates")
def told_dates(session: Db, _: Annotated[Principal, may("read_list")]) -> tuple[ToldLine, ...]:
    """The limits that end before the day a party was told; each waits for a person to decide."""
    return views.told_lines(session)


@router.post("/cases/{case_id}/steps")
def step(
    case_id: UUID,
    wish: PersonalStep,
    session: Db,
    principal: Annotated[Principal, may("read_case")],
    once: OnceOnly,
    if_match: IfMatch = None,
) -> CaseState:
    """Take one lawful step. Role and state are checked for this very step by the case's own permissions."""
    return once.answer(
        session,
        CaseState,
        lambda: state_of(handlers.act(session, case_id, wish, principal, today=today(), version=version_of(if_match))),
    )


@router.post("/cases/{case_id}/copy")
def send_copy(
    case_id: UUID,
    session: Db,
    principal: Annotated[Principal, may("send_copy")],
    once: OnceOnly,
    if_match: IfMatch = None,
) -> CaseState:
    """Send the respondent the request and the notice to reply."""
    return once.answer(
        session,
        CaseState,
        lambda: state_of(handlers.send_copy(session, case_id, principal, today=today(), version=version_of(if_match))),
    )


@router.post("/cases/{case_id}/decision/issue")
def issue_decision(
    case_id: UUID, session: Db, principal: Annotated[Principal, may("issue_decision")], once: OnceOnly
) -> Issued:
    """Number, set, seal and send the signed decision."""
    return once.answer(session, Issued, lambda: handlers.issue_decision(session, case_id, principal, today=today()))


@router.post("/cases/{case_id}/deliveries/{delivery_id}/repeat")
def repeat_service(
    case_id: UUID,
    delivery_id: UUID,
    wish: RepeatRequest,
    session: Db,
    principal: Annotated[Principal, may("repeat_service")],
    once: OnceOnly,
) -> CaseState:
    """Serve again by another way."""
    return once.answer(
        session,
        CaseState,
        lambda: state_of(handlers.repeat_service(session, case_id, delivery_id, wish.mode, principal, today=today())),
    )


@router.post("/-/sweep")
def sweep(request: SweepRequest, principal: Annotated[Principal, may("sweep")]) -> SweepResult:
    """Bring every limit level with the law in use, then let every expired one run out."""
    on = not_future(request.on)
    recalculate.recalculate("adjudication", handlers.level_as(on))
    return sweeping.sweep("adjudication", on, handlers.lapse_as(principal, on))


@router.post("/-/remind")
def remind(request: SweepRequest, principal: Annotated[Principal, may("sweep")]) -> RemindResult:  # noqa: ARG001
    """Ask for the reminders of the day, each once."""
    return reminders.remind("adjudication", not_future(request.on), views.addressees)


@router.post("/-/watch-calendar")
def watch_calendar(
    request: SweepRequest,
    session: Db,
    principal: Annotated[Principal, may("sweep")],  # noqa: ARG001
) -> CalendarWatch:
    """Raise or end the alarms of the published calendar."""
    return horizon.watch(session, not_future(request.on))


@router.get("/-/agenda")
def agenda(after: date, session: Db, principal: Annotated[Principal, may("sweep")]) -> Agenda:  # noqa: ARG001
    """The next day on which a sweep or a reminder would do something."""
    return reminders.agenda(session, after)
