"""The parts of the ending (结案前后): withdrawal, termination, mediation statement, performance, enforcement, suits."""

from datetime import date
from typing import Literal

from services.kernel.actor import Actor
from services.kernel.steps import Part

Measure = Literal["order", "interview", "circular"]
SuitObject = Literal["decision", "silence", "original_act"]
RulingKind = Literal["judgment", "ruling"]


class Withdrawal(Part):
    """撤回申请: asked by the applicant, allowed by the body (行政复议法 第七十四条)."""

    asked_on: date
    reason: str
    settlement: str = ""
    allowed_by: Actor | None = None


class Termination(Part):
    """终止: proposed where a suspension has lasted in full, decided by the organ."""

    proposed_on: date | None = None
    ground: str | None = None
    reason: str = ""


class Agreement(Part):
    """调解协议 and who has signed the statement (调解书); it binds when all have and the seal is on it."""

    terms: str
    agreed_on: date
    perform_days: int | None = None
    signed: tuple[str, ...] = ()
    effective_on: date | None = None


class Performance(Part):
    """履行: what the respondent owes under a decision or statement, and what was done to press it."""

    state: Literal["none", "owed", "overdue", "performed"] = "none"
    steps: tuple[Measure, ...] = ()
    performed_on: date | None = None
    account: str = ""
    taken_down_on: date | None = None


class Enforcement(Part):
    """强制执行: against whoever neither sues nor performs (行政复议法 第七十八条)."""

    debtor: str
    matter: str
    demanded_on: date
    is_ripe: bool = False
    applied_on: date | None = None
    result: str = ""


class Appearance(Part):
    """出庭应诉: whether a head of the organ appeared, and who came instead."""

    on: date
    head_came: bool
    person: str
    excuse: str = ""


class Suit(Part):
    """行政诉讼 about this case: against whom, before which court, and how far it has come."""

    plaintiffs: tuple[str, ...]
    object: SuitObject
    filed_on: date
    court: str
    court_number: str = ""
    defendants: tuple[str, ...]
    level: str
    row: str
    in_time: bool = True
    complaint_on: date | None = None
    defence_on: date | None = None
    appearances: tuple[Appearance, ...] = ()
    instance: Literal[1, 2] = 1
    result: str = ""
    is_final: bool = False


class Ending(Part):
    """Everything that ends a case or follows its decision."""

    withdrawal: Withdrawal | None = None
    termination: Termination = Termination()
    agreement: Agreement | None = None
    performance: Performance = Performance()
    enforcement: Enforcement | None = None
    suits: tuple[Suit, ...] = ()

    @property
    def open_suit(self) -> Suit | None:
        """The suit that still goes on."""
        return next((suit for suit in self.suits if not suit.is_final), None)
