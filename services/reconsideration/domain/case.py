"""The state of one reconsideration case (行政复议案件), rebuilt from its events."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.kernel.actor import Actor
from services.kernel.casefile import CaseFile
from services.kernel.machine import machine
from services.kernel.outcomes import Outcome, outcomes
from services.kernel.redaction import Plan

from ..parts import Act, Application, Delivery, Draft, IssuedPaper, Opinions, Part, Party, Reply, Respondent

MACHINE = machine("reconsideration")
CODES = outcomes("reconsideration")

REVIEW, ORDINARY, SUMMARY = "arl.review", "arl.ordinary", "arl.summary"
SEND_COPY = {"ordinary": "arl.send_copy", "summary": "arl.send_copy_summary"}
REPLY = {"ordinary": "arl.reply", "summary": "arl.reply_summary"}
DECIDE = {"ordinary": ORDINARY, "summary": SUMMARY}
SUIT, ADVICE_REPORT, ADVICE_ORDER = "arl.suit", "arl.advice_report", "house.advice_order"
TAKEDOWN = "arl.penalty_takedown"


class Redaction(Part):
    """隐名公开: how far the public copy has come, and who read it."""

    state: Literal["none", "planned", "reviewed", "approved", "released", "published", "withheld"] = "none"
    plan: Plan | None = None
    reviewed_by: Actor | None = None
    approved_by: Actor | None = None
    returned: str = ""
    pdf_sha256: str | None = None
    url: str | None = None
    ground: str | None = None
    reason: str = ""


class Advice(Part):
    """行政复议意见书: from the finding to the verified correction."""

    state: Literal["none", "declined", "drafted", "signed", "issued", "served", "reported", "verified"] = "none"
    defects: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    reason: str = ""
    drafted_by: Actor | None = None
    signed_by: Actor | None = None
    paper: IssuedPaper | None = None
    report: str = ""
    result: str = ""
    overdue: bool = False
    steps: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something is still owed: a signature, an answer or its verification."""
        return self.state in {"drafted", "signed", "issued", "served", "reported"}


class Case(CaseFile):
    """The file as it stands. Nothing in it is set but by `evolve`."""

    application: Application
    officer: Actor | None = None
    procedure: Literal["ordinary", "summary"] | None = None
    accepted_on: date | None = None
    deemed: bool = False
    papers: tuple[IssuedPaper, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    reply: Reply | None = None
    evidence_barred: bool = False
    opinions: tuple[Opinions, ...] = ()
    suspension_ground: str | None = None
    draft: Draft | None = None
    drafted_by: Actor | None = None
    drafters: tuple[str, ...] = ()
    reviewed_by: Actor | None = None
    signed_by: Actor | None = None
    signed_on: date | None = None
    returned: str = ""
    effective_on: date | None = None
    redaction: Redaction = Redaction()
    advice: Advice = Advice()
    missed: tuple[str, ...] = ()

    @property
    def applicants(self) -> tuple[Party, ...]:
        """申请人, in the order of their refs."""
        return self.application.applicants

    @property
    def respondent(self) -> Respondent:
        """被申请人."""
        return self.application.respondent

    @property
    def act(self) -> Act:
        """被申请行政复议的行政行为."""
        return self.application.act

    @property
    def law_on(self) -> date:
        """The legal date of the case: the law of the day of receipt governs it."""
        return self.application.received_on

    @property
    def decision(self) -> IssuedPaper | None:
        """行政复议决定书, once issued."""
        return next((paper for paper in self.papers if paper.kind == "decision"), None)

    @property
    def outcome(self) -> Outcome | None:
        """The coded ending of the draft or decision."""
        return CODES.outcomes[self.draft.outcome] if self.draft else None

    def delivery(self, delivery_id: UUID) -> Delivery | None:
        """One delivery of this case."""
        return next((one for one in self.deliveries if one.id == delivery_id), None)

    def outstanding(self, paper: str) -> tuple[Delivery, ...]:
        """Deliveries of a paper that have not been proved; a replaced one no longer counts."""
        return tuple(d for d in self.deliveries if d.paper == paper and d.state in {"requested", "failed"})
