"""送达: proof of service starts the clocks that depend on it, and the decision takes effect."""

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
    DecisionTookEffect,
    PaperServed,
    ServiceCorrected,
    ServiceFailed,
    ServiceRepeated,
    ServingEvent,
    StatementServed,
)
from ..parts import Delivery
from . import attached_review, performing
from .case import ADVICE_ORDER, ADVICE_REPORT, CORRECTION, MACHINE, REPLY, SUIT, TAKEDOWN, Case

# Proof of the notice to reply that comes after the signature starts nothing: the reply is no longer awaited.
BY_LAW_OF_CASE = frozenset({"supplement_notice", "reply_notice", "basis_notice", "basis_transfer"})
UNDECIDED = frozenset({"TRIAL", "SUSPENDED", "DRAFTED", "REVIEWED"})


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
                raise Refused("arl.not_failed", "只有送达不成的文书才能改以其他方式再次送达。")
            return (ServiceRepeated(on=today, by=command.by, failed_id=command.failed_id, delivery=command.delivery),)
        case _:
            assert_never(command)


def _served(case: Case, command: RecordService, today: date, law: Law) -> tuple[AnyEvent, ...]:
    known = case.delivery(command.delivery_id)
    if known is None:
        raise Refused("arl.unknown_delivery", "本案没有这一送达记录。", cite=SERVICE)
    if command.served_on > today:
        raise Refused("arl.served_in_future", "送达日期不能晚于今天。", cite=SERVICE)
    if known.state == "served":
        if known.served_on == command.served_on:
            return ()
        if command.was_on is not None and command.was_on == known.served_on:
            return (_correction(case, known, command, law),)
        raise Refused("arl.served_twice", "该文书已登记送达，日期不同的回证须先由送达岗位更正。", cite=SERVICE)
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
    if served.paper == "mediation_statement" and all(d.id == served.id for d in case.outstanding(served.paper)):
        events.append(StatementServed(on=command.served_on, by=command.by))
    return tuple(events)


def _correction(case: Case, known: Delivery, command: RecordService, law: Law) -> ServiceCorrected:
    """The right day, and what it says of a reply that was judged by the wrong one (行政复议法 第七十条)."""
    clock = case.clocks.get(REPLY[case.procedure or "ordinary"])
    in_time = None
    if known.paper == "reply_notice" and case.reply is not None and clock is not None and case.state in UNDECIDED:
        due = law.due_on(clock.correct_start(command.served_on))
        in_time = due is None or case.reply.filed_on <= due
    return ServiceCorrected(
        on=command.served_on,
        by=command.by,
        delivery=known.model_copy(update={"served_on": command.served_on}),
        was_on=command.was_on or command.served_on,
        reply_in_time=in_time,
    )


def evolve(case: Case, event: ServingEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case PaperServed():
            done = tuple(event.delivery if d.id == event.delivery.id else d for d in case.deliveries)
            served = case.model_copy(update={"deliveries": done, "clocks": _start(case, event)})
            served = served if MACHINE.states[case.state].ends else performing.begin(served, event.delivery, event.on)
            if event.delivery.paper == "advice" and case.advice.state == "issued":
                return served.model_copy(update={"advice": case.advice.model_copy(update={"state": "served"})})
            return served
        case ServiceCorrected():
            return _corrected(case, event)
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


def _corrected(case: Case, event: ServiceCorrected) -> Case:
    """An event, never an edit: the old date stays in the history, and the clock counts from the right day."""
    done = tuple(event.delivery if d.id == event.delivery.id else d for d in case.deliveries)
    found = _limit(case, event.delivery)
    clocks = case.clocks.correct_start(found[1], event.on) if found and found[1] in case.clocks else case.clocks
    clocks = performing.moved(case, clocks, event.delivery, event.on)
    dates = [d.served_on for d in done if d.paper == "decision" and d.served_on is not None]
    effective = max(dates) if case.effective_on is not None and dates else case.effective_on
    moved = case.model_copy(update={"deliveries": done, "clocks": clocks, "effective_on": effective})
    if event.reply_in_time is not None and case.reply is not None:
        reply = case.reply.model_copy(update={"in_time": event.reply_in_time})
        return moved.model_copy(update={"reply": reply, "evidence_barred": not event.reply_in_time})
    return _undone(moved, found[1]) if found else moved


def _undone(case: Case, key: str) -> Case:
    """What a limit brought about by running out from a wrong day; the sweep says anew whether it ran out."""
    clock = case.clocks.get(key)
    if clock is None or clock.state is not ClockState.LAPSED or MACHINE.states[case.state].ends:
        return case
    if key == ADVICE_REPORT:
        if case.advice.steps:
            return case  # the order that followed has its own limit
        return case.model_copy(
            update={"clocks": case.clocks.reopen(key), "advice": case.advice.model_copy(update={"overdue": False})}
        )
    barred = case.evidence_barred and key not in REPLY.values()
    return case.model_copy(update={"clocks": case.clocks.reopen(key), "evidence_barred": barred})


def _start(case: Case, event: PaperServed) -> Clocks:
    """Start the limit that begins with this proof of service; the day of service is never counted."""
    found = _limit(case, event.delivery)
    if found is None or case.clocks.is_live(found[1]) or MACHINE.states[case.state].ends:
        return case.clocks
    rule, key = found
    # The first proof counts: the late slip of a replaced delivery starts nothing anew. Each order has its own limit.
    if key in case.clocks and key != ADVICE_ORDER:
        return case.clocks
    return case.clocks.start(
        rule, event.on, key=key, law_on=case.law_on if event.delivery.paper in BY_LAW_OF_CASE else None
    )


def _limit(case: Case, delivery: Delivery) -> tuple[str, str] | None:
    """Which rule's limit begins with the service of this paper on this recipient, and under which key."""
    match delivery.paper:
        case "reply_notice":
            rule = REPLY[case.procedure or "ordinary"]
            is_late = case.reply is not None or case.state not in UNDECIDED
            return None if is_late else (rule, rule)
        case "decision":
            if delivery.recipient != "R":
                return SUIT, f"{SUIT}:{delivery.recipient}"
            is_shown = case.act.kind == "penalty" and case.act.published
            takes_down = is_shown and case.outcome is not None and case.outcome.corrects
            return (TAKEDOWN, TAKEDOWN) if takes_down else None
        case "supplement_notice":
            return (CORRECTION, CORRECTION) if case.state == "SUPPLEMENT_WAIT" else None
        case "advice":
            return ADVICE_REPORT, ADVICE_REPORT
        case "order" | "interview":
            return None if case.advice.state != "served" else (ADVICE_ORDER, ADVICE_ORDER)
        case "basis_notice" | "basis_transfer":
            return attached_review.limit_of(case, delivery.paper)
        case _:
            return None  # what performing starts, it starts itself
