"""Receiving a claim unit from the desk (移送), and giving it back: one unit opens one case, however often it is sent."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import text

from services.chassis.contracts import CaseRef, PartyFacts, ReferralOffer
from services.chassis.db import HouseSession
from services.chassis.district import district, next_document_number
from services.chassis.docket import Book, C, E, K, handle, load
from services.chassis.messages import CaseHandedBack, Channel
from services.kernel.casefile import CaseFile
from services.kernel.handover import HandOver
from services.kernel.matter import Matter, Party
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

CASE_NAMES = UUID("6d1a3a3e-5b1e-4e0c-9a51-6a5e5d0c7f10")


def receive(  # noqa: PLR0913 - who refers which unit to which book on which day
    session: HouseSession,
    book: Book[C, K, E],
    offer: ReferralOffer,
    command: Callable[[UUID, str], K],
    principal: Principal,
    *,
    today: date,
) -> CaseRef:
    """Open a case for a claim unit; the same unit again gives the same case. `command` gets the id and the number."""
    if offer.channel != book.channel:
        raise Refused("state.not_ours", "这项请求的渠道不是本服务，不能在这里立案。请由窗口重新移送。")
    # A unit that was given back and is sent again, with better answers or to another channel, is a case of its own.
    name = str(offer.unit_id) if offer.round == 1 else f"{offer.unit_id}:{offer.round}"
    case_id = uuid5(CASE_NAMES, name)
    # Two referrals of one unit at the same moment queue here, so that the second finds the case of the first.
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:unit))"), {"unit": str(offer.unit_id)})
    case = load(session, book, case_id)
    if case is None:
        number = next_document_number(session, book.channel, offer.received_on.year)
        case = handle(session, book, case_id, command(case_id, number), principal, today=today)
    return CaseRef(case_id=case.id, number=case.number, channel=book.channel)


def handed_back(channel: Channel, case: CaseFile, on: date) -> CaseHandedBack:
    """Tell the desk that a channel let the unit of a case go (不予受理、调解终止)."""
    return CaseHandedBack(channel=channel, case_id=case.id, number=case.number, unit_id=case.unit_id, on=on)


def need_file(found: HandOver | None) -> HandOver:
    """The file handed over, or a refusal: a case that goes on, or that settled its matter, goes to nobody."""
    if found is None:
        raise Refused("state.not_handed_over", "这个案件没有退回或者终止，不能移交。")
    return found


def party_of(ref: str, facts: PartyFacts) -> Party:
    """A party as the case keeps it."""
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


def matter_of(offer: ReferralOffer) -> Matter:
    """What two sides dispute: A1 asks, B1 is asked. An organ may be the other side, as in disputes on compensation."""
    return Matter(
        dispute_id=offer.dispute_id,
        unit_id=offer.unit_id,
        dispute_number=offer.dispute_number,
        received_on=offer.received_on,
        entry=offer.entry,
        field=offer.act.kind,
        title=offer.act.title,
        applicant=party_of("A1", offer.applicant),
        respondent=_other_side(offer),
        claim=offer.claim,
        story=offer.story,
        articles=offer.route.articles,
        handed_over=offer.handed_over,
    )


def _other_side(offer: ReferralOffer) -> Party:
    if offer.respondent is not None:
        return party_of("B1", offer.respondent)
    organ = district().organ(offer.respondent_organ)
    return Party(ref="B1", name=organ.name, kind="organ", district=organ.address)
