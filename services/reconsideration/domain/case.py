"""The state of one reconsideration case (行政复议案件), rebuilt from its events."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.kernel.actor import Actor
from services.kernel.casefile import CaseFile
from services.kernel.endings import endings
from services.kernel.machine import machine
from services.kernel.outcomes import Outcome, outcomes
from services.kernel.redaction import Plan

from ..parts import Act, Application, Delivery, Draft, IssuedPaper, Opinions, Part, Party, Reply, Respondent
from ..parts.ending import Ending, RulingKind
from ..parts.opening import Agent, Correction, Filed, LinkedCase, Refusal
from ..parts.people import People
from ..parts.trial import Trial

MACHINE = machine("reconsideration")
CODES = outcomes("reconsideration")
ENDINGS = endings("reconsideration")

REVIEW, ORDINARY, SUMMARY = "arl.review", "arl.ordinary", "arl.summary"
CORRECTION, REVIEW_AGAIN = "arl.supplement", "arl.review_after_supplement"
SEND_COPY = {"ordinary": "arl.send_copy", "summary": "arl.send_copy_summary"}
REPLY = {"ordinary": "arl.reply", "summary": "arl.reply_summary"}
DECIDE = {"ordinary": ORDINARY, "summary": SUMMARY}
SUIT, ADVICE_REPORT, ADVICE_ORDER = "arl.suit", "arl.advice_report", "house.advice_order"
TAKEDOWN = "arl.penalty_takedown"
PERFORM, REMAKE, PERFORM_ORDER = "arl.performance", "arl.remake", "house.performance_order"
DEMAND, COURT_ENFORCEMENT, DEFENCE = "acl.demand", "acl.court_enforcement", "lit.evidence"
APPEAL: dict[RulingKind, str] = {"judgment": "lit.appeal_judgment", "ruling": "lit.appeal_ruling"}
HEARING_NOTICE = "arl.hearing_notice"
BASIS_NOTICE, BASIS_REPLY, BASIS_OPINION = "arl.basis_notice", "arl.basis_reply", "arl.basis_opinion"
# By whether the organ took it up of its own motion (第五十七条) or because it was asked (第五十六条).
BASIS_OWN = {False: "arl.basis_own", True: "arl.own_basis"}
BASIS_TRANSFER = {False: "arl.basis_transfer", True: "arl.own_basis_transfer"}


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
    trial: Trial = Trial()
    people: People = People()
    ending: Ending = Ending()
    correction: Correction = Correction()
    filed: Filed = Filed()
    refusal: Refusal | None = None
    third_parties: tuple[Party, ...] = ()
    agents: tuple[Agent, ...] = ()
    representatives: tuple[str, ...] = ()
    linked: tuple[LinkedCase, ...] = ()

    @property
    def applicants(self) -> tuple[Party, ...]:
        """申请人, in the order of their refs."""
        return self.application.applicants

    @property
    def parties(self) -> tuple[Party, ...]:
        """申请人和第三人, whom every decision is served on and who may sue over it."""
        return (*self.applicants, *self.third_parties)

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

    def in_trial(self, **change: object) -> "Case":
        """The case with something new in its trial (审理)."""
        return self.model_copy(update={"trial": self.trial.model_copy(update=change)})

    def in_ending(self, **change: object) -> "Case":
        """The case with something new in what ends it or follows its decision."""
        return self.model_copy(update={"ending": self.ending.model_copy(update=change)})

    def has_paper(self, kind: str) -> bool:
        """Whether a paper of the kind was issued."""
        return any(paper.kind == kind for paper in self.papers)

    def delivery(self, delivery_id: UUID) -> Delivery | None:
        """One delivery of this case."""
        return next((one for one in self.deliveries if one.id == delivery_id), None)

    def outstanding(self, paper: str) -> tuple[Delivery, ...]:
        """Deliveries of a paper that have not been proved; a replaced one no longer counts."""
        return tuple(d for d in self.deliveries if d.paper == paper and d.state in {"requested", "failed"})
