"""送达: proof of service starts the time to reply, and ends the sending of the decision."""

from datetime import date
from typing import assert_never

from services.kernel.clocks import Clocks
from services.kernel.facts import ClockState
from services.kernel.law import Law
from services.kernel.papers import SERVICE
from services.kernel.refusal import Refused

from ..commands import RecordService, RecordServiceFailure, RepeatService, Serving
from ..events import (
    AnyEvent,
    DecisionServed,
    PaperServed,
    ServiceCorrected,
    ServiceFailed,
    ServiceRepeated,
    ServingEvent,
)
from ..parts import Delivery
from .case import REPLY, Case

UNDECIDED = frozenset({"TRIAL", "DRAFTED"})


def decide(case: Case, command: Serving, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case RecordService():
            return _served(case, command, today, law)
        case RecordServiceFailure():
            known = case.delivery(command.delivery_id)
            if known is None or known.state != "requested":
                return ()
            return (ServiceFailed(on=today, by=command.by, delivery_id=known.id, reason=command.reason),)
        case RepeatService():
            failed = case.delivery(command.failed_id)
            if failed is None or failed.state != "failed":
                raise Refused("adj.not_failed", "只有送达不成的文书才能改以其他方式再次送达。", cite=SERVICE)
            return (ServiceRepeated(on=today, by=command.by, failed_id=command.failed_id, delivery=command.delivery),)
        case _:
            assert_never(command)


def _served(case: Case, command: RecordService, today: date, law: Law) -> tuple[AnyEvent, ...]:
    known = case.delivery(command.delivery_id)
    if known is None:
        raise Refused("adj.unknown_delivery", "本案没有这一送达记录。", cite=SERVICE)
    proof = known.weigh(command.served_on, command.was_on, today)
    served = known.model_copy(update={"state": "served", "served_on": command.served_on})
    if proof == "repeated":
        return ()
    if proof == "corrected" and command.was_on is not None:
        in_time = _reply_in_time(case, served, law)
        return (
            ServiceCorrected(
                on=command.served_on, by=command.by, delivery=served, was_on=command.was_on, reply_in_time=in_time
            ),
        )
    fact = PaperServed(
        on=command.served_on, by=command.by, delivery=served, mode=command.mode, proof_sha256=command.proof_sha256
    )
    rest = [one for one in case.outstanding("decision") if one.id != served.id]
    if served.paper != "decision" or rest or case.served_on is not None:
        return (fact,)
    return fact, DecisionServed(on=_last_service(_replaced(case, served)), by=command.by)


def _reply_in_time(case: Case, served: Delivery, law: Law) -> bool | None:
    """Whether a reply that is on file came in time, counted from the right day; none where nobody asks any more."""
    clock = case.clocks.get(REPLY)
    if served.paper != "reply_notice" or served.served_on is None or clock is None:
        return None
    if case.reply is None or case.state not in UNDECIDED:
        return None
    due = law.due_on(clock.correct_start(served.served_on))
    return due is None or case.reply.filed_on <= due


def _replaced(case: Case, served: Delivery) -> tuple[Delivery, ...]:
    return tuple(served if one.id == served.id else one for one in case.deliveries)


def _last_service(deliveries: tuple[Delivery, ...]) -> date:
    return max(one.served_on for one in deliveries if one.paper == "decision" and one.served_on is not None)


def evolve(case: Case, event: ServingEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case PaperServed():
            return case.model_copy(
                update={"deliveries": _replaced(case, event.delivery), "clocks": _start_reply(case, event)}
            )
        case ServiceCorrected():
            return _corrected(case, event)
        case ServiceFailed():
            return _mark(case, event.delivery_id, state="failed", failure=event.reason)
        case ServiceRepeated():
            replaced = _mark(case, event.failed_id, state="replaced")
            again = Delivery(**event.delivery.model_dump())
            return replaced.model_copy(update={"deliveries": (*replaced.deliveries, again)})
        case DecisionServed():
            return case.model_copy(update={"state": "SERVED", "served_on": event.on})
        case _:
            assert_never(event)


def _start_reply(case: Case, event: PaperServed) -> Clocks:
    """The time to reply runs from service of the copy, unless the answer came first or the matter is decided."""
    waits = case.reply is None and case.state in UNDECIDED and not case.clocks.is_live(REPLY)
    return case.clocks.start(REPLY, event.on) if event.delivery.paper == "reply_notice" and waits else case.clocks


def _corrected(case: Case, event: ServiceCorrected) -> Case:
    """An event, never an edit: the old date stays in the history, and the clock counts from the right day."""
    done = _replaced(case, event.delivery)
    served_on = _last_service(done) if case.served_on is not None else None
    moved = case.model_copy(update={"deliveries": done, "served_on": served_on})
    if event.delivery.paper != "reply_notice" or REPLY not in case.clocks:
        return moved
    clocks, missed, reply = case.clocks.correct_start(REPLY, event.on), case.missed, case.reply
    if reply is not None and event.reply_in_time is not None:
        reply = reply.model_copy(update={"in_time": event.reply_in_time})
    elif reply is None and case.state in UNDECIDED and _has_lapsed(case):
        # It ran out from a wrong day; the sweep says anew whether it does from the right one.
        clocks, missed = clocks.reopen(REPLY), tuple(key for key in missed if key != REPLY)
    return moved.model_copy(update={"clocks": clocks, "missed": missed, "reply": reply})


def _has_lapsed(case: Case) -> bool:
    clock = case.clocks.get(REPLY)
    return clock is not None and clock.state is ClockState.LAPSED


def _mark(case: Case, delivery_id: object, **change: str) -> Case:
    marked = tuple(one.model_copy(update=change) if one.id == delivery_id else one for one in case.deliveries)
    return case.model_copy(update={"deliveries": marked})
