"""Opening a case, and every step that needs nothing but the case itself."""

from datetime import date
from typing import get_args
from uuid import UUID, uuid5

from sqlalchemy import text

from services.chassis.clocks import Lapse
from services.chassis.contracts import ActFacts, CaseRef, PartyFacts, ReferralOffer
from services.chassis.db import HouseSession
from services.chassis.docket import handle, lapse, load
from services.kernel.principal import Principal

from ..commands import AnyCommand, ReceiveApplication
from ..domain import Case
from ..parts import Act, ActKind, Application, Party, Respondent
from ..store import BOOK
from .papers import district, next_document_number

CASE_NAMES = UUID("6d1a3a3e-5b1e-4e0c-9a51-6a5e5d0c7f10")


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
    return handle(session, BOOK, case_id, command, principal, today=today, expected_version=version)


def receive(session: HouseSession, offer: ReferralOffer, principal: Principal, *, today: date) -> CaseRef:
    """Open a case for a claim unit of the desk; the same unit again gives the same case (行政复议法 第二十二条)."""
    case_id = uuid5(CASE_NAMES, str(offer.unit_id))
    # Two referrals of one unit at the same moment queue here, so that the second finds the case of the first.
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:unit))"), {"unit": str(offer.unit_id)})
    case = load(session, BOOK, case_id)
    if case is None:
        number = next_document_number(session, "reconsideration", offer.received_on.year)
        command = ReceiveApplication(case_id=case_id, number=number, application=_application(offer))
        case = handle(session, BOOK, case_id, command, principal, today=today)
    return CaseRef(case_id=case.id, number=case.number, channel="reconsideration")


def _application(offer: ReferralOffer) -> Application:
    organ = district().organ(offer.respondent_organ)
    superior = district().superior_of(organ.id)
    return Application(
        dispute_id=offer.dispute_id,
        unit_id=offer.unit_id,
        dispute_number=offer.dispute_number,
        received_on=offer.received_on,
        entry=offer.entry,
        applicants=(_party("A1", offer.applicant),),
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
    )


def _act(facts: ActFacts) -> Act:
    """The desk's kinds are finer than ours in places; what we do not tell apart is another act (其他行政行为)."""
    told = facts.model_dump(exclude={"kind"})
    return Act.model_validate({**told, "kind": facts.kind if facts.kind in get_args(ActKind) else "other"})


def _party(ref: str, facts: PartyFacts) -> Party:
    return Party(
        ref=ref,
        name=facts.name,
        kind=facts.kind,
        id_number=facts.id_number,
        phone=facts.phone,
        email=facts.email,
        district=facts.address.district,
        street=facts.address.road or "",
        detail=facts.address.detail or "",
        birth_on=facts.birth_on,
        electronic_consent=facts.electronic_consent,
    )


def lapse_as(principal: Principal, today: date) -> Lapse:
    """What the sweep does with an expired clock of ours."""

    def lapse_one(session: HouseSession, case_id: UUID, key: str, _rule: str) -> bool:
        return lapse(session, BOOK, case_id, key, principal, today=today)

    return lapse_one
