"""The desk decides: what may be registered, which way each unit goes, and what a channel's answer changes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import assert_never
from uuid import UUID

from services.kernel.organs import Profile
from services.kernel.refusal import Fault, Refused
from services.kernel.routing import Route
from services.kernel.routing_facts import Answers, Facts
from services.kernel.routing_table import UNKNOWN, RouteChannel

from ..commands import (
    AddPapers,
    Command,
    IssuePaper,
    OfferUnit,
    RecordMovement,
    RecordReferral,
    RecordRefusal,
    RegisterDispute,
    RouteUnit,
    TakeBack,
)
from ..commands import OfUnit as OfUnitCommand
from ..events import (
    DisputeRegistered,
    Event,
    OfUnit,
    PaperIssued,
    PapersAdded,
    UnitHandedBack,
    UnitMoved,
    UnitOffered,
    UnitReferred,
    UnitRefused,
    UnitRouted,
)
from ..parts import CaseLink, Dispute, OtherSide, Override, Refusal, Unit, UnitDraft, UnitState
from .filing import faults_of
from .handing import given_back, is_same, offered, redirected, taken_back
from .persons import special_party_of
from .reference import Reference

BEFORE_A_CASE = frozenset({UnitState.WAITING, UnitState.OFFERED})
OFFICES = {"mediation": "people_mediation", "adjudication": "land_title", "elsewhere": "petition"}


def decide(dispute: Dispute | None, command: Command, today: date, reference: Reference) -> Sequence[Event]:
    """What follows from a wish, or a refusal with every fault at once. No events: it had already happened."""
    if isinstance(command, RegisterDispute):
        return [_registered(command, today, reference)] if dispute is None else []
    if dispute is None:
        raise Refused("missing.dispute", "没有这件争议，或者您无权查看。")
    if isinstance(command, AddPapers):
        return list(_added(dispute, command, today))
    if isinstance(command, IssuePaper):
        return [PaperIssued(on=today, by=command.by, paper=command.paper)]
    unit = dispute.unit(command.unit_id)
    if unit is None:
        raise Refused("missing.unit", "没有这项请求，或者您无权查看。")
    return list(_of_unit(unit, command, today, reference))


def _of_unit(unit: Unit, command: OfUnitCommand, today: date, reference: Reference) -> Iterable[Event]:
    match command:
        case RouteUnit():
            return [_rerouted(unit, command, today, reference)]
        case OfferUnit():
            return offered(unit, command, today)
        case TakeBack():
            return taken_back(unit, command, today, reference)
        case RecordReferral():
            return _referred(unit, command, today)
        case RecordMovement():
            return _moved(unit, command)
        case RecordRefusal():
            return _refused(unit, command, today)
        case _ as never:
            assert_never(never)


def _registered(command: RegisterDispute, today: date, reference: Reference) -> DisputeRegistered:
    faults = tuple(faults_of(command.filing, today, reference.profile))
    if faults:
        raise Refused.of(faults)
    numbered = enumerate(zip(command.unit_ids, command.filing.units, strict=True), start=1)
    special = special_party_of(command.filing)
    units = tuple(
        _unit(position, unit_id, draft, command.filing.filed_on, reference, special)
        for position, (unit_id, draft) in numbered
    )
    return DisputeRegistered(
        on=today,
        by=command.by,
        dispute_id=command.dispute_id,
        number=command.number,
        received_on=command.filing.received_on,
        entry=command.filing.entry,
        source=command.filing.source,
        postmark_on=command.filing.postmark_on if command.filing.entry == "post" else None,
        applicant=command.filing.applicant,
        co_applicants=command.filing.co_applicants,
        agents=command.filing.agents,
        story=command.filing.story,
        units=units,
        despite=command.filing.despite,
    )


def _unit(  # noqa: PLR0913, PLR0917 - what a unit is made of
    position: int, unit_id: UUID, draft: UnitDraft, filed_on: date, reference: Reference, special: str | None
) -> Unit:
    """A letter is judged as of its postmark: what it kept is not told as missed."""
    facts = draft.answers.filed(filed_on)
    if special is not None and facts.special_party in {UNKNOWN, "none"}:
        facts = facts.model_copy(update={"special_party": special})
    found = reference.route(facts, filed_on)
    return Unit(
        id=unit_id,
        position=position,
        claim=draft.claim,
        facts=facts,
        other_side=_other_side(draft.answers, draft.other_side, reference.profile),
        act=draft.act,
        state=state_of(found),
        route=found,
    )


def _other_side(answers: Answers, told: OtherSide, profile: Profile) -> OtherSide:
    """An organ goes by its name in the profile, whatever was typed beside it."""
    if not answers.respondent_organ:
        return told
    organ = profile.organ(answers.respondent_organ)
    return told.model_copy(update={"name": organ.name, "address": organ.address})


def state_of(found: Route) -> UnitState:
    """Where a freshly routed unit stands: ours to refer, the lawyer's to judge, or told where else to go."""
    if found.channel is RouteChannel.LAWYER:
        return UnitState.LAWYER
    return UnitState.WAITING if found.is_ours else UnitState.TOLD


def _rerouted(unit: Unit, command: RouteUnit, today: date, reference: Reference) -> UnitRouted:
    if unit.case is not None:
        raise Refused("state.referred", f"这项请求已由{unit.case.number}号案件办理，不能在窗口改定渠道。")
    if unit.state is UnitState.OFFERED:
        raise Refused("state.offered", f"这项请求正在移送{unit.route.channel_title}，请等对方答复后再改定。")
    facts = unit.facts
    if command.answers is not None:
        answered = command.answers.filed(facts.filed_on)
        facts = answered.model_copy(update={"interrupted_on": facts.interrupted_on})
    _known_organs(facts, reference.profile)
    # As of the filing: a limit that was kept when the person came is not missed because a lawyer looked at it later.
    found = reference.route(facts, facts.filed_on).model_copy(update={"routed_on": today})
    override = None
    if command.channel is not None and command.channel != found.channel:
        said, rule = found.channel_title, found.rules[0]
        found = _overridden(found, command.channel, reference.profile)
        override = Override(reason=command.reason, by_name=command.by.name, on=today, instead_of=said, rule=rule)
    return UnitRouted(
        on=today,
        by=command.by,
        unit_id=unit.id,
        facts=facts,
        route=found,
        override=override,
        reason=command.reason,
        other_side=_other_side(facts, unit.other_side, reference.profile),
    )


def _known_organs(facts: Facts, profile: Profile) -> None:
    for name, organ in (("respondent_organ", facts.respondent_organ), ("place_organ", facts.place_organ)):
        if organ and not profile.has(organ):
            fault = Fault("organ.unknown", "机关名录中没有这个机关，请从名录中选择。", field=name)
            raise Refused.of((fault,))


def _overridden(found: Route, channel: str, profile: Profile) -> Route:
    """A person's word instead of the table's."""
    organ = profile.organ(profile.government) if channel == "reconsideration" else profile.function(OFFICES[channel])
    return redirected(found, RouteChannel(channel), organ.id, profile)


def _referred(unit: Unit, command: RecordReferral, today: date) -> Iterator[UnitReferred]:
    case = CaseLink(case_id=command.case_id, number=command.number, channel=command.channel)
    if any(is_same(one, case) for one in unit.past):
        return
    if unit.case is not None:
        if not is_same(unit.case, case):
            raise Refused("conflict.other_case", f"这项请求已由{unit.case.number}号案件办理，不能再移送。")
        return
    if unit.state not in BEFORE_A_CASE or unit.route.channel != command.channel:
        raise Refused("conflict.other_channel", f"这项请求的渠道是“{unit.route.channel_title}”，与移送的渠道不符。")
    yield UnitReferred(on=today, by=command.by, unit_id=unit.id, case=case)


def _moved(unit: Unit, command: RecordMovement) -> Iterator[Event]:
    """News of a case may come before the record of its referral, twice, or late: only newer news changes the view."""
    case = CaseLink(
        case_id=command.case_id,
        number=command.number,
        channel=command.channel,
        state=command.state,
        title=command.title,
        moved_on=command.moved_on,
    )
    known = unit.case
    if any(is_same(one, case) for one in unit.past):
        return  # what becomes of a case that let the unit go is no news of the unit
    if known is None:
        yield UnitReferred(on=command.moved_on, by=command.by, unit_id=unit.id, case=case)
    elif is_same(known, case) and known != case and _is_newer(known, case):
        yield UnitMoved(on=command.moved_on, by=command.by, unit_id=unit.id, case=case)


def _refused(unit: Unit, command: RecordRefusal, today: date) -> Iterator[UnitRefused]:
    """A channel gives the unit back. Told twice it is one refusal; what has a case already is not given back so."""
    if unit.state is UnitState.REFUSED and unit.refusal is not None and unit.refusal.channel == command.channel:
        return
    if unit.state not in BEFORE_A_CASE or unit.route.channel != command.channel:
        raise Refused("conflict.other_channel", f"这项请求的渠道是“{unit.route.channel_title}”，与退回的渠道不符。")
    refusal = Refusal(channel=command.channel, reason=command.reason, cite=command.cite, on=today)
    yield UnitRefused(on=today, by=command.by, unit_id=unit.id, refusal=refusal)


def _added(dispute: Dispute, command: AddPapers, today: date) -> Iterator[PapersAdded]:
    """The same bytes twice are one paper."""
    new = {paper.sha256: paper for paper in command.papers if dispute.paper(paper.sha256) is None}
    if new:
        yield PapersAdded(on=today, by=command.by, papers=tuple(new.values()))


def _is_newer(known: CaseLink, news: CaseLink) -> bool:
    return known.moved_on is None or (news.moved_on is not None and news.moved_on >= known.moved_on)


def evolve(dispute: Dispute | None, event: Event) -> Dispute:
    """The dispute after one more fact."""
    if isinstance(event, DisputeRegistered):
        return Dispute(
            id=event.dispute_id,
            number=event.number,
            version=1,
            received_on=event.received_on,
            entry=event.entry,
            source=event.source,
            postmark_on=event.postmark_on,
            applicant=event.applicant,
            co_applicants=event.co_applicants,
            agents=event.agents,
            story=event.story,
            units=event.units,
            despite=event.despite,
        )
    if dispute is None:
        raise ValueError("The first fact of a dispute is its registration.")
    if isinstance(event, PapersAdded):
        return dispute.model_copy(update={"papers": (*dispute.papers, *event.papers), "version": dispute.version + 1})
    if isinstance(event, PaperIssued):
        return dispute.model_copy(update={"issued": (*dispute.issued, event.paper), "version": dispute.version + 1})
    units = tuple(_after(unit, event) if unit.id == event.unit_id else unit for unit in dispute.units)
    return dispute.model_copy(update={"units": units, "version": dispute.version + 1})


def _after(unit: Unit, event: OfUnit) -> Unit:
    match event:
        case UnitRouted():
            state = state_of(event.route)
            routed = {"facts": event.facts, "route": event.route, "override": event.override, "state": state}
            return unit.model_copy(update=routed | {"other_side": event.other_side or unit.other_side})
        case UnitReferred() | UnitMoved():
            return unit.model_copy(update={"case": event.case, "state": UnitState.REFERRED})
        case UnitOffered():
            return unit.model_copy(update={"state": UnitState.OFFERED, "round": event.round})
        case UnitHandedBack():
            return given_back(unit, event)
        case UnitRefused():
            return unit.model_copy(update={"refusal": event.refusal, "state": UnitState.REFUSED})
        case _ as never:
            assert_never(never)
