"""申请与受理: receipt, assignment, acceptance, deemed acceptance, refusal and withdrawal."""

from datetime import date
from typing import assert_never

from services.kernel.clocks import Clocks
from services.kernel.law import Law
from services.kernel.opening import opening_codes
from services.kernel.refusal import Fault, Refused

from ..commands.correcting import Correcting
from ..commands.filing import Filing
from ..commands.opening import (
    AcceptApplication,
    AssignOfficer,
    DeemAccepted,
    Opening,
    ReceiveApplication,
    Receiving,
    RefuseApplication,
    WithdrawApplication,
)
from ..commands.ordering import Ordering
from ..commands.parties import Joining
from ..events import AnyEvent
from ..events.correcting import CorrectingEvent
from ..events.filing import FilingEvent
from ..events.opening import (
    ApplicationAccepted,
    ApplicationReceived,
    ApplicationRefused,
    ApplicationWithdrawn,
    OfficerAssigned,
    OpeningEvent,
    ReceivingEvent,
)
from ..events.ordering import OrderingEvent
from ..events.parties import JoiningEvent
from ..parts import Application
from ..parts.opening import Refusal
from . import correcting, filing, ordering, parties, procedure
from .case import CODES, DECIDE, REVIEW, SEND_COPY, Case
from .correcting import review_of
from .parties import needs_representatives
from .terminating import ask_withdrawal
from .window import late_faults, timely_faults

CONDITIONS = opening_codes().conditions


def receive(command: ReceiveApplication, today: date) -> tuple[AnyEvent, ...]:
    """Open the file and start the review of five working days on the day of receipt (行政复议法 第三十条)."""
    application = command.application
    if faults := _future_faults(application, today):
        raise Refused.of(faults)
    return (
        ApplicationReceived(
            on=application.received_on,
            by=command.by,
            case_id=command.case_id,
            number=command.number,
            application=application,
        ),
    )


def _future_faults(application: Application, today: date) -> list[Fault]:
    """What has not happened yet starts no limit: neither the review nor the time to apply."""
    act = application.act
    days = (
        ("arl.received_in_future", "收到申请", application.received_on, "行政复议法 第三十条第一款", "received_on"),
        ("arl.made_in_future", "作出行政行为", act.made_on, "行政复议法 第二十条第一款", "act.made_on"),
        ("arl.act_served_in_future", "行政行为送达", act.served_on, "行政复议法 第二十条第一款", "act.served_on"),
    )
    return [
        Fault(code, f"{what}的日期不能晚于今天。", cite, field)
        for code, what, on, cite, field in days
        if on is not None and on > today
    ]


def decide(case: Case, command: Opening, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    if isinstance(command, Correcting):
        return correcting.decide(case, command, today, law)
    if isinstance(command, Filing):
        return filing.decide(case, command, today, law)
    if isinstance(command, Joining):
        return parties.decide(case, command, today)
    if isinstance(command, Ordering):
        return ordering.decide(case, command, today, law)
    return _receiving(case, command, today, law)


def _receiving(case: Case, command: Receiving, today: date, law: Law) -> tuple[AnyEvent, ...]:
    match command:
        case ReceiveApplication():
            return ()  # the same referral, repeated: the case is already open
        case AssignOfficer():
            return (OfficerAssigned(on=today, by=command.by, officer=command.officer or command.by),)
        case AcceptApplication():
            return _accept(case, command, today, law)
        case DeemAccepted():
            return (ApplicationAccepted(on=command.due_on, by=command.by, procedure="ordinary", deemed=True),)
        case RefuseApplication():
            return _refuse(case, command, today, law)
        case WithdrawApplication() if case.accepted_on is not None:
            return ask_withdrawal(case, command, today)
        case WithdrawApplication():
            return (ApplicationWithdrawn(on=today, by=command.by, reason=command.reason),)
        case _:
            assert_never(command)


def _accept(case: Case, command: AcceptApplication, today: date, law: Law) -> tuple[AnyEvent, ...]:
    _in_review(case, today, law)
    if faults := _condition_faults(case, command, law):
        raise Refused.of(faults)
    if command.procedure == "summary":
        agreed = {"is_clear": command.is_clear, "agreed": command.all_agree}
        if faults := procedure.summary_faults(case, command.summary_type, **agreed):
            raise Refused.of(faults)
    return (
        ApplicationAccepted(on=today, by=command.by, procedure=command.procedure, summary_type=command.summary_type),
    )


def _condition_faults(case: Case, command: AcceptApplication, law: Law) -> list[Fault]:
    """Every condition that nobody confirmed, with its article, and what speaks against one that was (第三十条第一款)."""
    faults = [
        Fault("arl.condition_open", f"受理条件没有确认：{condition.title}。", condition.cite, "met")
        for code, condition in CONDITIONS.items()
        if code not in command.met
    ]
    if needs_representatives(case):
        faults.append(Fault("arl.representatives", "申请人人数众多，须先推选代表人。", parties.MANY, "met"))
    return [*faults, *late_faults(case, law)]


def _refuse(case: Case, command: RefuseApplication, today: date, law: Law) -> tuple[AnyEvent, ...]:
    _in_review(case, today, law)
    faults = [
        Fault("arl.refusal_ground", f"没有“{code}”这一不予受理事由。", "行政复议法 第三十条第二款", "grounds")
        for code in command.grounds
        if code not in CODES.refusal_grounds
    ]
    faults += timely_faults(case, command.grounds, law)
    names_organ = any(CODES.refusal_grounds[c].names_organ for c in command.grounds if c in CODES.refusal_grounds)
    if names_organ and not command.competent_organ:
        faults.append(
            Fault(
                "arl.name_organ",
                "不属于本机关管辖的，应当在不予受理决定中告知有管辖权的行政复议机关。",
                "行政复议法 第三十条第二款",
                "competent_organ",
            )
        )
    if faults:
        raise Refused.of(faults)
    return (
        ApplicationRefused(
            on=today,
            by=command.by,
            grounds=command.grounds,
            reasons=command.reasons,
            competent_organ=command.competent_organ,
        ),
    )


def _in_review(case: Case, today: date, law: Law) -> None:
    """After the window has closed in silence the case is accepted by law; nobody may date it otherwise."""
    review = case.clocks.get(review_of(case))
    due = law.due_on(review) if review else None
    if due is not None and today > due:
        raise Refused(
            "arl.review_over",
            f"审查期限已于{due:%Y-%m-%d}届满，依法自该日起视为受理，不能再作受理或者不予受理决定。",
            cite="行政复议法 第三十条第三款",
        )


def opened(event: ApplicationReceived) -> Case:
    """The file as the receipt makes it."""
    application = event.application
    return Case(
        id=event.case_id,
        number=event.number,
        state="RECEIVED",
        opened_on=event.on,
        dispute_id=application.dispute_id,
        unit_id=application.unit_id,
        application=application,
        clocks=Clocks().start(REVIEW, event.on),
    )


def evolve(case: Case, event: OpeningEvent) -> Case:
    """Apply one fact of this stage."""
    if isinstance(event, CorrectingEvent):
        return correcting.evolve(case, event)
    if isinstance(event, FilingEvent):
        return filing.evolve(case, event)
    if isinstance(event, JoiningEvent):
        return parties.evolve(case, event)
    if isinstance(event, OrderingEvent):
        return ordering.evolve(case, event)
    return _received(case, event)


def _received(case: Case, event: ReceivingEvent) -> Case:
    match event:
        case ApplicationReceived():
            return case
        case OfficerAssigned():
            return case.model_copy(update={"officer": event.officer})
        case ApplicationAccepted():
            return _accepted(case, event)
        case ApplicationRefused():
            why = Refusal(grounds=event.grounds, reasons=event.reasons, competent_organ=event.competent_organ)
            ended = {"state": "NOT_ACCEPTED", "clocks": case.clocks.close_all(event.on), "refusal": why}
            return case.model_copy(update=ended)
        case ApplicationWithdrawn():
            state = "WITHDRAWN_PRE" if case.accepted_on is None else "TERMINATED"
            return case.model_copy(update={"state": state, "clocks": case.clocks.close_all(event.on)})
        case _:
            assert_never(event)


def _accepted(case: Case, event: ApplicationAccepted) -> Case:
    clocks, review = case.clocks, review_of(case)
    if clocks.is_live(review):
        clocks = clocks.lapse(review, event.on) if event.deemed else clocks.meet(review, event.on)
    for rule in (DECIDE[event.procedure], SEND_COPY[event.procedure]):
        clocks = clocks.start(rule, event.on, law_on=case.law_on)
    return case.model_copy(
        update={
            "state": "TRIAL",
            "procedure": event.procedure,
            "accepted_on": event.on,
            "deemed": event.deemed,
            "clocks": clocks,
        }
    )
