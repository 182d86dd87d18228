"""What the service does when asked: each function is one step, inside the caller's transaction."""

from datetime import date
from uuid import UUID

from services.chassis import docket, referral, told_dates
from services.chassis.contracts import CaseRef, ReferralOffer
from services.chassis.db import HouseSession
from services.chassis.recalculate import Level
from services.chassis.sweeping import Lapse
from services.kernel.moved_limits import DecideToldDate
from services.kernel.principal import Principal

from . import views
from .commands import AnyCommand, ReceiveRequest
from .domain import Case
from .store import BOOK


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
