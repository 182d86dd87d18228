"""申请与受理: receipt, acceptance with the consents, refusal."""

from datetime import date
from typing import assert_never

from services.kernel.clocks import Clocks
from services.kernel.refusal import Fault, Refused

from ..codes import CONSENT, REFUSALS
from ..commands import AcceptRequest, Opening, ReceiveRequest, RefuseRequest
from ..events import AnyEvent, OpeningEvent, RequestAccepted, RequestReceived, RequestRefused
from ..parts import Side
from .case import MACHINE, Case

ACCEPTING = MACHINE.step("RECEIVED", "accept_request").cite


def receive(command: ReceiveRequest, today: date) -> tuple[AnyEvent, ...]:
    """Open the file; the limit to accept runs from the day of receipt."""
    on = command.matter.received_on
    if on > today:
        raise Refused("med.received_in_future", "收到申请的日期不能晚于今天。", cite=ACCEPTING)
    return (
        RequestReceived(on=on, by=command.by, case_id=command.case_id, number=command.number, matter=command.matter),
    )


def decide(case: Case, command: Opening, today: date) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case ReceiveRequest():
            return ()  # the same referral, repeated: the case is already open
        case AcceptRequest():
            return (RequestAccepted(on=today, by=command.by, consents=_consents(case, command)),)
        case RefuseRequest():
            if command.ground not in REFUSALS:
                raise Refused.of([Fault("med.refusal_ground", "请选明不予受理的事由。", ACCEPTING, "ground")])
            return (RequestRefused(on=today, by=command.by, ground=command.ground, reasons=command.reasons),)
        case _:
            assert_never(command)


def _consents(case: Case, command: AcceptRequest) -> tuple[Side, ...]:
    """Both sides must agree; a consumer complaint is accepted first, and the trader's refusal ends it later."""
    needed: tuple[tuple[Side, str, bool, str], ...] = (
        ("A1", "申请人", command.applicant_consents, "applicant_consents"),
        ("B1", "对方当事人", command.respondent_consents, "respondent_consents"),
    )
    faults = [
        Fault("med.no_consent", f"尚未记录{who}同意调解，不能受理。", CONSENT, field)
        for side, who, agrees, field in needed
        if not agrees and not (side == "B1" and case.is_consumer)
    ]
    if faults:
        raise Refused.of(faults)
    return tuple(side for side, _, agrees, _ in needed if agrees)


def opened(event: RequestReceived) -> Case:
    """The file as the receipt makes it."""
    case = Case(
        id=event.case_id,
        number=event.number,
        state="RECEIVED",
        opened_on=event.on,
        dispute_id=event.matter.dispute_id,
        unit_id=event.matter.unit_id,
        matter=event.matter,
    )
    return case.model_copy(update={"clocks": Clocks().start(case.accept_rule, event.on)})


def evolve(case: Case, event: OpeningEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case RequestReceived():
            return case
        case RequestAccepted():
            clocks = case.clocks
            if clocks.is_live(case.accept_rule):
                clocks = clocks.meet(case.accept_rule, event.on)
            return case.model_copy(
                update={
                    "state": "MEDIATING",
                    "mediator": event.by,
                    "accepted_on": event.on,
                    "consents": event.consents,
                    "clocks": clocks.start(case.mediate_rule, event.on),
                }
            )
        case RequestRefused():
            return case.model_copy(
                update={"state": "NOT_ACCEPTED", "refusal": event.ground, "clocks": _refused_clocks(case, event.on)}
            )
        case _:
            assert_never(event)


def _refused_clocks(case: Case, on: date) -> Clocks:
    live = case.clocks.is_live(case.accept_rule)
    return case.clocks.meet(case.accept_rule, on) if live else case.clocks
