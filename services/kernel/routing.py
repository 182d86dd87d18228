"""Routing (分流): from the facts of one claim unit to its channel, organ, limits and notices, with the whole trace.

For the desk: `route(facts, table, profile, law, today)` gives a `Route`; `alternatives` and `if_fails` are data
(channel, organ, sentence) that print as their sentence. What to ask next stands in `routing_questions`,
what a story proposes in `routing_story`, what each paper must say in `table.rights.moments`.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.kernel.law import Law
from services.kernel.organs import Organ, Profile
from services.kernel.routing_facts import Facts
from services.kernel.routing_limits import due, faults_of, limits_of
from services.kernel.routing_result import (
    DroppedNotice,
    Handover,
    LimitKind,
    Route,
    RouteFault,
    RouteLimit,
    RouteNotice,
    RouteOption,
    RouteVersions,
    TraceStep,
)
from services.kernel.routing_rights import codes, dropped, notices
from services.kernel.routing_rows import Hold, OptionRow, Row
from services.kernel.routing_table import UNKNOWN, Condition, RouteChannel, RoutingTable
from services.kernel.routing_vocabulary import failed_on

__all__ = [
    "DroppedNotice",
    "Handover",
    "LimitKind",
    "Route",
    "RouteFault",
    "RouteLimit",
    "RouteNotice",
    "RouteOption",
    "RouteVersions",
    "TraceStep",
    "known",
    "route",
]

JURISDICTION = "jurisdiction"


def route(facts: Facts, rules: RoutingTable, profile: Profile, law: Law, today: date) -> Route:
    """Ask the blocks in order; the first row that matches settles the unit, and nothing matching goes to the lawyer.

    The rows and rules are those of the day the person came (`facts.filed_on`), not of today.
    """
    rules.check(facts.inputs())
    inputs = known(facts, rules, profile, law)
    row = rules.index.first(rules.index.possible(inputs, facts.filed_on)) or _nothing_holds(rules)
    hold = _hold(row, inputs, rules)
    own = _place(row, facts, profile)
    place = _held(own, profile) if hold else own
    limits = limits_of(row, facts, inputs, law, today)
    told = codes(row, inputs, rules)
    cites = tuple(dict.fromkeys((*row.articles, *(hold.articles if hold else ()), *place.cites)))
    return Route(
        channel=place.channel,
        procedure=place.procedure,
        organ_id=place.organ.id,
        organ=place.organ.name,
        preposed=row.preposed,
        rules=(row.id, hold.id) if hold else (row.id,),
        title=row.title,
        articles=cites,
        unverified=rules.unverified(cites),
        reasons=(*(hold.reasons if hold else ()), *row.reasons, *place.reasons),
        limits=limits,
        notices=notices(told, rules),
        dropped=tuple(dropped(row, told, inputs, facts.filed_on, rules)),
        alternatives=(*place.others, *_options(row.alternatives, facts, inputs, profile)),
        if_fails=_handover(row, facts, inputs, rules, profile),
        question=hold.question if hold else row.question or place.question,
        faults=tuple(faults_of(rules.admission.grounds, row.channel, limits, inputs)),
        confidence=row.confidence,
        inputs=_used(inputs, row, rules),
        trace=_trace(row, inputs, facts.filed_on, rules),
        versions=RouteVersions(
            table=rules.version, rulebook=law.rulebook.version_hash, calendar=law.calendar.version, profile=profile.id
        ),
        routed_on=today,
    )


def _used(inputs: Condition, row: Row, rules: RoutingTable) -> Condition:
    """What the answer was computed from: everything answered, and of what was computed only what the row tests."""
    idle = {one.name for one in rules.inputs.derived} - row.tested()
    return {name: told for name, told in inputs.items() if told and told != (UNKNOWN,) and name not in idle}


def known(facts: Facts, rules: RoutingTable, profile: Profile, law: Law) -> Condition:
    """Every fact the tables test: the answers, and what is computed from them."""
    return {**facts.inputs(), **dict(_derived(facts, rules, profile, law))}


def _derived(facts: Facts, rules: RoutingTable, profile: Profile, law: Law) -> Iterator[tuple[str, tuple[str, ...]]]:
    organ = profile.organ(facts.respondent_organ) if facts.respondent_organ else None
    yield "organ_kind", (organ.kind.value if organ else "none",)
    for one in rules.inputs.derived:
        if one.within:
            started = facts.date_of(one.source)
            last = due(one.within, started, facts.filed_on, law) if started else None
            yield one.name, (UNKNOWN if last is None else "yes" if facts.filed_on <= last else "no",)


def _nothing_holds(rules: RoutingTable) -> Row:
    """Before the tables begin there is no law to route by: the lawyer's row answers for every date."""
    return rules.blocks[-1].rules[-1]


def _trace(matched: Row, inputs: Condition, on: date, rules: RoutingTable) -> tuple[TraceStep, ...]:
    steps = []
    for row in rules.index.of(rules.index.on(on)):
        failed = failed_on(row.when, row.unless, inputs)
        steps.append(TraceStep(rule=row.id, matched=failed is None, failed_on=failed))
        if row is matched:
            break
    return tuple(steps)


def _hold(row: Row, inputs: Condition, rules: RoutingTable) -> Hold | None:
    """What sends the unit to the lawyer although a row matched: a row nobody is sure of, or a party who needs care."""
    if row.channel is RouteChannel.LAWYER:
        return None
    if not rules.is_sure(row.confidence):
        return rules.admission.unsure
    holds = (one for one in rules.admission.holds if row.channel in one.channels)
    return next((one for one in holds if failed_on(one.when, {}, inputs) is None), None)


class _Place(NamedTuple):
    """Where a row leads in this district, and what jurisdiction (管辖) adds to the answer."""

    channel: RouteChannel
    procedure: str
    organ: Organ
    others: tuple[RouteOption, ...] = ()
    reasons: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    question: str | None = None


def _place(row: Row, facts: Facts, profile: Profile) -> _Place:
    if row.organ != JURISDICTION:
        return _Place(row.channel, row.procedure, _office(row.organ, facts, profile))
    if not facts.respondent_organ:
        return _ask_lawyer(profile, "被申请人不明，不能确定复议机关", ())
    found = profile.jurisdiction(facts.respondent_organ)
    if not found.organs:
        return _ask_lawyer(profile, found.reason, (found.cite,))
    first, *others = found.organs
    ours = row.channel is not RouteChannel.RECONSIDERATION or first.id == profile.government
    channel = row.channel if ours else RouteChannel.ELSEWHERE
    procedure = row.procedure if ours else f"向{first.name}申请{row.procedure}"
    also = tuple(_option(RouteChannel.ELSEWHERE, other, f"也可以向{other.name}申请") for other in others)
    return _Place(channel, procedure, first, also, (found.reason,), (found.cite,))


def _ask_lawyer(profile: Profile, reason: str, cites: tuple[str, ...]) -> _Place:
    lawyer = profile.function("duty_lawyer")
    question = "受理机关不能确定，请值班律师确认管辖。"
    return _Place(RouteChannel.LAWYER, "值班律师判断", lawyer, (), (reason,), cites, question)


def _held(own: _Place, profile: Profile) -> _Place:
    """The lawyer's queue, with the way the row would have gone as the first of the others."""
    way = _option(own.channel, own.organ, f"律师确认后：{own.procedure}")
    lawyer = profile.function("duty_lawyer")
    return own._replace(channel=RouteChannel.LAWYER, procedure="值班律师判断", organ=lawyer, others=(way, *own.others))


def _options(rows: tuple[OptionRow, ...], facts: Facts, inputs: Condition, profile: Profile) -> tuple[RouteOption, ...]:
    fitting = (one for one in rows if failed_on(one.when, {}, inputs) is None)
    return tuple(_option(one.channel, _office(one.organ, facts, profile), one.text) for one in fitting)


def _option(channel: RouteChannel, organ: Organ, text: str) -> RouteOption:
    return RouteOption(text=text, channel=channel, organ_id=organ.id, organ=organ.name)


def _handover(row: Row, facts: Facts, inputs: Condition, rules: RoutingTable, profile: Profile) -> Handover | None:
    if row.if_fails is None:
        return None
    found = rules.onward.handovers[row.if_fails]
    ways = _options(found.ways, facts, inputs, profile)
    package = tuple(rules.onward.package)
    return Handover(code=row.if_fails, text=found.text, ways=ways, papers=found.papers, package=package)


def _office(name: str, facts: Facts, profile: Profile) -> Organ:
    match name:
        case "street":
            return profile.organ(facts.place_organ) if facts.place_organ else profile.function("people_mediation")
        case "respondent" | "reconsideration":
            return _of_respondent(name, facts.respondent_organ, profile)
        case "field":
            return profile.function(facts.field if facts.field in profile.functions else "petition")
        case _:
            return profile.function(name)


def _of_respondent(name: str, respondent: str | None, profile: Profile) -> Organ:
    """The organ that acted, or the one that reviews its acts; the lawyer where nobody can say."""
    if name == "respondent":
        return profile.organ(respondent or profile.functions["duty_lawyer"])
    found = profile.jurisdiction(respondent).organs if respondent else ()
    return found[0] if found else profile.function("duty_lawyer")
