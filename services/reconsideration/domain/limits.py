"""期限: extension, suspension, resumption and the register of missed limits."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.moved_limits import DecideToldDate, LimitMoved, ToldDateDecided, decide_told_date
from services.kernel.refusal import Fault, Refused

from ..commands import ExtendLimit, LapseSuitWindow, Limits, RecordMissedLimit, Resume, Suspend
from ..events import (
    AnyEvent,
    CaseResumed,
    CaseSuspended,
    LimitEvent,
    LimitExtended,
    LimitMissed,
    SuitWindowLapsed,
)
from ..parts.ending import Termination
from . import attached_review
from .case import CODES, DECIDE, Case
from .terminating import begin_suspension, end_suspension


def decide(case: Case, command: Limits, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case ExtendLimit():
            return _extend(case, command, today, law)
        case Suspend():
            return _suspend(case, command, today, law)
        case Resume():
            if case.suspension_ground == attached_review.GROUND and (faults := attached_review.owed(case)):
                raise Refused.of(faults)
            return (CaseResumed(on=today, by=command.by, reason=command.reason),)
        case DecideToldDate():
            return decide_told_date(case.clocks, command, today, law)
        case RecordMissedLimit():
            return (LimitMissed(on=today, by=command.by, key=command.key, due_on=command.due_on),)
        case LapseSuitWindow():
            return (SuitWindowLapsed(on=today, by=command.by, key=command.key, due_on=command.due_on),)
        case _:
            assert_never(command)


def _extend(case: Case, command: ExtendLimit, today: date, law: Law) -> tuple[AnyEvent, ...]:
    key = DECIDE[case.procedure or "ordinary"]
    clock = case.clocks.get(key)
    if clock is None or not clock.is_live:
        raise Refused("arl.no_limit", "审理期限没有在进行，不能延长。", cite="行政复议法 第六十二条第一款")
    law.check_extension(clock, command.days, today)
    return (LimitExtended(on=today, by=command.by, key=key, days=command.days, reason=command.reason),)


def _suspend(case: Case, command: Suspend, today: date, law: Law) -> tuple[AnyEvent, ...]:
    ground = CODES.suspension_grounds.get(command.ground)
    if ground is None:
        raise Refused("arl.suspension_ground", "中止须选明法定情形。", cite="行政复议法 第三十九条第一款")
    faults = [
        Fault("arl.suspension_consent", f"以调解、和解为由中止，须经{who}同意。", ground.cite, field)
        for who, agrees, field in (
            ("申请人", command.applicant_agrees, "applicant_agrees"),
            ("被申请人", command.respondent_agrees, "respondent_agrees"),
        )
        if ground.both_agree and not agrees
    ]
    if faults:
        raise Refused.of(faults)
    if case.trial.excluding is not None:
        raise Refused("arl.excluded_runs", "鉴定或者现场勘验尚未结束，请先登记其结束。", cite=ground.cite)
    clock = case.clocks.get(DECIDE[case.procedure or "ordinary"])
    if clock is not None and clock.is_live:
        law.check_suspension(clock, command.ground, today)
    return (CaseSuspended(on=today, by=command.by, ground=command.ground, reason=command.reason, cite=ground.cite),)


def evolve(case: Case, event: LimitEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case LimitExtended():
            return case.model_copy(update={"clocks": case.clocks.extend(event.key, event.days, event.on)})
        case CaseSuspended():
            key = DECIDE[case.procedure or "ordinary"]
            live = case.clocks.is_live(key)
            clocks = case.clocks.suspend(key, event.on, event.ground, event.cite) if live else case.clocks
            clocks = begin_suspension(clocks, event.ground, event.on)
            return case.model_copy(update={"state": "SUSPENDED", "suspension_ground": event.ground, "clocks": clocks})
        case CaseResumed():
            key = DECIDE[case.procedure or "ordinary"]
            clocks = case.clocks.resume(key, event.on) if case.clocks.is_live(key) else case.clocks
            clocks = end_suspension(case, clocks, event.on)
            back = case.model_copy(update={"state": "TRIAL", "suspension_ground": None, "clocks": clocks})
            return back.in_ending(termination=Termination())
        case LimitMoved() | ToldDateDecided():
            return case  # the facts stay as they were
        case LimitMissed():
            clocks = case.clocks.lapse(event.key, event.on) if case.clocks.is_live(event.key) else case.clocks
            return case.model_copy(update={"missed": (*case.missed, event.key), "clocks": clocks})
        case SuitWindowLapsed():
            return case.model_copy(update={"clocks": case.clocks.lapse(event.key, event.on)})
        case _:
            assert_never(event)
