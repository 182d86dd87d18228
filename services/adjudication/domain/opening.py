"""申请与受理: receipt, acceptance, refusal and withdrawal."""

from datetime import date
from typing import assert_never

from services.kernel.clocks import Clocks
from services.kernel.refusal import Fault, Refused

from ..codes import ACCEPTANCE, ELSEWHERE, REFUSALS
from ..commands import AcceptRequest, Opening, ReceiveRequest, RefuseRequest, WithdrawRequest
from ..events import AnyEvent, OpeningEvent, RequestAccepted, RequestReceived, RequestRefused, RequestWithdrawn
from .case import SEND_COPY, Case


def receive(command: ReceiveRequest, today: date) -> tuple[AnyEvent, ...]:
    """Open the file; the limit to accept runs from the day of receipt."""
    on = command.matter.received_on
    if on > today:
        raise Refused("adj.received_in_future", "收到申请的日期不能晚于今天。", cite=ACCEPTANCE)
    return (
        RequestReceived(on=on, by=command.by, case_id=command.case_id, number=command.number, matter=command.matter),
    )


def decide(case: Case, command: Opening, today: date) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case ReceiveRequest():
            return ()  # the same referral, repeated: the case is already open
        case AcceptRequest():
            elsewhere = ELSEWHERE.get(case.matter.field)
            if elsewhere is not None:
                raise Refused("adj.elsewhere", f"{elsewhere.title}，本区不能受理。", cite=elsewhere.cite)
            return (RequestAccepted(on=today, by=command.by),)
        case RefuseRequest():
            if command.ground not in REFUSALS:
                raise Refused.of([Fault("adj.refusal_ground", "请选明不予受理的事由。", ACCEPTANCE, "ground")])
            return (RequestRefused(on=today, by=command.by, ground=command.ground, reasons=command.reasons),)
        case WithdrawRequest():
            return (RequestWithdrawn(on=today, by=command.by, reason=command.reason),)
        case _:
            assert_never(command)


def opened(event: RequestReceived) -> Case:
    """The file as the receipt makes it; a procurement complaint must be decided so many days after its receipt."""
    case = Case(
        id=event.case_id,
        number=event.number,
        state="RECEIVED",
        opened_on=event.on,
        dispute_id=event.matter.dispute_id,
        unit_id=event.matter.unit_id,
        matter=event.matter,
    )
    clocks = Clocks().start(case.kind.accept, event.on)
    if case.kind.from_receipt:
        clocks = clocks.start(case.kind.decide, event.on)
    return case.model_copy(update={"clocks": clocks})


def evolve(case: Case, event: OpeningEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case RequestReceived():
            return case
        case RequestAccepted():
            return _accepted(case, event)
        case RequestRefused():
            clocks = case.met(case.kind.accept, event.on).close_all(event.on)
            return case.model_copy(update={"state": "NOT_ACCEPTED", "refusal": event.ground, "clocks": clocks})
        case RequestWithdrawn():
            return case.model_copy(update={"state": "WITHDRAWN", "clocks": case.clocks.close_all(event.on)})
        case _:
            assert_never(event)


def _accepted(case: Case, event: RequestAccepted) -> Case:
    clocks = case.met(case.kind.accept, event.on).start(SEND_COPY, event.on)
    if not case.kind.from_receipt:
        clocks = clocks.start(case.kind.decide, event.on)
    return case.model_copy(
        update={"state": "TRIAL", "adjudicator": event.by, "accepted_on": event.on, "clocks": clocks}
    )
