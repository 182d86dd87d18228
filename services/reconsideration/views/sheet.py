"""One case as its page shows it: what may be done next, what is due and why, what happened."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.chassis import audit
from services.chassis.db import HouseSession
from services.chassis.docket import history, need
from services.chassis.settings import settings
from services.kernel.organs import profile
from services.kernel.principal import Principal

from ..access import PERMISSIONS, may_see, permit
from ..domain import MACHINE, Case
from ..domain.readiness import SYSTEM, is_ready
from ..store import BOOK
from .clocks import ClockLine, clock_line, next_due
from .timeline import Entry, entries, paper_title, who


class StepLine(BaseModel):
    """A step the reader may take now, and the article that allows it."""

    model_config = ConfigDict(frozen=True)

    command: str
    title: str
    cite: str


class PaperLine(BaseModel):
    """An issued paper."""

    model_config = ConfigDict(frozen=True)

    kind: str
    title: str
    number: str
    dated_on: date
    sha256: str


class DeliveryLine(BaseModel):
    """One delivery and how it stands."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    paper: str
    recipient: str
    mode: str
    state: str
    served_on: date | None
    failure: str


class CaseSheet(BaseModel):
    """Everything the page of a case shows."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    number: str
    state: str
    state_title: str
    tone: str
    version: int
    clocks: tuple[ClockLine, ...]
    next: ClockLine | None
    steps: tuple[StepLine, ...]
    papers: tuple[PaperLine, ...]
    deliveries: tuple[DeliveryLine, ...]
    timeline: tuple[Entry, ...]
    case: Case


MODES = {"post": "邮寄", "electronic": "电子", "direct": "直接"}
DELIVERY_STATES = {"requested": "送达中", "served": "已送达", "failed": "送达不成", "replaced": "已改送"}


def find(session: HouseSession, case_id: UUID, principal: Principal) -> Case:
    """The case for this reader, or a refusal that gives nothing away; the reading is audited."""
    case = need(session, BOOK, case_id)
    permit(principal, case, "read_case")
    audit.record(session, principal, "read_case", f"reconsideration:{case_id}", "read")
    return case


def sheet(session: HouseSession, case_id: UUID, principal: Principal, today: date) -> CaseSheet:
    """The case as it stands today for this reader."""
    case = find(session, case_id, principal)
    clocks = tuple(clock_line(clock, today) for clock in case.clocks)
    return CaseSheet(
        id=case.id,
        number=case.number,
        state=case.state,
        state_title=MACHINE.states[case.state].title,
        tone=MACHINE.states[case.state].tone,
        version=case.version,
        clocks=clocks,
        next=next_due(clocks),
        steps=steps(case, principal),
        papers=tuple(
            PaperLine(kind=p.kind, title=p.title, number=p.number, dated_on=p.dated_on, sha256=p.pdf_sha256)
            for p in case.papers
        ),
        deliveries=tuple(_delivery(case, d.id) for d in case.deliveries),
        timeline=entries(history(session, BOOK, case_id), case, profile(settings().organ_profile)),
        case=case,
    )


def steps(case: Case, principal: Principal) -> tuple[StepLine, ...]:
    """The lawful steps that this person may take now, in the order of the procedure."""
    return tuple(
        StepLine(command=row.command, title=row.title, cite=row.cite)
        for row in MACHINE.lawful(case.state)
        if row.command not in SYSTEM
        and may_see(principal, case)
        and PERMISSIONS.allows(principal, row.command, case.state)
        and is_ready(case, row.command)
    )


def _delivery(case: Case, delivery_id: UUID) -> DeliveryLine:
    one = next(d for d in case.deliveries if d.id == delivery_id)
    return DeliveryLine(
        id=one.id,
        paper=paper_title(case, one.paper),
        recipient=who(case, one.recipient),
        mode=MODES[one.mode],
        state=DELIVERY_STATES[one.state],
        served_on=one.served_on,
        failure=one.failure,
    )
