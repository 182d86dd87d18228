"""期限: extension by both sides, the proposal to end when time ran out, and the register of missed limits."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.moved_limits import DecideToldDate, LimitMoved, ToldDateDecided, decide_told_date
from services.kernel.refusal import Fault, Refused

from ..commands import ExtendLimit, Limits, ProposeTermination, RecordMissedLimit
from ..events import AnyEvent, LimitEvent, LimitExtended, LimitMissed, TerminationProposed
from .case import MACHINE, Case

EXTENDING = MACHINE.step("MEDIATING", "extend_limit").cite


def decide(case: Case, command: Limits, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case ExtendLimit():
            return _extend(case, command, today, law)
        case ProposeTermination():
            return (TerminationProposed(on=today, by=command.by, key=command.key, due_on=command.due_on),)
        case DecideToldDate():
            return decide_told_date(case.clocks, command, today, law)
        case RecordMissedLimit():
            return (LimitMissed(on=today, by=command.by, key=command.key, due_on=command.due_on),)
        case _:
            assert_never(command)


def _extend(case: Case, command: ExtendLimit, today: date, law: Law) -> tuple[AnyEvent, ...]:
    clock = case.clocks.get(case.mediate_rule)
    if clock is None or not clock.is_live:
        raise Refused("med.no_limit", "调解期限没有在进行，不能延长。", cite=EXTENDING)
    law.check_extension(clock, command.days, today)
    faults = [
        Fault("med.extension_consent", f"延长调解期限须经{who}同意。", EXTENDING, field)
        for who, agrees, field in (
            ("申请人", command.applicant_agrees, "applicant_agrees"),
            ("对方当事人", command.respondent_agrees, "respondent_agrees"),
        )
        if not agrees
    ]
    if faults:
        raise Refused.of(faults)
    return (LimitExtended(on=today, by=command.by, key=clock.key, days=command.days, reason=command.reason),)


def evolve(case: Case, event: LimitEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case LimitExtended():
            return case.model_copy(update={"clocks": case.clocks.extend(event.key, event.days, event.on)})
        case TerminationProposed():
            return case.model_copy(update={"proposed_on": event.on, "clocks": case.clocks.lapse(event.key, event.on)})
        case LimitMoved() | ToldDateDecided():
            return case  # the facts stay as they were
        case LimitMissed():
            clocks = case.clocks.lapse(event.key, event.on) if case.clocks.is_live(event.key) else case.clocks
            return case.model_copy(update={"missed": (*case.missed, event.key), "clocks": clocks})
        case _:
            assert_never(event)
