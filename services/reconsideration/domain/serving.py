"""送达: proof of service starts the clocks that depend on it, and the decision takes effect."""

from datetime import date
from typing import assert_never

from services.kernel.clocks import Clocks
from services.kernel.refusal import Refused

from ..commands import RecordService, RecordServiceFailure, RepeatService, Serving
from ..events import AnyEvent, DecisionTookEffect, PaperServed, ServiceFailed, ServiceRepeated, ServingEvent
from ..parts import Delivery
from .case import ADVICE_ORDER, ADVICE_REPORT, REPLY, SUIT, TAKEDOWN, Case


def decide(case: Case, command: Serving, today: date) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case RecordService():
            return _served(case, command, today)
        case RecordServiceFailure():
            known = case.delivery(command.delivery_id)
            if known is None or known.state != "requested":
                return ()
            return (ServiceFailed(on=today, by=command.by, delivery_id=known.id, reason=command.reason),)
        case RepeatService():
            failed = case.delivery(command.failed_id)
            if failed is None or failed.state != "failed":
                raise Refused("arl.not_failed", "只有送达不成的文书才能改以其他方式再次送达。")
            return (ServiceRepeated(on=today, by=command.by, failed_id=command.failed_id, delivery=command.delivery),)
        case _:
            assert_never(command)


def _served(case: Case, command: RecordService, today: date) -> tuple[AnyEvent, ...]:
    known = case.delivery(command.delivery_id)
    if known is None:
        raise Refused("arl.unknown_delivery", "本案没有这一送达记录。")
    if known.state == "served":
        if known.served_on == command.served_on:
            return ()
        raise Refused("arl.served_twice", "该文书已登记送达，日期不同的回证须先由送达岗位更正。")
    if command.served_on > today:
        raise Refused("arl.served_in_future", "送达日期不能晚于今天。")
    served = known.model_copy(update={"state": "served", "served_on": command.served_on})
    events: list[AnyEvent] = [
        PaperServed(
            on=command.served_on,
            by=command.by,
            delivery=served,
            mode=command.mode,
            proof_sha256=command.proof_sha256,
        )
    ]
    rest = [one for one in case.outstanding("decision") if one.id != served.id]
    if served.paper == "decision" and not rest and case.effective_on is None:
        dates = [d.served_on for d in case.deliveries if d.paper == "decision" and d.served_on is not None]
        # [D] With several parties the case moves on when the last of them has the decision in hand.
        events.append(DecisionTookEffect(on=max([*dates, command.served_on]), by=command.by))
    return tuple(events)


def evolve(case: Case, event: ServingEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case PaperServed():
            done = tuple(event.delivery if d.id == event.delivery.id else d for d in case.deliveries)
            served = case.model_copy(update={"deliveries": done, "clocks": _start(case, event)})
            if event.delivery.paper == "advice":
                return served.model_copy(update={"advice": case.advice.model_copy(update={"state": "served"})})
            return served
        case ServiceFailed():
            return _mark(case, event.delivery_id, state="failed", failure=event.reason)
        case ServiceRepeated():
            replaced = _mark(case, event.failed_id, state="replaced")
            again = Delivery(**event.delivery.model_dump())
            return replaced.model_copy(update={"deliveries": (*replaced.deliveries, again)})
        case _:
            assert_never(event)


def _mark(case: Case, delivery_id: object, **change: str) -> Case:
    marked = tuple(d.model_copy(update=change) if d.id == delivery_id else d for d in case.deliveries)
    return case.model_copy(update={"deliveries": marked})


def _start(case: Case, event: PaperServed) -> Clocks:
    """Which limit begins with this proof of service; the day of service is never counted."""
    clocks, on = case.clocks, event.on
    match event.delivery.paper:
        case "reply_notice":
            return clocks.start(REPLY[case.procedure or "ordinary"], on, law_on=case.law_on)
        case "decision":
            if event.delivery.recipient == "R":
                takes_down = case.act.published and case.outcome is not None and case.outcome.corrects
                return clocks.start(TAKEDOWN, on) if takes_down else clocks
            return clocks.start(SUIT, on, key=f"{SUIT}:{event.delivery.recipient}")
        case "advice":
            return clocks.start(ADVICE_REPORT, on)
        case "order" | "interview":
            return clocks.start(ADVICE_ORDER, on)
        case "advice_copy" | "circular":
            return clocks
        case _:
            assert_never(event.delivery.paper)
