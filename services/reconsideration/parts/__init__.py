"""The parts that commands, events and the case share: parties, the act, drafts, papers and deliveries."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.kernel import papers
from services.kernel.actor import Actor
from services.kernel.handover import HandOver
from services.kernel.matter import Party
from services.kernel.papers import Mode
from services.kernel.steps import Part

__all__ = [
    "Act",
    "Application",
    "Delivery",
    "Draft",
    "IssuedPaper",
    "Mode",
    "NewDelivery",
    "Opinions",
    "PaperKind",
    "Part",
    "Party",
    "Reply",
    "Respondent",
]

PaperKind = Literal[
    "supplement_notice",
    "refusal",
    "dismissal",
    "third_party_notice",
    "reply_notice",
    "decision",
    "advice",
    "advice_copy",
    "order",
    "interview",
    "circular",
    "conversion_notice",
    "hearing_notice",
    "hearing_moved",
    "stay_order",
    "stay_lifted",
    "basis_notice",
    "basis_transfer",
    "extension_notice",
    "suspension_notice",
    "resumption_notice",
    "withdrawal_reply",
    "termination",
    "mediation_statement",
    "performance_order",
    "performance_interview",
    "performance_circular",
    "decision_copy",
    "demand",
    "enforcement_application",
    "correction",
    "catalogue",
]
ActKind = Literal["penalty", "coercion", "licence", "information", "inaction", "injury", "levy", "agreement", "other"]


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
    """行政复议申请, as the desk hands it over.

    `filed_on` is the day that keeps the time to apply: of a letter its postmark (民事诉讼法 第八十五条第四款).
    """

    dispute_id: UUID
    unit_id: UUID
    dispute_number: str
    received_on: date
    filed_on: date | None = None
    entry: str
    applicants: tuple[Party, ...] = Field(min_length=1)
    respondent: Respondent
    act: Act
    claim: str
    story: str
    articles: tuple[str, ...] = ()
    handed_over: tuple[HandOver, ...] = ()


class Draft(Part):
    """拟稿: the outcome with its coded grounds, and the parts that only a person can write."""

    outcome: str
    grounds: tuple[str, ...]
    found: str = Field(max_length=20000, description="经审理查明")
    reasons: str = Field(max_length=20000, description="本机关认为")
    terms: str = Field(default="", max_length=4000, description="what exactly is modified or to be performed")
    perform_days: int | None = Field(default=None, gt=0)
    findings: tuple[str, ...] = Field(default=(), description="coded defects beside the outcome (F…)")
    effect: str = Field(default="", description="how a changed act weighs on the applicant (第六十三条第二款)")
    fine_amount: int | None = Field(default=None, ge=0, description="the fine after the change, in yuan")
    third_party: tuple[str, ...] = Field(default=(), description="what a third party asked or proved")
    compensation: str = Field(default="", description="what becomes of compensation (第七十二条)")
    compensation_terms: str = Field(default="", max_length=4000)
    remedial: str = Field(default="", max_length=4000, description="补救措施 beside a finding of unlawfulness")


class IssuedPaper(papers.IssuedPaper):
    """A numbered paper (文书) of a reconsideration case."""

    kind: PaperKind


class NewDelivery(papers.NewDelivery):
    """A delivery (送达) that is asked of the notify service; `number`: which of several papers of the kind it carries."""

    paper: PaperKind
    number: str = ""


class Delivery(papers.Delivery):
    """A delivery and what became of it."""

    paper: PaperKind
    number: str = ""


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
