"""撤回与终止: a withdrawal needs leave, a full suspension only proposes; the organ decides (行政复议法 第四十一条)."""

from datetime import date
from typing import assert_never

from services.kernel.clocks import Clocks
from services.kernel.endings import Needs
from services.kernel.law import Law
from services.kernel.refusal import Refused

from ..commands import DecideWithdrawal, ProposeTermination, TerminateCase, Terminating, WithdrawApplication
from ..events import (
    AnyEvent,
    CaseTerminated,
    TerminatingEvent,
    TerminationProposed,
    WithdrawalAsked,
    WithdrawalDecided,
)
from ..parts.ending import Termination, Withdrawal
from .case import CODES, ENDINGS, Case

CITE, WITHDRAWAL = "行政复议法 第四十一条", "行政复议法 第七十四条"


def ask_withdrawal(case: Case, command: WithdrawApplication, today: date) -> tuple[AnyEvent, ...]:
    """Once accepted, the applicant only asks: the body allows, the organ decides to terminate."""
    if case.ending.withdrawal is not None:
        raise Refused("arl.withdrawal_asked", "撤回申请已经登记，等待复议机构决定是否准予。", cite=WITHDRAWAL)
    return (WithdrawalAsked(on=today, by=command.by, reason=command.reason, settlement=command.settlement),)


def decide(case: Case, command: Terminating, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case DecideWithdrawal():
            return _decide_withdrawal(case, command, today)
        case ProposeTermination():
            return (TerminationProposed(on=today, by=command.by, key=command.key, due_on=command.due_on),)
        case TerminateCase():
            return _terminate(case, command, today, law)
        case _:
            assert_never(command)


def _decide_withdrawal(case: Case, command: DecideWithdrawal, today: date) -> tuple[AnyEvent, ...]:
    asked = case.ending.withdrawal
    if asked is None or asked.allowed_by is not None:
        raise Refused("arl.no_withdrawal", "没有等待决定的撤回申请。", cite=WITHDRAWAL)
    if not command.approved and not command.comment.strip():
        raise Refused("arl.withdrawal_reason", "不准予撤回须写明理由。", cite=WITHDRAWAL)
    return (WithdrawalDecided(on=today, by=command.by, approved=command.approved, comment=command.comment),)


def _terminate(case: Case, command: TerminateCase, today: date, law: Law) -> tuple[AnyEvent, ...]:
    ground = ENDINGS.termination_grounds.get(command.ground)
    if ground is None:
        raise Refused("arl.termination_ground", "终止须选明法定情形。", cite=CITE)
    if fault := _missing(case, ground.needs, today, law):
        raise Refused("arl.termination_not_yet", fault, cite=ground.cite)
    return (CaseTerminated(on=today, by=command.by, ground=command.ground, reason=command.reason, cite=ground.cite),)


def _missing(case: Case, needs: Needs, today: date, law: Law) -> str | None:
    """What the file lacks for this ground; nothing where it holds."""
    match needs:
        case "withdrawal":
            asked = case.ending.withdrawal
            allowed = asked is not None and asked.allowed_by is not None
            return None if allowed else "申请人没有撤回，或者复议机构尚未准予撤回。"
        case "person":
            return None if any(one.kind == "person" for one in case.applicants) else "申请人中没有公民。"
        case "entity":
            return None if any(one.kind != "person" for one in case.applicants) else "申请人中没有法人或者其他组织。"
        case "restraint":
            fits = case.act.kind in {"penalty", "coercion"}
            return None if fits else "被申请行政复议的不是行政拘留或者限制人身自由的行政强制措施。"
        case "suspension":
            return _not_full(case, today, law)
        case _:
            assert_never(needs)


def _not_full(case: Case, today: date, law: Law) -> str | None:
    """Only three of the ten grounds may end a case by lasting, and only once the sixtieth day is over."""
    rule = _lasting(case.suspension_ground)
    clock = case.clocks.get(rule) if rule else None
    if clock is None:
        return "案件没有因申请人死亡、丧失行为能力或者终止而中止。"
    ripe = law.ripe_on(clock)
    if ripe is None or today < ripe:
        return f"中止尚未满期，{ripe}起才可以终止。" if ripe else "中止尚未满期。"
    return None


def _lasting(ground: str | None) -> str | None:
    return CODES.suspension_grounds[ground].ends_after if ground in CODES.suspension_grounds else None


def begin_suspension(clocks: Clocks, ground: str, on: date) -> Clocks:
    """Let the sixty days run beside a suspension that may end the case (行政复议法 第四十一条第五项)."""
    rule = _lasting(ground)
    return clocks if rule is None or clocks.is_live(rule) else clocks.start(rule, on)


def end_suspension(case: Case, clocks: Clocks, on: date) -> Clocks:
    """The cause is gone: the sixty days end with it."""
    rule = _lasting(case.suspension_ground)
    return clocks.close(rule, on) if rule and clocks.is_live(rule) else clocks


def may_terminate(case: Case) -> bool:
    """Whether a ground is at hand: leave was given, the sixty days are over, or nobody is left to go on."""
    asked = case.ending.withdrawal
    is_allowed = asked is not None and asked.allowed_by is not None
    return is_allowed or case.ending.termination.proposed_on is not None or case.state in {"TRIAL", "SUSPENDED"}


def evolve(case: Case, event: TerminatingEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case WithdrawalAsked():
            asked = Withdrawal(asked_on=event.on, reason=event.reason, settlement=event.settlement)
            return case.in_ending(withdrawal=asked)
        case WithdrawalDecided():
            if not event.approved or case.ending.withdrawal is None:
                return case.in_ending(withdrawal=None)
            return case.in_ending(withdrawal=case.ending.withdrawal.model_copy(update={"allowed_by": event.by}))
        case TerminationProposed():
            proposed = case.in_ending(termination=Termination(proposed_on=event.on))
            clocks = case.clocks.lapse(event.key, event.on) if case.clocks.is_live(event.key) else case.clocks
            return proposed.model_copy(update={"clocks": clocks})
        case CaseTerminated():
            ended = case.ending.termination.model_copy(update={"ground": event.ground, "reason": event.reason})
            closed = case.model_copy(update={"state": "TERMINATED", "clocks": case.clocks.close_all(event.on)})
            return closed.in_ending(termination=ended)
        case _:
            assert_never(event)
