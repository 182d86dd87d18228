"""The parts of a dispute (争议): who comes, against whom, about which act, and each thing that is asked for."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.kernel.routing import Route
from services.kernel.routing_facts import Answers, Facts

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Optional = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Story = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=8000)]
Entry = Literal["counter", "online", "telephone", "post", "transfer"]
PartyKind = Literal["person", "company", "sole_trader"]

ENTRY_TITLES: dict[Entry, str] = {
    "counter": "窗口",
    "online": "网上",
    "telephone": "电话",
    "post": "邮寄",
    "transfer": "移送",
}
PARTY_TITLES: dict[PartyKind, str] = {"person": "个人", "company": "公司或其他单位", "sole_trader": "个体工商户"}
MOST_UNITS = 6


class Part(BaseModel):
    """A frozen fact of the dispute."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Party(Part):
    """来访人, the later applicant (申请人)."""

    name: Word
    kind: PartyKind = "person"
    id_number: Optional = ""
    phone: Optional = ""
    email: Optional = ""
    district: Optional = ""
    road: Optional = ""
    detail: Optional = ""
    birth_on: date | None = None
    electronic_consent: bool = False

    @property
    def address(self) -> str:
        """The whole address for service (送达地址)."""
        return f"{self.district}{self.road}{self.detail}"


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


class Source(Part):
    """Where a handed-over dispute comes from: the same reference of the same partner is the same dispute."""

    partner: Word
    reference: Word


class Filing(Part):
    """登记的内容: who came when and how, the story, and everything that is asked for."""

    received_on: date
    entry: Entry = "counter"
    source: Source | None = None
    applicant: Party
    story: Story
    units: tuple[UnitDraft, ...] = Field(min_length=1, max_length=MOST_UNITS)


class UnitState(StrEnum):
    """Where a claim unit stands at the desk."""

    WAITING = "waiting"
    REFERRED = "referred"
    LAWYER = "lawyer"
    TOLD = "told"


UNIT_TITLES: dict[UnitState, str] = {
    UnitState.WAITING: "待移送",
    UnitState.REFERRED: "已立案",
    UnitState.LAWYER: "待律师判断",
    UnitState.TOLD: "已告知其他途径",
}


class CaseLink(Part):
    """The case that a channel opened for a unit, and where it stands, as last heard."""

    case_id: UUID
    number: str
    channel: Literal["mediation", "adjudication", "reconsideration"]
    state: str = ""
    title: str = ""
    moved_on: date | None = None


class Override(Part):
    """律师改定: a person chose the channel against or without the tables, and said why."""

    reason: Sentence
    by_name: str
    on: date


class Unit(Part):
    """One claim unit with its route, and with its case once a channel has taken it over."""

    id: UUID
    position: int
    claim: str
    facts: Facts
    other_side: OtherSide
    act: ActPaper
    state: UnitState
    route: Route
    override: Override | None = None
    case: CaseLink | None = None


class Dispute(Part):
    """争议: one number for life (一案一码), whatever channels its units go through."""

    id: UUID
    number: str
    version: int
    received_on: date
    entry: Entry
    source: Source | None
    applicant: Party
    story: str
    units: tuple[Unit, ...]

    def unit(self, unit_id: UUID) -> Unit | None:
        """The unit with this id."""
        return next((unit for unit in self.units if unit.id == unit_id), None)
