"""决定: what happened."""

from typing import Literal

from services.kernel.steps import Event

from ..parts import Draft, IssuedPaper, NewDelivery
from ..parts.people import Discussion


class DecisionDrafted(Event):
    type: Literal["decision_drafted"] = "decision_drafted"
    draft: Draft


class DecisionReviewed(Event):
    type: Literal["decision_reviewed"] = "decision_reviewed"
    approved: bool
    comment: str = ""


class ReviewBypassed(Event):
    type: Literal["review_bypassed"] = "review_bypassed"
    reason: str


class DecisionSigned(Event):
    """签发, or 集体讨论通过: then the discussion stands beside it."""

    type: Literal["decision_signed"] = "decision_signed"
    discussion: Discussion | None = None


class DecisionReturned(Event):
    """退回: the signer sends the draft back."""

    type: Literal["decision_returned"] = "decision_returned"
    comment: str
    discussion: Discussion | None = None


class DecisionIssued(Event):
    type: Literal["decision_issued"] = "decision_issued"
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]


class DecisionTookEffect(Event):
    type: Literal["decision_took_effect"] = "decision_took_effect"


class CaseClosed(Event):
    type: Literal["case_closed"] = "case_closed"


DecidingEvent = (
    DecisionDrafted
    | DecisionReviewed
    | ReviewBypassed
    | DecisionSigned
    | DecisionReturned
    | DecisionIssued
    | DecisionTookEffect
    | CaseClosed
)
