"""The tables of this service, and how its cases are kept. Only this module and the views know them."""

from collections.abc import Sequence
from typing import ClassVar

from sqlalchemy import Text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from services.chassis import issuing
from services.chassis.case_rows import CaseColumns, SeriesColumns
from services.chassis.docket import Book
from services.chassis.messages import (
    AdviceReportOverdue,
    AdviceSigned,
    AnyBody,
    DecisionEffective,
    DecisionSigned,
    DeliveryRequested,
    LimitMissed,
    Recipient,
    RedactionApproved,
)
from services.chassis.referral import handed_back

from . import events
from .access import permit
from .commands import (
    AbandonApplication,
    AnyCommand,
    DeemAccepted,
    DeemNoEvidence,
    EscalateAdvice,
    LapseAppeal,
    LapseSuitWindow,
    OverduePerformance,
    ProposeTermination,
    RecordMissedLimit,
    RipenDemand,
)
from .domain import MACHINE, Case, decide, evolve
from .domain.attached_review import ORGANS_OF_BASIS, basis_organ
from .events import EVENTS, AnyEvent
from .parts import IssuedPaper, NewDelivery


class Own(SQLModel, registry=registry()):
    """The tables that only this service has."""


class CaseRow(CaseColumns, Own, table=True):
    """One case, with the columns its lists are sorted by."""

    __tablename__: ClassVar[str] = "case_row"

    title: str = Field(sa_type=Text)
    officer_id: str | None = Field(default=None, sa_type=Text, index=True)
    respondent: str = Field(sa_type=Text, index=True)
    redaction: str = Field(sa_type=Text)
    advice: str = Field(sa_type=Text)


class NumberSeries(SeriesColumns, Own, table=True):
    """The last number given, by kind of paper and year."""

    __tablename__: ClassVar[str] = "number_series"


def columns(case: Case) -> dict[str, object]:
    """What lists need without opening the snapshot."""
    return {
        "title": case.act.title,
        "officer_id": case.officer.id if case.officer else None,
        "respondent": case.respondent.organ_id,
        "redaction": case.redaction.state,
        "advice": case.advice.state,
    }


def publish(case: Case, fact: AnyEvent) -> Sequence[AnyBody]:
    """The messages that follow from one event."""
    step = {"case_id": case.id, "number": case.number, "on": fact.on}
    match fact:
        case (
            events.CopySent()
            | events.DecisionIssued()
            | events.AdviceIssued()
            | events.AdviceEscalated()
            | events.NoticeIssued()
        ):
            return [requested(case, delivery) for delivery in fact.deliveries]
        case events.ServiceRepeated():
            return [requested(case, fact.delivery)]
        case events.ApplicationRefused():
            return [handed_back("reconsideration", case, fact.on)]
        case events.DecisionSigned():
            return [DecisionSigned.model_validate(step)]
        case events.DecisionTookEffect():
            return [DecisionEffective.model_validate(step)]
        case events.RedactionApproved():
            return [RedactionApproved.model_validate(step)]
        case events.AdviceSigned():
            return [AdviceSigned.model_validate(step)]
        case events.AdviceOverdue() | events.AdviceVerified() if case.advice.overdue:
            return [AdviceReportOverdue.model_validate(step)]
        case events.LimitMissed():
            return [
                LimitMissed(
                    channel="reconsideration", case_id=case.id, number=case.number, rule=fact.key, due_on=fact.due_on
                )
            ]
        case _:
            return []


def paper_of(case: Case, delivery: NewDelivery) -> IssuedPaper:
    """The paper that a delivery carries: the one it names, else the latest of its kind."""
    named = (paper for paper in case.papers if delivery.number and paper.number == delivery.number)
    return next(named, None) or next(paper for paper in reversed(case.papers) if paper.kind == delivery.paper)


def requested(case: Case, delivery: NewDelivery) -> DeliveryRequested:
    """What the notify service needs to serve one paper on one recipient."""
    paper = paper_of(case, delivery)
    return issuing.requested(case, paper, delivery, recipient(case, delivery.recipient), "reconsideration")


def recipient(case: Case, ref: str) -> Recipient:
    """Whom a ref means: A1, A2 … applicants, R the respondent, S its superior department; of a basis M the maker, C the competent organ."""
    respondent = case.respondent
    if ref == "R":
        return Recipient(
            key=ref,
            role="respondent",
            name=respondent.name,
            address=respondent.address or None,
            email=respondent.email,
            organ=respondent.organ_id,
        )
    if ref == "S":
        return Recipient(
            key=ref, role="superior", name=respondent.superior_name, address=respondent.superior_address or None
        )
    if ref in ORGANS_OF_BASIS:
        name, address = basis_organ(case, ref)
        return Recipient(key=ref, role="organ", name=name, address=address or None)
    party = next(one for one in case.parties if one.ref == ref)
    return issuing.to_party(party, "third_party" if party in case.third_parties else "applicant")


BOOK: Book[Case, AnyCommand, AnyEvent] = Book(
    channel="reconsideration",
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
        "abandon_application": lambda _key, due: AbandonApplication(due_on=due),
        "deem_accepted": lambda _key, due: DeemAccepted(due_on=due),
        "deem_no_evidence": lambda _key, due: DeemNoEvidence(due_on=due),
        "record_missed_limit": lambda key, due: RecordMissedLimit(key=key, due_on=due),
        "escalate_advice": lambda key, due: EscalateAdvice(key=key, due_on=due),
        "lapse_appeal": lambda key, due: LapseAppeal(key=key, due_on=due),
        "overdue_performance": lambda key, due: OverduePerformance(key=key, due_on=due),
        "propose_termination": lambda key, due: ProposeTermination(key=key, due_on=due),
        "ripen_demand": lambda key, due: RipenDemand(key=key, due_on=due),
        "lapse_suit_window": lambda key, due: LapseSuitWindow(key=key, due_on=due),
    },
)
