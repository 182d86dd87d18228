"""The tables of this service, and how its cases are kept. Only this module and the views know them."""

from collections.abc import Sequence
from typing import ClassVar

from sqlalchemy import Text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from services.chassis.case_rows import CaseColumns, SeriesColumns
from services.chassis.docket import Book
from services.chassis.messages import AnyBody, LimitMissed
from services.chassis.referral import handed_back

from . import events
from .access import permit
from .commands import AnyCommand, ProposeTermination, RecordMissedLimit
from .domain import MACHINE, Case, decide, evolve
from .events import EVENTS, AnyEvent


class Own(SQLModel, registry=registry()):
    """The tables that only this service has."""


class CaseRow(CaseColumns, Own, table=True):
    """One case, with the columns its lists are sorted by."""

    __tablename__: ClassVar[str] = "case_row"

    title: str = Field(sa_type=Text)
    mediator_id: str | None = Field(default=None, sa_type=Text, index=True)


class NumberSeries(SeriesColumns, Own, table=True):
    """The last number given, by kind of paper and year."""

    __tablename__: ClassVar[str] = "number_series"


def columns(case: Case) -> dict[str, object]:
    """What lists need without opening the snapshot."""
    return {"title": case.matter.title, "mediator_id": case.mediator.id if case.mediator else None}


def publish(case: Case, fact: AnyEvent) -> Sequence[AnyBody]:
    """The messages that follow from one event; a change of state tells the desk by itself (case.moved)."""
    match fact:
        case events.LimitMissed():
            missed = {"case_id": case.id, "number": case.number, "rule": fact.key, "due_on": fact.due_on}
            return [LimitMissed.model_validate({"channel": "mediation", **missed})]
        case events.RequestRefused() | events.MediationTerminated():
            return [handed_back("mediation", case, fact.on)]
        case _:
            return []


BOOK: Book[Case, AnyCommand, AnyEvent] = Book(
    channel="mediation",
    row=CaseRow,
    case=Case,
    machine=MACHINE,
    events=EVENTS,
    decide=decide,
    evolve=evolve,
    permit=permit,
    columns=columns,
    publish=publish,
    lapses={
        "propose_termination": lambda key, due: ProposeTermination(key=key, due_on=due),
        "record_missed_limit": lambda key, due: RecordMissedLimit(key=key, due_on=due),
    },
)
