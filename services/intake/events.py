"""What happened to a dispute; the dispute is rebuilt from these alone."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from services.kernel.actor import Actor
from services.kernel.handover import HandOver
from services.kernel.routing import Route
from services.kernel.routing_facts import Facts

from .parts import (
    Agent,
    CaseLink,
    Despite,
    Entry,
    Issued,
    OtherSide,
    OurChannel,
    Override,
    Paper,
    Party,
    Refusal,
    Source,
    Unit,
    UnitState,
)


class _Event(BaseModel):
    """A fact with its legal day and its actor."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date
    by: Actor


class DisputeRegistered(_Event):
    """已登记: with the route of every unit as it was on the day."""

    type: Literal["dispute_registered"] = "dispute_registered"
    dispute_id: UUID
    number: str
    received_on: date
    entry: Entry
    source: Source | None
    postmark_on: date | None = None
    applicant: Party
    co_applicants: tuple[Party, ...] = ()
    agents: tuple[Agent, ...] = ()
    story: str
    units: tuple[Unit, ...]
    despite: Despite | None = None


class UnitRouted(_Event):
    """已重新分流. The earlier route stays in the event log."""

    type: Literal["unit_routed"] = "unit_routed"
    unit_id: UUID
    facts: Facts
    route: Route
    override: Override | None
    reason: str = ""
    other_side: OtherSide | None = None


class UnitOffered(_Event):
    """移送中: the channel has the unit in hand."""

    type: Literal["unit_offered"] = "unit_offered"
    unit_id: UUID
    channel: OurChannel
    round: int


class UnitHandedBack(_Event):
    """已移交回窗口: the file of the channel that let the unit go, and what comes next."""

    type: Literal["unit_handed_back"] = "unit_handed_back"
    unit_id: UUID
    file: HandOver
    state: UnitState
    facts: Facts
    route: Route
    refusal: Refusal | None


class UnitReferred(_Event):
    """已移送."""

    type: Literal["unit_referred"] = "unit_referred"
    unit_id: UUID
    case: CaseLink


class UnitRefused(_Event):
    """已退回: the desk has it again."""

    type: Literal["unit_refused"] = "unit_refused"
    unit_id: UUID
    refusal: Refusal


class PapersAdded(_Event):
    """已补充材料. A paper is never taken out again."""

    type: Literal["papers_added"] = "papers_added"
    papers: tuple[Paper, ...]


class PaperIssued(_Event):
    """已制发文书. It stays as it went out."""

    type: Literal["paper_issued"] = "paper_issued"
    paper: Issued


class UnitMoved(_Event):
    """办理进展."""

    type: Literal["unit_moved"] = "unit_moved"
    unit_id: UUID
    case: CaseLink


OfUnit = UnitRouted | UnitOffered | UnitReferred | UnitRefused | UnitMoved | UnitHandedBack
Event = DisputeRegistered | PapersAdded | PaperIssued | OfUnit
EVENTS: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="type")])
