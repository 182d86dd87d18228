"""The tables of this service, and how its cases are kept. Only this module and the views know them."""

from collections.abc import Sequence
from typing import ClassVar

from sqlalchemy import Text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from services.chassis import issuing
from services.chassis.case_rows import CaseColumns, SeriesColumns
from services.chassis.docket import Book
from services.chassis.law_in_use import law_in_use
from services.chassis.messages import AnyBody, DeliveryRequested, LimitMissed
from services.chassis.referral import handed_back

from . import events
from .access import permit
from .commands import AnyCommand, RecordMissedLimit
from .domain import MACHINE, Case, decide, evolve
from .domain.case import APPLICANT
from .events import EVENTS, AnyEvent
from .parts import NewDelivery

OWN = "adjudication_organ"


class Own(SQLModel, registry=registry()):
    """The tables that only this service has."""


class CaseRow(CaseColumns, Own, table=True):
    """One case, with the columns its lists are sorted by."""

    __tablename__: ClassVar[str] = "case_row"

    title: str = Field(sa_type=Text)
    adjudicator_id: str | None = Field(default=None, sa_type=Text, index=True)


class NumberSeries(SeriesColumns, Own, table=True):
    """The last number given, by kind of paper and year."""

    __tablename__: ClassVar[str] = "number_series"


def columns(case: Case) -> dict[str, object]:
    """What lists need without opening the snapshot."""
    return {"title": case.matter.title, "adjudicator_id": case.adjudicator.id if case.adjudicator else None}


def publish(case: Case, fact: AnyEvent) -> Sequence[AnyBody]:
    """The messages that follow from one event. Only our own limits are missed limits; a silent party's is not."""
    match fact:
        case events.CopySent() | events.DecisionIssued():
            return [requested(case, delivery) for delivery in fact.deliveries]
        case events.ServiceRepeated():
            return [requested(case, fact.delivery)]
        case events.LimitMissed() if is_ours(case, fact.key):
            return [
                LimitMissed(
                    channel="adjudication", case_id=case.id, number=case.number, rule=fact.key, due_on=fact.due_on
                )
            ]
        case events.RequestRefused():
            return [handed_back("adjudication", case, fact.on)]
        case _:
            return []


def is_ours(case: Case, key: str) -> bool:
    """Whether the limit binds the organ that decides."""
    clock = case.clocks.get(key)
    return clock is not None and law_in_use().rule(clock).bound == OWN


def requested(case: Case, delivery: NewDelivery) -> DeliveryRequested:
    """What the notify service needs to serve one paper on one side."""
    paper = case.paper(delivery.paper)
    if paper is None:
        raise ValueError(f"no paper {delivery.paper} in {case.number}")
    role = "applicant" if delivery.recipient == APPLICANT else "respondent"
    recipient = issuing.to_party(case.matter.party(delivery.recipient), role)
    return issuing.requested(case, paper, delivery, recipient, "adjudication")


BOOK: Book[Case, AnyCommand, AnyEvent] = Book(
    channel="adjudication",
    row=CaseRow,
    case=Case,
    machine=MACHINE,
    events=EVENTS,
    decide=decide,
    evolve=evolve,
    permit=permit,
    columns=columns,
    publish=publish,
    lapses={"record_missed_limit": lambda key, due: RecordMissedLimit(key=key, due_on=due)},
)
