"""The sheet of a case as every channel shows it: next lawful steps, limits, papers, deliveries, history."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.chassis.clock_lines import ClockLine, Told, clock_line, next_due
from services.chassis.law_in_use import law_in_use
from services.kernel.casefile import CaseFile
from services.kernel.machine import Machine
from services.kernel.papers import Delivery, IssuedPaper
from services.kernel.permission import Permissions
from services.kernel.principal import Principal

MODES = {"post": "邮寄", "electronic": "电子", "direct": "直接"}
DELIVERY_STATES = {"requested": "送达中", "served": "已送达", "failed": "送达不成", "replaced": "已改送"}


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class StepLine(_Row):
    """A step the reader may take now, and the article that allows it."""

    command: str
    title: str
    cite: str


class PaperLine(_Row):
    """An issued paper."""

    kind: str
    title: str
    number: str
    dated_on: date
    sha256: str


class DeliveryLine(_Row):
    """One delivery and how it stands."""

    id: UUID
    paper: str
    recipient: str
    mode: str
    state: str
    served_on: date | None
    failure: str


class Entry(_Row):
    """One line of the history."""

    on: date
    title: str
    detail: str | None = None
    actor: str | None = None
    cite: str | None = None


class SheetHead(_Row):
    """What the page of a case of any channel shows; a channel adds its own case."""

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


def head(  # noqa: PLR0913 - one argument for each part of the sheet
    case: CaseFile,
    machine: Machine,
    today: date,
    *,
    steps: tuple[StepLine, ...],
    timeline: tuple[Entry, ...],
    papers: tuple[PaperLine, ...] = (),
    deliveries: tuple[DeliveryLine, ...] = (),
    notified: Mapping[str, Told] | None = None,
) -> SheetHead:
    """The sheet as it stands on this day; `notified` are the last days that parties were told, by limit."""
    told = notified or {}
    clocks = tuple(clock_line(clock, today, told=told.get(clock.key)) for clock in case.clocks)
    state = machine.states[case.state]
    return SheetHead(
        id=case.id,
        number=case.number,
        state=case.state,
        state_title=state.title,
        tone=state.tone,
        version=case.version,
        clocks=clocks,
        next=next_due(clocks),
        steps=steps,
        papers=papers,
        deliveries=deliveries,
        timeline=timeline,
    )


def lawful_steps(
    case: CaseFile, machine: Machine, permissions: Permissions, principal: Principal, is_ready: Callable[[str], bool]
) -> tuple[StepLine, ...]:
    """The lawful steps that this person may take now, in the order of the procedure."""
    return tuple(
        StepLine(command=row.command, title=row.title, cite=row.cite)
        for row in machine.lawful(case.state)
        if permissions.allows(principal, row.command, case.state) and is_ready(row.command)
    )


def is_extendable(case: CaseFile, key: str) -> bool:
    """Whether the limit runs, its rule knows an extension, and it has not been used up: else nobody is offered it."""
    clock = case.clocks.get(key)
    allowed = law_in_use().rule(clock).extension if clock is not None and clock.is_live else None
    return clock is not None and allowed is not None and len(clock.extensions) < allowed.times


def paper_line(paper: IssuedPaper) -> PaperLine:
    """An issued paper in the list of papers."""
    return PaperLine(
        kind=paper.kind, title=paper.title, number=paper.number, dated_on=paper.dated_on, sha256=paper.pdf_sha256
    )


def delivery_line(one: Delivery, paper: str, recipient: str) -> DeliveryLine:
    """A delivery with its paper and recipient in words."""
    return DeliveryLine(
        id=one.id,
        paper=paper,
        recipient=recipient,
        mode=MODES[one.mode],
        state=DELIVERY_STATES[one.state],
        served_on=one.served_on,
        failure=one.failure,
    )
