"""终止、撤回与归档: a mediation that fails hands its parties the ways that remain."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Fault, Refused

from ..codes import CHANNELS, TELLING, TERMINATIONS
from ..commands import CloseCase, Ending, TerminateMediation, WithdrawRequest
from ..events import AnyEvent, CaseClosed, EndingEvent, MediationTerminated, RequestWithdrawn
from ..parts import Termination
from .case import Case


def decide(case: Case, command: Ending, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case TerminateMediation():
            if faults := _faults(case, command, today, law):
                raise Refused.of(faults)
            end = Termination.model_validate(command.model_dump(exclude={"type", "by"}))
            return (MediationTerminated(on=today, by=command.by, termination=end),)
        case WithdrawRequest():
            return (RequestWithdrawn(on=today, by=command.by, reason=command.reason),)
        case CloseCase():
            return (CaseClosed(on=today, by=command.by),)
        case _:
            assert_never(command)


def _faults(case: Case, command: TerminateMediation, today: date, law: Law) -> list[Fault]:
    faults = []
    reason = TERMINATIONS.get(command.reason)
    if reason is None:
        faults.append(Fault("med.termination_reason", "请选明终止调解的事由。", TELLING, "reason"))
    if command.reason == "deadline" and not _is_over(case, today, law):
        text = "调解期限尚未届满，不能以期满为由终止。"
        faults.append(Fault("med.not_over", text, law.at(today)[case.mediate_rule].cite, "reason"))
    if not command.channels:
        faults.append(Fault("med.not_told", "终止调解应当告知当事人其他解决途径。", TELLING, "channels"))
    faults += [
        Fault("med.channel", f"没有“{code}”这一解决途径。", TELLING, "channels")
        for code in command.channels
        if code not in CHANNELS
    ]
    if command.wish is not None and command.wish not in command.channels:
        text = "申请人希望转交的渠道，也应当在已告知的途径之中。"
        faults.append(Fault("med.wish_not_told", text, TELLING, "channels"))
    return faults


def _is_over(case: Case, today: date, law: Law) -> bool:
    clock = case.clocks.get(case.mediate_rule)
    return case.proposed_on is not None or (clock is not None and law.is_expired(clock, today))


def evolve(case: Case, event: EndingEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case MediationTerminated():
            live = case.clocks.is_live(case.mediate_rule)
            clocks = case.clocks.meet(case.mediate_rule, event.on) if live else case.clocks
            return case.model_copy(update={"state": "FAILED", "termination": event.termination, "clocks": clocks})
        case RequestWithdrawn():
            return case.model_copy(update={"state": "WITHDRAWN", "clocks": case.clocks.close_all(event.on)})
        case CaseClosed():
            return case.model_copy(update={"state": "CLOSED", "clocks": case.clocks.close_all(event.on)})
        case _:
            assert_never(event)
