"""The offer (移送) that a channel is made for one claim unit."""

from datetime import date
from typing import get_args
from uuid import UUID

from services.chassis.contracts import ActFacts, Address, PartyFacts, ReferralOffer, RouteFacts
from services.chassis.db import HouseSession
from services.chassis.messages import Channel
from services.kernel.refusal import Refused
from services.kernel.routing_table import routing_table

from .. import store
from ..parts import Dispute, Party, Unit

# The words of the reconsideration service for the kind of an act (case_row `act.kind`); all others are "other".
ACT_KINDS = {
    "penalty": "penalty",
    "compulsion": "coercion",
    "licence": "licence",
    "information_refusal": "information",
    "work_injury": "injury",
    "expropriation": "levy",
    "compensation": "levy",
    "tax": "levy",
}


def offer(session: HouseSession, unit_id: UUID) -> ReferralOffer:
    """What the channel is told of a unit (移送); only a unit that belongs to a channel of the house is offered."""
    dispute_id = store.dispute_of(session, unit_id)
    dispute = store.load(session, dispute_id) if dispute_id else None
    unit = dispute.unit(unit_id) if dispute else None
    if dispute is None or unit is None:
        raise Refused("missing.unit", "没有这项请求，或者您无权查看。")
    if unit.route.channel.value not in get_args(Channel):
        raise Refused("state.not_ours", f"这项请求的渠道是“{unit.route.channel_title}”，不由本中心移送。")
    organ = unit.facts.respondent_organ if unit.facts.respondent_kind == "organ" else None
    return ReferralOffer.model_validate(
        {
            "unit_id": unit.id,
            "dispute_id": dispute.id,
            "dispute_number": dispute.number,
            "channel": unit.route.channel.value,
            "received_on": _received_on(dispute, unit),
            "filed_on": unit.facts.filed_on,
            "entry": dispute.entry,
            "applicant": _party(dispute.applicant),
            "respondent_organ": organ or "",
            "respondent": None if organ else _other(unit),
            "act": _act(dispute, unit),
            "claim": unit.claim,
            "story": dispute.story,
            "route": RouteFacts(
                rules=unit.route.rules,
                articles=unit.route.articles,
                reasons=unit.route.reasons,
                rulebook_version=unit.route.versions.rulebook,
            ),
            "round": max(unit.round, 1),
            "handed_over": unit.handed_over,
        }
    )


def _received_on(dispute: Dispute, unit: Unit) -> date:
    """What comes after another channel is applied for on the day that channel's file came back, not on the first."""
    return unit.facts.filed_on if unit.handed_over else dispute.received_on


def _party(party: Party) -> PartyFacts:
    return PartyFacts(
        name=party.name,
        kind=party.kind,
        id_number=party.id_number or None,
        phone=party.phone or None,
        email=party.email or None,
        address=Address(district=party.district, road=party.road or None, detail=party.detail or None),
        birth_on=party.birth_on,
        electronic_consent=party.electronic_consent,
    )


def _other(unit: Unit) -> PartyFacts:
    kind = "person" if unit.facts.respondent_kind == "person" else "company"
    other = unit.other_side
    return PartyFacts.model_validate(
        {
            "name": other.name or "（未写明）",
            "kind": kind,
            "phone": other.phone or None,
            "address": {"district": other.address},
        }
    )


def _act(dispute: Dispute, unit: Unit) -> ActFacts:
    facts, paper = unit.facts, unit.act
    if facts.nature == "inaction":
        title, kind = paper.title or "不履行法定职责", "inaction"
    elif facts.nature == "act":
        title, kind = paper.title, ACT_KINDS.get(facts.act_kind, "other")
    else:
        title, kind = routing_table().inputs.title("field", facts.field), facts.field
    return ActFacts(
        kind=kind,
        title=title or "行政行为",
        number=paper.number or None,
        made_on=facts.act_made_on or facts.asked_on or facts.event_on or dispute.received_on,
        served_on=facts.served_on,
        published=paper.published,
        fine_amount=paper.fine_amount,
    )
