"""履行: its limit, silence and what follows it, the penalty taken down, and enforcement (行政复议法 第七十七条、第七十八条)."""

from datetime import date
from typing import assert_never

from services.kernel.clocks import Clocks
from services.kernel.endings import Enforcer
from services.kernel.facts import ClockState
from services.kernel.law import Law
from services.kernel.period import Period, Unit
from services.kernel.refusal import Refused

from ..commands import (
    ApplyEnforcement,
    CopyDecision,
    DemandPerformance,
    OverduePerformance,
    Performing,
    PressPerformance,
    RecordEnforcement,
    RecordPerformance,
    RecordTakedown,
    RipenDemand,
)
from ..events import (
    AnyEvent,
    DecisionCopied,
    DemandRipened,
    EnforcementApplied,
    EnforcementRecorded,
    PenaltyTakenDown,
    PerformanceDemanded,
    PerformanceOverdue,
    PerformancePressed,
    PerformanceRecorded,
    PerformingEvent,
)
from ..parts import Delivery
from ..parts.ending import Enforcement, Performance
from .case import COURT_ENFORCEMENT, DEMAND, ENDINGS, PERFORM, PERFORM_ORDER, REMAKE, SUIT, TAKEDOWN, Case

CITE, PRESS, COPY = "行政复议法 第七十七条第一款", "行政复议法 第七十七条第二款", "行政复议法 第七十九条第二款"
ENFORCE, TAKE_DOWN, DEMANDED = "行政复议法 第七十八条", "行政处罚法 第四十八条第二款", "行政强制法 第五十四条"
LIMITS = (PERFORM, REMAKE, PERFORM_ORDER)


def decide(case: Case, command: Performing, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case CopyDecision():
            if not owes_copy(case):
                raise Refused("arl.no_copy", "决定尚未生效、已经抄告，或者被申请人没有上一级主管部门。", cite=COPY)
            return (DecisionCopied(on=today, by=command.by),)
        case RecordPerformance():
            return _performed(case, command, today)
        case OverduePerformance():
            return (PerformanceOverdue(on=today, by=command.by, key=command.key, due_on=command.due_on),)
        case PressPerformance():
            return _press(case, command, today)
        case RecordTakedown():
            return _taken_down(case, command, today)
        case DemandPerformance() | RipenDemand() | ApplyEnforcement() | RecordEnforcement():
            return _enforce(case, command, today, law)
        case _:
            assert_never(command)


def owes_copy(case: Case) -> bool:
    """Whether the superior department has not been told of the effective decision yet (第七十九条第二款)."""
    is_effective = case.decision is not None and case.effective_on is not None
    return is_effective and bool(case.respondent.superior_name) and not case.has_paper("decision_copy")


def owes_takedown(case: Case) -> bool:
    """Whether a published penalty that did not stand is not known to have been taken down."""
    return TAKEDOWN in case.clocks and case.ending.performance.taken_down_on is None


def is_owed(case: Case) -> bool:
    """Whether the respondent still has to perform."""
    return case.ending.performance.state in {"owed", "overdue"}


def _performed(case: Case, command: RecordPerformance, today: date) -> tuple[AnyEvent, ...]:
    if not is_owed(case):
        raise Refused("arl.nothing_owed", "本案没有等待履行的内容，或者已经登记履行。", cite=CITE)
    begun = min(clock.started_on for clock in case.clocks if clock.rule in LIMITS)
    if not begun <= command.performed_on <= today:
        raise Refused("arl.performed_when", f"履行日期应当在{begun}送达之后，且不晚于今天。", cite=CITE)
    return (PerformanceRecorded(on=today, by=command.by, performed_on=command.performed_on, account=command.account),)


def _press(case: Case, command: PressPerformance, today: date) -> tuple[AnyEvent, ...]:
    done = case.ending.performance
    if done.state != "overdue":
        raise Refused("arl.not_overdue", "履行期限尚未届满，或者已经履行。", cite=PRESS)
    if command.measure != "order" and "order" not in done.steps:
        raise Refused("arl.order_first", "应当先责令限期履行，再约谈或者通报批评。", cite=PRESS)
    if command.measure in done.steps and command.measure != "order":
        raise Refused("arl.pressed_twice", "这一措施已经采取。", cite=PRESS)
    return (PerformancePressed(on=today, by=command.by, measure=command.measure),)


def _taken_down(case: Case, command: RecordTakedown, today: date) -> tuple[AnyEvent, ...]:
    clock = case.clocks.get(TAKEDOWN)
    if clock is None or not owes_takedown(case):
        raise Refused("arl.no_takedown", "本案没有应当撤回的已公开处罚信息，或者已经登记撤回。", cite=TAKE_DOWN)
    if command.taken_down_on > today:
        raise Refused("arl.taken_down_when", "撤回日期不能晚于今天。", cite=TAKE_DOWN)
    return (
        PenaltyTakenDown(on=today, by=command.by, taken_down_on=command.taken_down_on, explanation=command.explanation),
    )


def enforcer(case: Case) -> Enforcer | None:
    """Who enforces against a party that neither sues nor performs; nobody where nothing is to be enforced."""
    if case.ending.agreement is not None and case.ending.agreement.effective_on is not None:
        return ENDINGS.enforcers["mediated"]
    code = case.draft.outcome if case.draft else None
    return next((row for row in ENDINGS.enforcers.values() if code in row.outcomes), None)


def _enforce(
    case: Case,
    command: DemandPerformance | RipenDemand | ApplyEnforcement | RecordEnforcement,
    today: date,
    law: Law,
) -> tuple[AnyEvent, ...]:
    match command:
        case DemandPerformance():
            return _demand(case, command, today, law)
        case RipenDemand():
            return (DemandRipened(on=today, by=command.by, key=command.key, due_on=command.due_on),)
        case ApplyEnforcement():
            return _apply(case, command, today, law)
        case RecordEnforcement():
            if not enforcing(case):
                raise Refused("arl.no_enforcement", "没有进行中的强制执行。", cite=ENFORCE)
            return (EnforcementRecorded(on=today, by=command.by, result=command.result),)
        case _:
            assert_never(command)


def enforcing(case: Case) -> bool:
    """Whether a demand or an application waits for its result."""
    return case.ending.enforcement is not None and not case.ending.enforcement.result


def _demand(case: Case, command: DemandPerformance, today: date, law: Law) -> tuple[AnyEvent, ...]:
    who = enforcer(case)
    if who is None or who.by != "organ":
        cite = who.cite if who else ENFORCE
        raise Refused("arl.not_ours", "由作出行政行为的行政机关强制执行，或者没有可以强制执行的内容。", cite=cite)
    if command.debtor not in {party.ref for party in case.parties}:
        raise Refused("arl.unknown_party", "本案没有这一方当事人。", cite=who.cite)
    if enforcing(case) or case.ending.open_suit is not None:
        raise Refused("arl.demand_not_now", "已经催告，或者行政诉讼尚未审结。", cite=who.cite)
    clock = case.clocks.get(f"{SUIT}:{command.debtor}")
    if who is ENDINGS.enforcers["mediated"]:
        over = case.effective_on
    else:
        over = law.chained_on(clock) if clock is not None and clock.state is ClockState.LAPSED else None
    if over is None:
        raise Refused("arl.suit_open", "起诉期限尚未届满，或者当事人已经起诉。", cite=who.cite)
    return (
        PerformanceDemanded(on=today, by=command.by, debtor=command.debtor, matter=command.matter, suit_over_on=over),
    )


def _apply(case: Case, command: ApplyEnforcement, today: date, law: Law) -> tuple[AnyEvent, ...]:
    clock, limit = case.clocks.get(DEMAND), case.clocks.get(COURT_ENFORCEMENT)
    if not enforcing(case) or clock is None or limit is None:
        raise Refused("arl.not_demanded", "催告书尚未送达，不能申请强制执行。", cite=DEMANDED)
    ripe, due = law.ripe_on(clock), law.due_on(limit)
    if ripe is None or today < ripe:
        raise Refused("arl.demand_not_ripe", f"催告期未满，{ripe}起才可以申请。", cite=DEMANDED)
    if due is not None and today > due:
        raise Refused("arl.enforcement_late", f"申请强制执行的期限已于{due}届满。", cite="行政强制法 第五十三条")
    return (EnforcementApplied(on=today, by=command.by),)


def begin(case: Case, delivery: Delivery, on: date) -> Case:
    """Start what a paper's service obliges to: the period to perform, that of an order, or that of a demand."""
    if delivery.paper == "demand":
        return case.model_copy(update={"clocks": _fresh(case.clocks, DEMAND, on)})
    if delivery.recipient != "R":
        return case
    if delivery.paper == "performance_order" and is_owed(case):
        return case.model_copy(update={"clocks": _fresh(case.clocks, PERFORM_ORDER, on, again=True)})
    found = duty(case, delivery.paper)
    if found is None or found[0] in case.clocks:
        return case
    rule, period = found
    started = case.model_copy(update={"clocks": case.clocks.start(rule, on, period=period)})
    return started.in_ending(performance=case.ending.performance.model_copy(update={"state": "owed"}))


def moved(case: Case, clocks: Clocks, delivery: Delivery, on: date) -> Clocks:
    """Count from the right day after a corrected date of service; a limit that ran out from the wrong one runs again."""
    match delivery.paper:
        case "demand":
            rule: str | None = DEMAND
        case "performance_order":
            rule = PERFORM_ORDER
        case _:
            found = duty(case, delivery.paper) if delivery.recipient == "R" else None
            rule = found[0] if found else None
    if rule is None or rule not in clocks:
        return clocks
    corrected = clocks.correct_start(rule, on)
    return corrected.reopen(rule) if is_owed(case) and rule != DEMAND else corrected


def duty(case: Case, paper: str) -> tuple[str, Period | None] | None:
    """The limit to perform that a decision or statement sets, with the length where the paper itself names it."""
    if paper == "mediation_statement" and case.ending.agreement is not None:
        days = case.ending.agreement.perform_days
        return None if days is None else (PERFORM, Period(length=days, unit=Unit.DAY))
    if paper != "decision" or case.draft is None or case.outcome is None or not case.outcome.performs:
        return None
    if case.draft.perform_days is not None:
        return PERFORM, Period(length=case.draft.perform_days, unit=Unit.DAY)
    return (case.outcome.period_rule, None) if case.outcome.period_rule else None


def _fresh(clocks: Clocks, rule: str, on: date, *, again: bool = False) -> Clocks:
    if clocks.is_live(rule) or (rule in clocks and not again):
        return clocks
    return clocks.start(rule, on)


def evolve(case: Case, event: PerformingEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case DecisionCopied():
            return case
        case PerformanceRecorded():
            clocks = _met(case.clocks, LIMITS, event.on)
            return _with(case, clocks, state="performed", performed_on=event.performed_on, account=event.account)
        case PerformanceOverdue():
            return _with(case, _lapsed(case.clocks, event.key, event.on), state="overdue")
        case PerformancePressed():
            return _with(case, case.clocks, steps=(*case.ending.performance.steps, event.measure))
        case PenaltyTakenDown():
            return _with(case, _met(case.clocks, (TAKEDOWN,), event.on), taken_down_on=event.taken_down_on)
        case PerformanceDemanded() | DemandRipened() | EnforcementApplied() | EnforcementRecorded():
            return _evolve_enforcement(case, event)
        case _:
            assert_never(event)


def _evolve_enforcement(
    case: Case, event: PerformanceDemanded | DemandRipened | EnforcementApplied | EnforcementRecorded
) -> Case:
    now, clocks = case.ending.enforcement, case.clocks
    match event:
        case PerformanceDemanded():
            now = Enforcement(debtor=event.debtor, matter=event.matter, demanded_on=event.on)
            clocks = clocks.start(COURT_ENFORCEMENT, event.suit_over_on)
        case DemandRipened():
            now = now.model_copy(update={"is_ripe": True}) if now else None
            clocks = _lapsed(clocks, event.key, event.on)
        case EnforcementApplied():
            now = now.model_copy(update={"applied_on": event.on}) if now else None
            clocks = _met(clocks, (DEMAND, COURT_ENFORCEMENT), event.on)
        case EnforcementRecorded():
            now = now.model_copy(update={"result": event.result}) if now else None
            for key in (DEMAND, COURT_ENFORCEMENT):
                clocks = clocks.close(key, event.on) if clocks.is_live(key) else clocks
        case _:
            assert_never(event)
    return case.in_ending(enforcement=now).model_copy(update={"clocks": clocks})


def _met(clocks: Clocks, keys: tuple[str, ...], on: date) -> Clocks:
    for key in keys:
        clocks = clocks.meet(key, on) if clocks.is_live(key) else clocks
    return clocks


def _lapsed(clocks: Clocks, key: str, on: date) -> Clocks:
    return clocks.lapse(key, on) if clocks.is_live(key) else clocks


def _with(case: Case, clocks: Clocks, **change: object) -> Case:
    performance: Performance = case.ending.performance.model_copy(update=change)
    return case.in_ending(performance=performance).model_copy(update={"clocks": clocks})
