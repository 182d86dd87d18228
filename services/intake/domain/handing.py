"""移送与移交: a unit in a channel's hands, and a unit that the channel gives back with its file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.kernel.handover import HandOver, Outcome
from services.kernel.organs import Profile
from services.kernel.refusal import Refused
from services.kernel.routing import Route
from services.kernel.routing_facts import Facts
from services.kernel.routing_result import RouteOption
from services.kernel.routing_table import CHANNEL_TITLES, RouteChannel

from ..commands import OfferUnit, TakeBack
from ..events import UnitHandedBack, UnitOffered
from ..parts import CaseLink, Refusal, Unit, UnitState
from .reference import Reference

MEDIATED = "mediated"
IN_HAND = frozenset({UnitState.OFFERED, UnitState.REFERRED})


def offered(unit: Unit, command: OfferUnit, today: date) -> Iterator[UnitOffered]:
    """The channel has the unit in hand: until it answers, nobody routes it another way. Asked twice, it is one offer."""
    if unit.state in IN_HAND:
        return
    if unit.state is not UnitState.WAITING:
        raise Refused("conflict.not_waiting", "这项请求目前不在待移送状态，不能移送。请刷新后核对。")
    yield UnitOffered(on=today, by=command.by, unit_id=unit.id, channel=unit.route.channel.value, round=unit.round + 1)


def taken_back(unit: Unit, command: TakeBack, today: date, reference: Reference) -> Iterator[UnitHandedBack]:
    """The file of a channel that let the unit go. Told twice, late or before its referral was known, it counts once."""
    file = command.file
    if any(is_same(one, file) for one in unit.handed_over):
        return
    if unit.case is not None and not is_same(unit.case, file):
        raise Refused("conflict.other_case", f"这项请求现由{unit.case.number}号案件办理，与退回的案件不符。")
    if file.outcome is Outcome.REFUSED:
        reason = f"{file.reason_title}{f'；{file.competent_organ}' if file.competent_organ else ''}"
        refusal = Refusal(channel=file.channel, reason=reason, cite=file.cite, on=file.ended_on)
        next_step = _Next(UnitState.REFUSED, unit.facts, unit.route, refusal)
    else:
        next_step = _after_failure(unit, file, today, reference)
    yield UnitHandedBack(
        on=today,
        by=command.by,
        unit_id=unit.id,
        file=file,
        state=next_step.state,
        facts=next_step.facts,
        route=next_step.route,
        refusal=next_step.refusal,
    )


@dataclass(frozen=True, slots=True)
class _Next:
    state: UnitState
    facts: Facts
    route: Route
    refusal: Refusal | None = None


def _after_failure(unit: Unit, file: HandOver, today: date, reference: Reference) -> _Next:
    """What comes after a mediation that failed is applied for today, so every limit is judged as of today.

    Mediation stops no limit of reconsideration, suit, challenge or complaint (行政复议法 第二十条 and the like name no
    such ground); it interrupts the civil limitation, which runs anew from the request.
    """
    prior = tuple(dict.fromkeys((*unit.facts.prior, MEDIATED)))
    facts = unit.facts.model_copy(update={"prior": prior, "filed_on": today, "interrupted_on": file.opened_on})
    found = reference.route(facts, today)
    if file.wish is None:
        return _Next(UnitState.TOLD, facts, found)
    wish = RouteChannel(file.wish)
    if found.channel is wish:
        return _Next(UnitState.WAITING, facts, found)
    way = next((one for one in _ways(unit, found) if one.channel is wish), None)
    if way is not None:
        return _Next(UnitState.WAITING, facts, redirected(found, wish, way.organ_id, reference.profile))
    question = f"{file.outcome_title}，申请人要求转{CHANNEL_TITLES[wish]}；分流表中没有这一途径，能否转交？"
    return _Next(UnitState.LAWYER, facts, found.model_copy(update={"question": question}))


def _ways(unit: Unit, now: Route) -> Iterator[RouteOption]:
    """Where the tables let the unit go on: what follows a failure of the channel they chose, then their other ways.

    Where a person had chosen the channel, what the tables say of a failure speaks of another one.
    """
    if unit.override is None and unit.route.if_fails is not None:
        yield from unit.route.if_fails.ways
    yield from now.alternatives


def redirected(found: Route, channel: RouteChannel, organ_id: str | None, profile: Profile) -> Route:
    """Another channel than the table's first: articles, limits and notices stay, for they bind whatever the channel."""
    organ = profile.organ(organ_id) if organ_id and profile.has(organ_id) else None
    changed = {
        "channel": channel,
        "procedure": CHANNEL_TITLES[channel],
        "organ_id": organ.id if organ else None,
        "organ": organ.name if organ else "",
        "question": None,
    }
    return found.model_copy(update=changed)


def is_same(one: CaseLink | HandOver, other: CaseLink | HandOver) -> bool:
    """Whether both speak of the same case: the ids of two channels may be equal."""
    return (one.channel, one.case_id) == (other.channel, other.case_id)


def given_back(unit: Unit, event: UnitHandedBack) -> Unit:
    """The unit after its file came back: the case is past, and the next channel may begin."""
    file = event.file
    title = file.outcome_title
    link = unit.case or CaseLink(case_id=file.case_id, number=file.number, channel=file.channel)
    changed = {
        "past": (*unit.past, link.model_copy(update={"title": title, "moved_on": file.ended_on})),
        "case": None,
        "handed_over": (*unit.handed_over, file),
        "state": event.state,
        "facts": event.facts,
        "route": event.route,
        "refusal": event.refusal,
        "override": None,
    }
    return unit.model_copy(update=changed)
