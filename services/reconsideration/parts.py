"""The parts that commands, events and the case share: parties, the act, drafts, papers and deliveries."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.kernel.actor import Actor
from services.kernel.document import Document

PaperKind = Literal["reply_notice", "decision", "advice", "advice_copy", "order", "interview", "circular"]
Mode = Literal["post", "electronic", "direct"]
ActKind = Literal["penalty", "coercion", "licence", "information", "inaction", "injury", "levy", "other"]


class Part(BaseModel):
    """A frozen fact of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Party(Part):
    """当事人: a person or body in the case. `ref` (A1, A2 …) is how every paper refers to it."""

    ref: str
    name: str
    kind: Literal["person", "company", "sole_trader"] = "person"
    id_number: str | None = None
    phone: str | None = None
    email: str | None = None
    district: str = ""
    street: str = ""
    detail: str = ""
    birth_on: date | None = None
    electronic_consent: bool = False

    @property
    def address(self) -> str:
        """The full address for service (送达地址)."""
        return f"{self.district}{self.street}{self.detail}"


class Respondent(Part):
    """被申请人: an organ of the profile; organs stay readable in the public copy."""

    organ_id: str
    name: str
    address: str = ""
    email: str | None = None
    superior_name: str = ""
    superior_address: str = ""


class Act(Part):
    """被申请行政复议的行政行为."""

    kind: ActKind
    title: str
    number: str | None = None
    made_on: date | None = None
    served_on: date | None = None
    published: bool = False
    fine_amount: int | None = Field(default=None, description="yuan")


class Application(Part):
    """行政复议申请, as the desk hands it over."""

    dispute_id: UUID
    unit_id: UUID
    dispute_number: str
    received_on: date
    entry: str
    applicants: tuple[Party, ...] = Field(min_length=1)
    respondent: Respondent
    act: Act
    claim: str
    story: str
    articles: tuple[str, ...] = ()


class Draft(Part):
    """拟稿: the outcome with its coded grounds, and the parts that only a person can write."""

    outcome: str
    grounds: tuple[str, ...]
    found: str = Field(max_length=20000, description="经审理查明")
    reasons: str = Field(max_length=20000, description="本机关认为")
    terms: str = Field(default="", max_length=4000, description="what exactly is modified or to be performed")
    perform_days: int | None = Field(default=None, gt=0)
    findings: tuple[str, ...] = Field(default=(), description="coded defects beside the outcome (F…)")


class IssuedPaper(Part):
    """A numbered paper (文书): its model, its files by SHA-256 and the calendar it was dated with."""

    kind: PaperKind
    title: str
    number: str
    dated_on: date
    document: Document
    pdf_sha256: str
    verification: str


class NewDelivery(Part):
    """A delivery (送达) that is asked of the notify service."""

    id: UUID
    paper: PaperKind
    recipient: str
    mode: Mode


class Delivery(NewDelivery):
    """A delivery and what became of it."""

    state: Literal["requested", "served", "failed", "replaced"] = "requested"
    served_on: date | None = None
    failure: str = ""


class Opinions(Part):
    """听取意见笔录."""

    heard_on: date
    way: str
    summary: str
    by: Actor


class Reply(Part):
    """答复书 and its list of evidence."""

    filed_on: date
    statement: str
    evidence: tuple[str, ...]
    in_time: bool
