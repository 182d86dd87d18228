"""The law of one reconsideration case: `decide` answers a command with events, `evolve` applies an event."""

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Refused
from services.kernel.steps import Lapse

from ..commands import (
    Advising,
    AnyCommand,
    BasisWish,
    Deciding,
    EndingWish,
    EvidenceWish,
    Exchange,
    HearingWish,
    IssueNotice,
    Limits,
    Opening,
    Proceeding,
    Publishing,
    ReceiveApplication,
    Serving,
    Staffing,
    StayWish,
)
from ..events import (
    AdvisingEvent,
    AnyEvent,
    ApplicationReceived,
    BasisEvent,
    DecidingEvent,
    EndingEvent,
    EvidenceEvent,
    ExchangeEvent,
    HearingEvent,
    LimitEvent,
    NoticeIssued,
    OpeningEvent,
    ProceedingEvent,
    PublishingEvent,
    ServingEvent,
    StaffingEvent,
    StayEvent,
)
from . import (
    advising,
    attached_review,
    deciding,
    ending,
    evidence,
    exchange,
    hearing,
    limits,
    notices,
    opening,
    people,
    procedure,
    publishing,
    serving,
    stay,
)
from .case import CODES, MACHINE, Case

__all__ = ["CODES", "MACHINE", "Case", "decide", "evolve"]


def decide(case: Case | None, command: AnyCommand, today: date, law: Law) -> Sequence[AnyEvent]:
    """What follows from the command on this day, or a refusal with its article. Nothing changes here."""
    if case is None:
        if not isinstance(command, ReceiveApplication):
            raise Refused("missing.case", "没有这个案件，或者您无权查看。")
        MACHINE.step(None, command.type)
        return opening.receive(command, today)
    if not isinstance(command, ReceiveApplication):
        row = MACHINE.step(case.state, command.type)
        if isinstance(command, Lapse):
            command.require_over(today, row.cite)
        people.require_fit(case, command)
    return _stage(case, command, today, law)


def _stage(case: Case, command: AnyCommand, today: date, law: Law) -> Sequence[AnyEvent]:
    if isinstance(command, Opening):
        return opening.decide(case, command, today, law)
    if isinstance(command, Exchange):
        return exchange.decide(case, command, today, law)
    if isinstance(command, Serving):
        return serving.decide(case, command, today, law)
    if isinstance(command, Limits):
        return limits.decide(case, command, today, law)
    if isinstance(command, Deciding):
        return deciding.decide(case, command, today, law)
    if isinstance(command, Staffing):
        return people.decide(case, command, today)
    if isinstance(command, Publishing):
        return publishing.decide(case, command, today)
    if isinstance(command, Advising):
        return advising.decide(case, command, today, law)
    if isinstance(command, IssueNotice):
        return notices.decide(case, command, today)
    return _later(case, command, today, law)


def _later(
    case: Case,
    command: EndingWish | Proceeding | HearingWish | EvidenceWish | StayWish | BasisWish,
    today: date,
    law: Law,
) -> Sequence[AnyEvent]:
    if isinstance(command, EndingWish):
        return ending.decide(case, command, today, law)
    if isinstance(command, Proceeding):
        return procedure.decide(case, command, today, law)
    if isinstance(command, HearingWish):
        return hearing.decide(case, command, today, law)
    if isinstance(command, EvidenceWish):
        return evidence.decide(case, command, today, law)
    if isinstance(command, StayWish):
        return stay.decide(case, command, today)
    if isinstance(command, BasisWish):
        return attached_review.decide(case, command, today, law)
    assert_never(command)


def evolve(case: Case | None, event: AnyEvent) -> Case:
    """The file after the event. The version counts events, so that a stale wish is noticed."""
    if case is None:
        if not isinstance(event, ApplicationReceived):
            raise ValueError(f"A file cannot begin with {event.type}.")
        return opening.opened(event).model_copy(update={"version": 1})
    return _apply(case, event).model_copy(update={"version": case.version + 1})


def _apply(case: Case, event: AnyEvent) -> Case:
    if isinstance(event, OpeningEvent):
        return opening.evolve(case, event)
    if isinstance(event, ExchangeEvent):
        return exchange.evolve(case, event)
    if isinstance(event, ServingEvent):
        return serving.evolve(case, event)
    if isinstance(event, LimitEvent):
        return limits.evolve(case, event)
    if isinstance(event, DecidingEvent):
        return deciding.evolve(case, event)
    if isinstance(event, StaffingEvent):
        return people.evolve(case, event)
    if isinstance(event, PublishingEvent):
        return publishing.evolve(case, event)
    if isinstance(event, AdvisingEvent):
        return advising.evolve(case, event)
    if isinstance(event, NoticeIssued):
        return notices.evolve(case, event)
    return _apply_later(case, event)


def _apply_later(
    case: Case, event: EndingEvent | ProceedingEvent | HearingEvent | EvidenceEvent | StayEvent | BasisEvent
) -> Case:
    if isinstance(event, EndingEvent):
        return ending.evolve(case, event)
    if isinstance(event, ProceedingEvent):
        return procedure.evolve(case, event)
    if isinstance(event, HearingEvent):
        return hearing.evolve(case, event)
    if isinstance(event, EvidenceEvent):
        return evidence.evolve(case, event)
    if isinstance(event, StayEvent):
        return stay.evolve(case, event)
    if isinstance(event, BasisEvent):
        return attached_review.evolve(case, event)
    assert_never(event)
