"""公开: what happened."""

from typing import Literal

from services.kernel.redaction import Plan
from services.kernel.steps import Event


class RedactionPlanned(Event):
    type: Literal["redaction_planned"] = "redaction_planned"
    plan: Plan


class RedactionReviewed(Event):
    type: Literal["redaction_reviewed"] = "redaction_reviewed"
    plan: Plan


class RedactionApproved(Event):
    type: Literal["redaction_approved"] = "redaction_approved"


class RedactionReturned(Event):
    type: Literal["redaction_returned"] = "redaction_returned"
    comment: str


class RedactionReleased(Event):
    type: Literal["redaction_released"] = "redaction_released"
    pdf_sha256: str


class DecisionPublished(Event):
    type: Literal["decision_published"] = "decision_published"
    url: str


class PublicationWithheld(Event):
    type: Literal["publication_withheld"] = "publication_withheld"
    ground: str
    reason: str


PublishingEvent = (
    RedactionPlanned
    | RedactionReviewed
    | RedactionApproved
    | RedactionReturned
    | RedactionReleased
    | DecisionPublished
    | PublicationWithheld
)
