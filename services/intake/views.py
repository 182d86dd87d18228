"""What the desk shows: the board, the search, the one view of a dispute, and the offer a channel is made."""

from datetime import date
from typing import get_args
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import or_
from sqlmodel import col, select

from services.chassis.contracts import ActFacts, Address, PartyFacts, ReferralOffer, RouteFacts
from services.chassis.db import HouseSession
from services.chassis.due import Due, due
from services.chassis.messages import Channel
from services.kernel.law import the_law
from services.kernel.refusal import Refused
from services.kernel.routing_table import CHANNEL_TITLES, RouteChannel, routing_table

from . import store
from .events import DisputeRegistered, Event, UnitMoved, UnitReferred, UnitRouted
from .parts import UNIT_TITLES, Dispute, Party, Unit, UnitState
from .store import DisputeRow, UnitRow

LINES = 60
SHORTEST_SEARCH = 2
COUNTED_DOWN = 90  # further away, the date alone tells more than a number of days
TONES = {UnitState.WAITING: "info", UnitState.REFERRED: "good", UnitState.LAWYER: "warn", UnitState.TOLD: "neutral"}
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


class _View(BaseModel):
    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)


class Line(_View):
    """One claim unit on a list."""

    unit_id: UUID
    dispute_id: UUID
    number: str
    received_on: date
    applicant: str
    other_side: str
    claim: str
    channel: str
    organ: str
    state: UnitState
    title: str
    tone: str
    due: Due | None
    case_number: str | None
    case_title: str | None


class Board(_View):
    """The desk's day: what came today, what waits, what a lawyer must judge, what the channels have."""

    arrivals: tuple[Line, ...]
    waiting: tuple[Line, ...]
    lawyer: tuple[Line, ...]
    referred: tuple[Line, ...]
    ending_soon: int


class Entry(_View):
    """One line of a dispute's history, as `ui.timeline` shows it."""

    on: date
    title: str
    detail: str | None
    cite: str | None
    actor: str


class Sheet(_View):
    """A dispute with its history: the one view over all channels."""

    dispute: Dispute
    dues: dict[UUID, Due]
    entries: tuple[Entry, ...]


def badge(due_on: date | None, today: date, *, provisional: bool) -> Due | None:
    """The badge of a person's limit; none where no date is known."""
    if due_on is None:
        return None
    left = the_law().calendar.working_days_between(today, due_on) if due_on >= today else None
    shown = left if left is not None and left <= COUNTED_DOWN else None
    return due(due_on, today, left=shown, provisional=provisional)


def _line(dispute: DisputeRow, unit: UnitRow, today: date) -> Line:
    state = UnitState(unit.state)
    return Line(
        unit_id=unit.id,
        dispute_id=dispute.id,
        number=dispute.number,
        received_on=dispute.received_on,
        applicant=dispute.applicant_name,
        other_side=unit.other_side,
        claim=unit.claim,
        channel=CHANNEL_TITLES[RouteChannel(unit.channel)],
        organ=unit.organ,
        state=state,
        title=UNIT_TITLES[state],
        tone=TONES[state],
        due=badge(unit.due_on, today, provisional=unit.is_provisional),
        case_number=unit.case_number,
        case_title=unit.case_title,
    )


def _lines(session: HouseSession, today: date, *where: object, newest: bool = False) -> tuple[Line, ...]:
    found = select(DisputeRow, UnitRow).join(UnitRow, col(UnitRow.dispute_id) == col(DisputeRow.id))
    found = found.where(*where)  # type: ignore[arg-type]
    by_limit = (col(UnitRow.due_on).asc().nulls_last(), col(DisputeRow.received_on))
    by_day = (col(UnitRow.moved_on).desc().nulls_last(), col(DisputeRow.received_on).desc())
    ordered = found.order_by(*(by_day if newest else by_limit), col(UnitRow.position)).limit(LINES)
    return tuple(_line(dispute, unit, today) for dispute, unit in session.exec(ordered))


def board(session: HouseSession, today: date) -> Board:
    """The board of the day, each list by what ends first."""
    waiting = _lines(session, today, col(UnitRow.state) == UnitState.WAITING.value)
    lawyer = _lines(session, today, col(UnitRow.state) == UnitState.LAWYER.value)
    return Board(
        arrivals=_lines(session, today, col(DisputeRow.received_on) == today),
        waiting=waiting,
        lawyer=lawyer,
        referred=_lines(session, today, col(UnitRow.state) == UnitState.REFERRED.value, newest=True),
        ending_soon=sum(
            line.due is not None and line.due.state in {"overdue", "today", "soon"} for line in (*waiting, *lawyer)
        ),
    )


def search(session: HouseSession, asked: str, today: date) -> tuple[Line, ...]:
    """By the number of the dispute or of a case, a name, a telephone number or the number of an act."""
    said = asked.strip()
    if len(said) < SHORTEST_SEARCH:
        return ()
    part = said.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    columns = (
        DisputeRow.number,
        DisputeRow.applicant_name,
        UnitRow.case_number,
        UnitRow.act_number,
        UnitRow.other_side,
    )
    hits = [col(column).ilike(f"%{part}%") for column in columns]
    return _lines(session, today, or_(*hits, col(DisputeRow.applicant_phone) == said), newest=True)


def need(session: HouseSession, dispute_id: UUID) -> Dispute:
    """The dispute, or a refusal that gives nothing away."""
    found = store.load(session, dispute_id)
    if found is None:
        raise Refused("missing.dispute", "没有这件争议，或者您无权查看。")
    return found


def sheet(session: HouseSession, dispute_id: UUID, today: date) -> Sheet:
    """The whole of a dispute, newest history first."""
    dispute = need(session, dispute_id)
    dues = {unit.id: _due_of(unit, today) for unit in dispute.units}
    entries = [one for fact in store.history(session, dispute_id) for one in _entries(dispute, fact)]
    return Sheet(
        dispute=dispute,
        dues={unit_id: found for unit_id, found in dues.items() if found is not None},
        entries=tuple(reversed(entries)),
    )


def _due_of(unit: Unit, today: date) -> Due | None:
    limit = unit.route.next_limit
    return badge(limit.due_on, today, provisional=limit.provisional) if limit else None


def _entries(dispute: Dispute, fact: Event) -> tuple[Entry, ...]:
    match fact:
        case DisputeRegistered():
            routed = tuple(_routed(fact, unit) for unit in fact.units)
            told = f"{len(fact.units)}项请求"
            return (
                Entry(on=fact.on, title=f"登记为{fact.number}", detail=told, cite=None, actor=fact.by.name),
                *routed,
            )
        case UnitRouted():
            reason = fact.override.reason if fact.override else fact.route.title
            title = f"第{_position(dispute, fact.unit_id)}项改为{fact.route.channel_title}"
            return (Entry(on=fact.on, title=title, detail=reason, cite=_first_article(fact), actor=fact.by.name),)
        case UnitReferred():
            where = f"第{_position(dispute, fact.unit_id)}项移送{CHANNEL_TITLES[RouteChannel(fact.case.channel)]}"
            return (Entry(on=fact.on, title=where, detail=f"案号 {fact.case.number}", cite=None, actor=fact.by.name),)
        case UnitMoved():
            where = f"{fact.case.number}：{fact.case.title}"
            return (Entry(on=fact.on, title=where, detail=None, cite=None, actor=fact.by.name),)


def _routed(fact: DisputeRegistered, unit: Unit) -> Entry:
    title = f"第{unit.position}项分流至{unit.route.channel_title}（{unit.route.organ}）"
    articles = unit.route.articles
    return Entry(
        on=fact.on, title=title, detail=unit.route.title, cite=articles[0] if articles else None, actor=fact.by.name
    )


def _first_article(fact: UnitRouted) -> str | None:
    return fact.route.articles[0] if fact.route.articles else None


def _position(dispute: Dispute, unit_id: UUID) -> int:
    unit = dispute.unit(unit_id)
    return unit.position if unit else 0


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
            "received_on": dispute.received_on,
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
        }
    )


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
