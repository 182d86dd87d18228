"""Routing (分流): from the facts of one claim unit to its channel, organ, limits and notices, with the whole trace."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from services.kernel.deadline import Deadline
from services.kernel.explain import explain
from services.kernel.law import Law
from services.kernel.organs import Organ, Profile
from services.kernel.refusal import Refused
from services.kernel.routing_facts import Facts
from services.kernel.routing_table import (
    CHANNEL_TITLES,
    UNKNOWN,
    Block,
    Condition,
    LimitRow,
    RouteChannel,
    RoutingTable,
    Row,
)
from services.kernel.rule import Confidence

JURISDICTION = "jurisdiction"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LimitKind(StrEnum):
    """How a limit stands on the day of routing."""

    RUNNING = "running"
    PASSED = "passed"
    NO_START = "no_start"


class RouteLimit(_Frozen):
    """A limit the person must be told. Without a start date there is no due date, and the paper says what is missing."""

    rule: str
    title: str
    cite: str
    bound: str
    since: str
    started_on: date | None
    due_on: date | None
    provisional: bool
    state: LimitKind
    explanation: tuple[str, ...] = ()
    advice: str | None = None


class RouteNotice(_Frozen):
    """One right that must be notified (权利告知)."""

    code: str
    text: str


class RouteFault(_Frozen):
    """Something that stands against admission, with its ground; the channel decides, the desk only warns."""

    code: str
    text: str
    cite: str | None = None


class TraceStep(_Frozen):
    """One row that was tried: matched, or the first fact on which it failed."""

    rule: str
    matched: bool
    failed_on: str | None = None


class RouteVersions(_Frozen):
    """What the answer was computed from, so that it can be computed again."""

    table: str
    rulebook: str
    calendar: str
    profile: str


class Route(_Frozen):
    """The answer for one claim unit. `preposed` is 复议前置, computed from the act and never from its name."""

    channel: RouteChannel
    procedure: str
    organ_id: str | None
    organ: str
    preposed: bool = False
    rules: tuple[str, ...]
    title: str
    articles: tuple[str, ...]
    reasons: tuple[str, ...]
    limits: tuple[RouteLimit, ...] = ()
    notices: tuple[RouteNotice, ...] = ()
    alternatives: tuple[str, ...] = ()
    if_fails: str | None = None
    question: str | None = None
    faults: tuple[RouteFault, ...] = ()
    confidence: Confidence
    inputs: dict[str, tuple[str, ...]]
    trace: tuple[TraceStep, ...]
    versions: RouteVersions
    routed_on: date

    @property
    def channel_title(self) -> str:
        """The channel's Chinese name."""
        return CHANNEL_TITLES[self.channel]

    @property
    def next_limit(self) -> RouteLimit | None:
        """The person's limit to watch: the running one that ends first, else the one missed last, else a long stop.

        A waiting period of an organ is nobody's limit here.
        """
        mine = [one for one in self.limits if one.bound in {"applicant", "parties"} and one.due_on is not None]
        ordinary = [one for one in mine if one.rule not in LONG_STOPS]
        running = [one for one in ordinary if one.state is LimitKind.RUNNING]
        watched = running or ordinary[:1] or mine
        return min(watched, key=lambda one: one.due_on or date.max, default=None)

    @property
    def is_ours(self) -> bool:
        """Whether a service of the house takes the unit over."""
        return self.channel in {RouteChannel.MEDIATION, RouteChannel.ADJUDICATION, RouteChannel.RECONSIDERATION}


def route(facts: Facts, rules: RoutingTable, profile: Profile, law: Law, today: date) -> Route:
    """Ask the blocks in order; the first row that matches settles the unit, and nothing matching goes to the lawyer.

    The rows and rules are those of the day the person came (`facts.filed_on`), not of today.
    """
    rules.check(facts.inputs())
    inputs = {**facts.inputs(), **dict(_derived(facts, rules, profile, law))}
    trace: list[TraceStep] = []
    row = _first(rules.blocks, inputs, facts.filed_on, trace)
    place = _place(row, facts, profile)
    limits = tuple(_limits(row, facts, inputs, law, today))
    return Route(
        channel=place.channel,
        procedure=place.procedure,
        organ_id=place.organ.id,
        organ=place.organ.name,
        preposed=row.preposed,
        rules=(row.id,),
        title=row.title,
        articles=tuple(dict.fromkeys((*row.articles, *place.cites))),
        reasons=(*row.reasons, *place.reasons),
        limits=limits,
        notices=tuple(RouteNotice(code=code, text=rules.notices[code]) for code in row.notices),
        alternatives=(*row.alternatives, *(f"也可以向{other.name}申请" for other in place.others)),
        if_fails=row.if_fails,
        question=row.question or place.question,
        faults=tuple(_faults(limits)),
        confidence=row.confidence,
        inputs={name: value for name, value in inputs.items() if value and value != (UNKNOWN,)},
        trace=tuple(trace),
        versions=RouteVersions(
            table=rules.version, rulebook=law.rulebook.version_hash, calendar=law.calendar.version, profile=profile.id
        ),
        routed_on=today,
    )


def _first(blocks: tuple[Block, ...], inputs: Condition, on: date, trace: list[TraceStep]) -> Row:
    for block in blocks:
        for row in block.rules:
            if not row.holds_on(on):
                continue
            failed = _fails(row.when, row.unless, inputs)
            trace.append(TraceStep(rule=row.id, matched=failed is None, failed_on=failed))
            if failed is None:
                return row
    return _nothing_holds(blocks)


def _nothing_holds(blocks: tuple[Block, ...]) -> Row:
    """Before the tables begin there is no law to route by: the lawyer's row answers for every date."""
    return blocks[-1].rules[-1]


def _fails(when: Condition, unless: Condition, inputs: Condition) -> str | None:
    for name, wanted in when.items():
        if set(inputs[name]).isdisjoint(wanted):
            return name
    for name, barred in unless.items():
        if not set(inputs[name]).isdisjoint(barred):
            return name
    return None


def _derived(facts: Facts, rules: RoutingTable, profile: Profile, law: Law) -> Iterator[tuple[str, tuple[str, ...]]]:
    organ = profile.organ(facts.respondent_organ) if facts.respondent_organ else None
    yield "organ_kind", (organ.kind.value if organ else "none",)
    for one in rules.inputs.derived:
        if one.within and one.since:
            started = facts.date_of(one.since)
            due = _due(one.within, started, facts.filed_on, law) if started else None
            yield one.name, (UNKNOWN if due is None else "yes" if facts.filed_on <= due else "no",)


def _reckon(rule: str, started_on: date, law_on: date, law: Law) -> Deadline | None:
    """The last day, or nothing where rule or calendar do not reach that far: that is no fault of the person."""
    try:
        return law.reckon(rule, started_on, law_on=law_on)
    except (Refused, OverflowError, ValueError):
        return None


def _due(rule: str, started_on: date, law_on: date, law: Law) -> date | None:
    reckoned = _reckon(rule, started_on, law_on, law)
    return reckoned.due_on if reckoned else None


def _limits(row: Row, facts: Facts, inputs: Condition, law: Law, today: date) -> Iterator[RouteLimit]:
    for limit in row.limits:
        if limit.rule in law.at(facts.filed_on) and _fails(limit.when, limit.unless, inputs) is None:
            yield _limit(limit, facts, law, today)


def _limit(row: LimitRow, facts: Facts, law: Law, today: date) -> RouteLimit:
    version = law.at(facts.filed_on)[row.rule]
    started = facts.date_of(row.since)
    if started and row.after:
        started = _due(row.after, started, facts.filed_on, law)
    reckoned = _reckon(row.rule, started, facts.filed_on, law) if started else None
    due = reckoned.due_on if reckoned else None
    state = LimitKind.NO_START if due is None else LimitKind.PASSED if due < today else LimitKind.RUNNING
    return RouteLimit(
        rule=row.rule,
        title=version.title,
        cite=version.cite,
        bound=version.bound,
        since=row.since,
        started_on=started,
        due_on=due,
        provisional=reckoned is not None and reckoned.provisional,
        state=state,
        explanation=explain(reckoned) if reckoned else (),
        advice=row.advice,
    )


LONG_STOPS = frozenset({"arl.bar_general", "arl.bar_real_property"})
BARS = LONG_STOPS | {"arl.application", "arl.application_cap"}


def _faults(limits: tuple[RouteLimit, ...]) -> Iterator[RouteFault]:
    for limit in limits:
        if limit.rule in BARS and limit.state is LimitKind.PASSED:
            text = f"{limit.title}已于{limit.due_on}届满：有不可抗力或其他正当理由的，请写明理由和起止日期；是否受理由复议机关决定。"
            yield RouteFault(code=f"late.{limit.rule}", text=text, cite=limit.cite)


class _Place(NamedTuple):
    """Where a row leads in this district, and what jurisdiction (管辖) adds to the answer."""

    channel: RouteChannel
    procedure: str
    organ: Organ
    others: tuple[Organ, ...] = ()
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
    return _Place(channel, procedure, first, tuple(others), (found.reason,), (found.cite,))


def _ask_lawyer(profile: Profile, reason: str, cites: tuple[str, ...]) -> _Place:
    lawyer = profile.function("duty_lawyer")
    question = "受理机关不能确定，请值班律师确认管辖。"
    return _Place(RouteChannel.LAWYER, "值班律师判断", lawyer, (), (reason,), cites, question)


def _office(name: str, facts: Facts, profile: Profile) -> Organ:
    match name:
        case "street":
            return profile.organ(facts.place_organ) if facts.place_organ else profile.function("people_mediation")
        case "respondent":
            return profile.organ(facts.respondent_organ or profile.functions["duty_lawyer"])
        case "field":
            return profile.function(facts.field if facts.field in profile.functions else "petition")
        case _:
            return profile.function(name)
