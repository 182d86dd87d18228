"""撤回与终止: what happened."""

from datetime import date
from typing import Literal

from services.kernel.steps import Event


class WithdrawalAsked(Event):
    type: Literal["withdrawal_asked"] = "withdrawal_asked"
    reason: str
    settlement: str = ""


class WithdrawalDecided(Event):
    type: Literal["withdrawal_decided"] = "withdrawal_decided"
    approved: bool
    comment: str = ""


class TerminationProposed(Event):
    type: Literal["termination_proposed"] = "termination_proposed"
    key: str
    due_on: date


class CaseTerminated(Event):
    type: Literal["case_terminated"] = "case_terminated"
    ground: str
    reason: str
    cite: str


TerminatingEvent = WithdrawalAsked | WithdrawalDecided | TerminationProposed | CaseTerminated
