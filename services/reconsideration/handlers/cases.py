"""Opening a case, and every step that needs nothing but the case itself."""

from datetime import date
from typing import get_args
from uuid import UUID

from services.chassis import docket, referral, told_dates
from services.chassis.contracts import ActFacts, CaseRef, ReferralOffer
from services.chassis.db import HouseSession
from services.chassis.district import district
from services.chassis.recalculate import Level
from services.chassis.sweeping import Lapse
from services.kernel.moved_limits import DecideToldDate
from services.kernel.principal import Principal

from ..commands import AnyCommand, JoinCases, ReceiveApplication, SplitCases
from ..domain import Case
from ..parts import Act, ActKind, Application, Respondent
from ..store import BOOK
from ..views import addressees
from . import ending, linking, notices


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

    if isinstance(command, JoinCases | SplitCases):
        return linking.link(session, case_id, command, take, principal, today=today)
    if isinstance(command, DecideToldDate):
        docket.need(session, BOOK, case_id, lock=True)
        return told_dates.decide(session, case_id, command, take, addressees, today=today)
    told = notices.tell(session, take(command), command.type, principal, today=today)
    return ending.tell(session, told, command, principal, today=today)


def receive(session: HouseSession, offer: ReferralOffer, principal: Principal, *, today: date) -> CaseRef:
    """Open a case for a claim unit of the desk; the same unit again gives the same case (行政复议法 第二十二条)."""

    def command(case_id: UUID, number: str) -> ReceiveApplication:
        return ReceiveApplication(case_id=case_id, number=number, application=application_of(offer))

    return referral.receive(session, BOOK, offer, command, principal, today=today)


def application_of(offer: ReferralOffer) -> Application:
    """What the desk handed over, in the words of this channel."""
    organ = district().organ(offer.respondent_organ)
    superior = district().superior_of(organ.id)
    return Application(
        dispute_id=offer.dispute_id,
        unit_id=offer.unit_id,
        dispute_number=offer.dispute_number,
        received_on=offer.received_on,
        filed_on=offer.filed_on,
        entry=offer.entry,
        applicants=(referral.party_of("A1", offer.applicant),),
        respondent=Respondent(
            organ_id=organ.id,
            name=organ.name,
            address=organ.address,
            superior_name=superior.name if superior else "",
            superior_address=superior.address if superior else "",
        ),
        act=_act(offer.act),
        claim=offer.claim,
        story=offer.story,
        articles=offer.route.articles,
        handed_over=offer.handed_over,
    )


def _act(facts: ActFacts) -> Act:
    """The desk's kinds are finer than ours in places; what we do not tell apart is another act (其他行政行为)."""
    told = facts.model_dump(exclude={"kind"})
    return Act.model_validate({**told, "kind": facts.kind if facts.kind in get_args(ActKind) else "other"})


def lapse_as(principal: Principal, today: date) -> Lapse:
    """What the sweep does with an expired clock of ours."""
    return docket.lapse_as(BOOK, principal, today)


def level_as(today: date) -> Level:
    """What recalculation does with a case of ours."""
    return docket.level_as(BOOK, today)
