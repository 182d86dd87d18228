"""Claim units and persons in the words of the pages."""

from collections.abc import Iterator
from datetime import date

from services.chassis.district import district
from services.kernel.routing_table import RouteChannel, routing_table

from .. import views
from ..domain import missing_of
from ..domain.filing import DATE_TITLES
from ..parts import AGENT_TITLES, AUTHORITY_TITLES, RELATION_TITLES, UNIT_TITLES, Dispute, Party, Unit
from .contexts import LimitLine, PersonLine, UnitCard

ORGANS = {"respondent_organ": "是哪个行政机关", "place_organ": "发生在哪个街镇"}


def cards(dispute: Dispute, on: date) -> tuple[UnitCard, ...]:
    """Every unit of a dispute."""
    return tuple(card(unit, on) for unit in dispute.units)


def card(unit: Unit, on: date) -> UnitCard:
    """One unit with its route, its limits as of today, and what is still to be asked."""
    found, profile = unit.route, district()
    limits = tuple(LimitLine(one, views.badge(one.due_on, on, provisional=one.provisional)) for one in found.limits)
    next_limit = found.next_limit
    return UnitCard(
        unit=unit,
        tone=views.TONES[unit.state],
        state=UNIT_TITLES[unit.state],
        organ=profile.organ(found.organ_id) if found.organ_id and profile.has(found.organ_id) else None,
        limits=limits,
        due=views.badge(next_limit.due_on, on, provisional=next_limit.provisional) if next_limit else None,
        case_path=f"/{unit.case.channel}/cases/{unit.case.case_id}" if unit.case else None,
        body=profile.organ(profile.body).name if found.channel is RouteChannel.RECONSIDERATION else None,
        asked=tuple(_asked(unit)),
        missing=tuple(_question(name) for name in missing_of(unit)),
    )


def _question(name: str) -> str:
    known = {**ORGANS, **DATE_TITLES, "knew_on": DATE_TITLES["known_on"]}
    return known.get(name) or routing_table().inputs.question(name)


def _asked(unit: Unit) -> Iterator[tuple[str, str]]:
    """The answers the route was computed from, in the words of the questions."""
    inputs = routing_table().inputs
    for name, answers in unit.route.inputs.items():
        yield inputs.question(name), "、".join(inputs.title(name, answer) for answer in answers)


def persons(dispute: Dispute) -> Iterator[PersonLine]:
    """Everybody besides the one who came: other applicants, who speaks for whom by law, and the agents sent."""
    for party in dispute.co_applicants:
        role = "共同申请人、代表人" if party.is_representative else "共同申请人"
        yield PersonLine(party.name, role, party.address, party.phone)
    for party in dispute.applicants:
        yield from _spoken_for(party)
    for agent in dispute.agents:
        detail = f"{AGENT_TITLES[agent.kind]}，{AUTHORITY_TITLES[agent.authority]}：{agent.limits or '一般事项'}；{agent.term}"
        yield PersonLine(agent.name, "委托代理人", detail, agent.phone)


def _spoken_for(party: Party) -> Iterator[PersonLine]:
    told = party.statutory_agent
    if told is not None:
        name = told.name or RELATION_TITLES["unknown"]
        yield PersonLine(name, RELATION_TITLES[told.relation], f"代{party.name}", told.phone)
