"""The desk decides: what may be registered, which way each unit goes, and what a channel's answer changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never
from uuid import UUID

from services.kernel.law import Law
from services.kernel.organs import Profile
from services.kernel.refusal import Refused
from services.kernel.routing import Route, route
from services.kernel.routing_facts import Facts
from services.kernel.routing_table import CHANNEL_TITLES, RouteChannel, RoutingTable

from ..commands import Command, RecordMovement, RecordReferral, RegisterDispute, RouteUnit
from ..events import DisputeRegistered, Event, UnitMoved, UnitReferred, UnitRouted
from ..parts import CaseLink, Dispute, OtherSide, Override, Unit, UnitDraft, UnitState
from .filing import faults_of

OFFICES = {"mediation": "people_mediation", "adjudication": "land_title", "elsewhere": "petition"}


@dataclass(frozen=True, slots=True)
class Reference:
    """What routing reads: the law, the tables and the district's organs."""

    law: Law
    table: RoutingTable
    profile: Profile

    def route(self, facts: Facts, today: date) -> Route:
        """The tables' answer for one unit."""
        return route(facts, self.table, self.profile, self.law, today)


def decide(dispute: Dispute | None, command: Command, today: date, reference: Reference) -> Sequence[Event]:
    """What follows from a wish, or a refusal with every fault at once. No events: it had already happened."""
    if isinstance(command, RegisterDispute):
        return [_registered(command, today, reference)] if dispute is None else []
    if dispute is None:
        raise Refused("missing.dispute", "没有这件争议，或者您无权查看。")
    unit = dispute.unit(command.unit_id)
    if unit is None:
        raise Refused("missing.unit", "没有这项请求，或者您无权查看。")
    match command:
        case RouteUnit():
            return [_rerouted(unit, command, today, reference)]
        case RecordReferral():
            return list(_referred(unit, command, today))
        case RecordMovement():
            return list(_moved(unit, command))
        case _ as never:
            assert_never(never)


def _registered(command: RegisterDispute, today: date, reference: Reference) -> DisputeRegistered:
    faults = tuple(faults_of(command.filing, today, reference.profile))
    if faults:
        raise Refused.of(faults)
    numbered = enumerate(zip(command.unit_ids, command.filing.units, strict=True), start=1)
    units = tuple(
        _unit(position, unit_id, draft, command.filing.received_on, reference)
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
        applicant=command.filing.applicant,
        story=command.filing.story,
        units=units,
    )


def _unit(position: int, unit_id: UUID, draft: UnitDraft, received_on: date, reference: Reference) -> Unit:
    facts = draft.answers.filed(received_on)
    found = reference.route(facts, received_on)
    return Unit(
        id=unit_id,
        position=position,
        claim=draft.claim,
        facts=facts,
        other_side=_named(draft, reference.profile),
        act=draft.act,
        state=state_of(found),
        route=found,
    )


def _named(draft: UnitDraft, profile: Profile) -> OtherSide:
    """An organ goes by its name in the profile, whatever was typed beside it."""
    organ_id = draft.answers.respondent_organ
    if not organ_id:
        return draft.other_side
    organ = profile.organ(organ_id)
    return draft.other_side.model_copy(update={"name": organ.name, "address": organ.address})


def state_of(found: Route) -> UnitState:
    """Where a freshly routed unit stands: ours to refer, the lawyer's to judge, or told where else to go."""
    if found.channel is RouteChannel.LAWYER:
        return UnitState.LAWYER
    return UnitState.WAITING if found.is_ours else UnitState.TOLD


def _rerouted(unit: Unit, command: RouteUnit, today: date, reference: Reference) -> UnitRouted:
    if unit.case is not None:
        raise Refused("state.referred", f"这项请求已由{unit.case.number}号案件办理，不能在窗口改定渠道。")
    facts = command.answers.filed(unit.facts.filed_on) if command.answers else unit.facts
    found = reference.route(facts, today)
    override = None
    if command.channel is not None and command.channel != found.channel:
        found = _overridden(found, command.channel, reference.profile)
        override = Override(reason=command.reason, by_name=command.by.name, on=today)
    return UnitRouted(on=today, by=command.by, unit_id=unit.id, facts=facts, route=found, override=override)


def _overridden(found: Route, channel: str, profile: Profile) -> Route:
    """A person's word instead of the table's: articles, limits and notices stay, for they bind whatever the channel."""
    chosen = RouteChannel(channel)
    organ = profile.organ(profile.government) if channel == "reconsideration" else profile.function(OFFICES[channel])
    changed = {
        "channel": chosen,
        "procedure": CHANNEL_TITLES[chosen],
        "organ_id": organ.id,
        "organ": organ.name,
        "question": None,
    }
    return found.model_copy(update=changed)


def _referred(unit: Unit, command: RecordReferral, today: date) -> Iterator[UnitReferred]:
    case = CaseLink(case_id=command.case_id, number=command.number, channel=command.channel)
    if unit.case is not None:
        if unit.case.case_id != case.case_id:
            raise Refused("conflict.other_case", f"这项请求已由{unit.case.number}号案件办理，不能再移送。")
        return
    if unit.state is not UnitState.WAITING or unit.route.channel != command.channel:
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
    if known is None:
        yield UnitReferred(on=command.moved_on, by=command.by, unit_id=unit.id, case=case)
    elif known.case_id == case.case_id and known != case and _is_newer(known, case):
        yield UnitMoved(on=command.moved_on, by=command.by, unit_id=unit.id, case=case)


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
            applicant=event.applicant,
            story=event.story,
            units=event.units,
        )
    if dispute is None:
        raise ValueError("The first fact of a dispute is its registration.")
    units = tuple(_after(unit, event) if unit.id == event.unit_id else unit for unit in dispute.units)
    return dispute.model_copy(update={"units": units, "version": dispute.version + 1})


def _after(unit: Unit, event: UnitRouted | UnitReferred | UnitMoved) -> Unit:
    match event:
        case UnitRouted():
            state = state_of(event.route)
            routed = {"facts": event.facts, "route": event.route, "override": event.override, "state": state}
            return unit.model_copy(update=routed)
        case UnitReferred() | UnitMoved():
            return unit.model_copy(update={"case": event.case, "state": UnitState.REFERRED})
        case _ as never:
            assert_never(never)
