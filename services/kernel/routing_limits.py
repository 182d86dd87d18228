"""The limits a route tells the person (期限告知), with due dates from the clock; rival readings advise the earlier."""

from collections.abc import Iterator
from datetime import date
from typing import TypeGuard

from services.kernel.deadline import Deadline
from services.kernel.document import zh_date
from services.kernel.explain import explain
from services.kernel.law import Law
from services.kernel.refusal import Refused
from services.kernel.routing_facts import Facts
from services.kernel.routing_result import LimitKind, RouteFault, RouteLimit
from services.kernel.routing_rows import Ground, LimitRow, Row
from services.kernel.routing_vocabulary import Condition, RouteChannel, failed_on


def reckon(rule: str, started_on: date, law_on: date, law: Law) -> Deadline | None:
    """The last day, or nothing where rule or calendar do not reach that far: that is no fault of the person."""
    try:
        return law.reckon(rule, started_on, law_on=law_on)
    except (Refused, OverflowError, ValueError):
        return None


def due(rule: str, started_on: date, law_on: date, law: Law) -> date | None:
    """The last day alone."""
    reckoned = reckon(rule, started_on, law_on, law)
    return reckoned.due_on if reckoned else None


def limits_of(row: Row, facts: Facts, inputs: Condition, law: Law, today: date) -> tuple[RouteLimit, ...]:
    """Every limit of the row that applies to these facts, by the law of the day the person came."""
    known = law.at(facts.filed_on)
    found = [
        _limit(one, facts, law, today)
        for one in row.limits
        if one.rule in known and failed_on(one.when, one.unless, inputs) is None
    ]
    rivals = [one for one in found if one.reading and one.due_on and one.state is LimitKind.RUNNING]
    earliest = min((one.due_on for one in rivals if one.due_on), default=None)
    return tuple(one.model_copy(update={"advised": True}) if _is(one, earliest) else one for one in found)


def _is(limit: RouteLimit, earliest: date | None) -> bool:
    return earliest is not None and limit.reading is not None and limit.due_on == earliest


def _limit(row: LimitRow, facts: Facts, law: Law, today: date) -> RouteLimit:
    version = law.at(facts.filed_on)[row.rule]
    started = facts.date_of(row.since)
    if started and row.after:
        started = due(row.after, started, facts.filed_on, law)
    reckoned = reckon(row.rule, started, facts.filed_on, law) if started else None
    advice, since = row.advice, row.since
    if version.interruption and reckoned and _interrupts(facts.interrupted_on, reckoned):
        started, since = facts.interrupted_on, "interrupted_on"
        advice = f"申请调解使时效中断，自{zh_date(started)}起重新计算（{version.interruption.cite}）。"
        reckoned = reckon(row.rule, started, facts.filed_on, law)
    last = reckoned.due_on if reckoned else None
    return RouteLimit(
        rule=row.rule,
        title=version.title,
        cite=version.cite,
        bound=version.bound,
        since=since,
        started_on=started,
        due_on=last,
        provisional=reckoned is not None and reckoned.provisional,
        state=LimitKind.NO_START if last is None else LimitKind.PASSED if last < today else LimitKind.RUNNING,
        explanation=explain(reckoned) if reckoned else (),
        advice=advice,
        reading=row.reading,
        confidence=version.confidence,
    )


def _interrupts(asked_on: date | None, running: Deadline) -> TypeGuard[date]:
    """Only a limitation that still ran can be interrupted (民法典 第一百九十五条)."""
    return asked_on is not None and running.due_on is not None and running.started_on < asked_on <= running.due_on


def faults_of(
    grounds: tuple[Ground, ...], channel: RouteChannel, limits: tuple[RouteLimit, ...], inputs: Condition
) -> Iterator[RouteFault]:
    """What stands against admission on these facts and on this day; the channel decides, the desk warns."""
    for ground in grounds:
        if ground.channels and channel not in ground.channels:
            continue
        if ground.when and failed_on(ground.when, {}, inputs) is None:
            yield RouteFault(code=ground.code, text=ground.text, cite=ground.cite)
        yield from (_late(ground, one) for one in limits if _tells(ground, one))


def _tells(ground: Ground, limit: RouteLimit) -> bool:
    wanted = {LimitKind.PASSED: ground.passed, LimitKind.RUNNING: ground.running}.get(limit.state, ())
    return limit.rule in wanted


def _late(ground: Ground, limit: RouteLimit) -> RouteFault:
    text = ground.text.format(title=limit.title, due_on=limit.due_on)
    return RouteFault(code=f"{ground.code}.{limit.rule}", text=text, cite=limit.cite)
