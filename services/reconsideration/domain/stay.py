"""停止执行: the act goes on being carried out, unless one of four grounds holds (行政复议法 第四十二条)."""

from datetime import date
from typing import assert_never

from services.kernel.refusal import Refused

from ..commands import DeclineStay, LiftStay, OrderStay, StayWish
from ..events import AnyEvent, StayDeclined, StayEvent, StayLifted, StayOrdered
from ..parts.trial import Stay
from .case import CODES, Case

CITE = "行政复议法 第四十二条"


def decide(case: Case, command: StayWish, today: date) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    is_stayed = case.trial.stay.state == "ordered"
    match command:
        case OrderStay():
            if command.ground not in CODES.stay_grounds:
                raise Refused("arl.stay_ground", "停止执行须选明法定情形。", cite=CITE)
            if is_stayed:
                raise Refused("arl.stayed", "已决定停止执行。", cite=CITE)
            return (StayOrdered(on=today, by=command.by, ground=command.ground, reason=command.reason),)
        case DeclineStay():
            if is_stayed:
                raise Refused("arl.stayed", "已决定停止执行；要恢复执行的，请作恢复执行的决定。", cite=CITE)
            return (StayDeclined(on=today, by=command.by, reason=command.reason),)
        case LiftStay():
            if not is_stayed:
                raise Refused("arl.not_stayed", "没有停止执行，无须恢复执行。", cite=CITE)
            return (StayLifted(on=today, by=command.by, reason=command.reason),)
        case _:
            assert_never(command)


def evolve(case: Case, event: StayEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case StayOrdered():
            stay = Stay(state="ordered", ground=event.ground, reason=event.reason, from_on=event.on)
            return case.in_trial(stay=stay)
        case StayDeclined():
            return case.in_trial(stay=Stay(state="declined", reason=event.reason))
        case StayLifted():
            lifted = {"state": "lifted", "until_on": event.on, "reason": event.reason}
            return case.in_trial(stay=case.trial.stay.model_copy(update=lifted))
        case _:
            assert_never(event)
