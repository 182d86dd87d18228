"""The claim units (请求单元) of a dispute: each thing that is asked for, where it goes and how it stands."""

from datetime import date
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.kernel.handover import HandOver
from services.kernel.routing import Route
from services.kernel.routing_facts import Answers, Facts

from .words import Optional, Part, Sentence

OurChannel = Literal["mediation", "adjudication", "reconsideration"]


class OtherSide(Part):
    """对方: an organ by its id in the profile, or a private party by name."""

    name: Optional = ""
    phone: Optional = ""
    address: Optional = ""


class ActPaper(Part):
    """The paper of the administrative act (行政行为); its kind and dates are answers, because routing asks them."""

    title: Optional = ""
    number: Optional = ""
    fine_amount: int | None = Field(default=None, ge=0, le=1_000_000_000)
    published: bool = False


class UnitDraft(Part):
    """One claim unit (请求单元) as it is filed."""

    claim: Sentence
    answers: Answers
    other_side: OtherSide = OtherSide()
    act: ActPaper = ActPaper()


class UnitState(StrEnum):
    """Where a claim unit stands at the desk."""

    WAITING = "waiting"
    OFFERED = "offered"
    REFERRED = "referred"
    REFUSED = "refused"
    LAWYER = "lawyer"
    TOLD = "told"


UNIT_TITLES: dict[UnitState, str] = {
    UnitState.WAITING: "待移送",
    UnitState.OFFERED: "移送中",
    UnitState.REFERRED: "已立案",
    UnitState.REFUSED: "被退回",
    UnitState.LAWYER: "待律师判断",
    UnitState.TOLD: "已告知其他途径",
}


class CaseLink(Part):
    """The case that a channel opened for a unit, and where it stands, as last heard."""

    case_id: UUID
    number: str
    channel: OurChannel
    state: str = ""
    title: str = ""
    moved_on: date | None = None


class Refusal(Part):
    """退回: a channel did not take the unit, and why."""

    channel: OurChannel
    reason: Sentence
    cite: Optional = ""
    on: date


class Override(Part):
    """律师改定: a person chose the channel against or without the tables, and said why."""

    reason: Sentence
    by_name: str
    on: date
    instead_of: str = ""
    rule: str = ""


class Unit(Part):
    """One claim unit with its route, and with its case once a channel has taken it over.

    `round` counts the offers to channels; `past` are the cases that let it go, `handed_over` their files.
    """

    id: UUID
    position: int
    claim: str
    facts: Facts
    other_side: OtherSide
    act: ActPaper
    state: UnitState
    route: Route
    override: Override | None = None
    refusal: Refusal | None = None
    case: CaseLink | None = None
    round: int = 0
    past: tuple[CaseLink, ...] = ()
    handed_over: tuple[HandOver, ...] = ()
