"""What happened in a reconsideration case; append-only, and the only source of its state."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, TypeAdapter

from services.kernel.actor import Actor
from services.kernel.moved_limits import LimitMoved, ToldDateDecided
from services.kernel.redaction import Plan
from services.kernel.steps import Event

from .parts import Application, Delivery, Draft, IssuedPaper, NewDelivery, Opinions, Reply


class ApplicationReceived(Event):
    type: Literal["application_received"] = "application_received"
    case_id: UUID
    number: str
    application: Application


class OfficerAssigned(Event):
    type: Literal["officer_assigned"] = "officer_assigned"
    officer: Actor


class ApplicationAccepted(Event):
    """受理; `deemed` when silence did it, and then `on` is the last day of the review window."""

    type: Literal["application_accepted"] = "application_accepted"
    procedure: Literal["ordinary", "summary"]
    deemed: bool = False
    summary_type: str | None = None


class ApplicationRefused(Event):
    type: Literal["application_refused"] = "application_refused"
    grounds: tuple[str, ...]
    reasons: str
    competent_organ: str | None


class ApplicationWithdrawn(Event):
    type: Literal["application_withdrawn"] = "application_withdrawn"
    reason: str


class CopySent(Event):
    type: Literal["copy_sent"] = "copy_sent"
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]


class ReplyFiled(Event):
    type: Literal["reply_filed"] = "reply_filed"
    reply: Reply


class EvidenceBarred(Event):
    type: Literal["evidence_barred"] = "evidence_barred"
    due_on: date


class OpinionsHeard(Event):
    type: Literal["opinions_heard"] = "opinions_heard"
    opinions: Opinions


class LimitExtended(Event):
    type: Literal["limit_extended"] = "limit_extended"
    key: str
    days: int
    reason: str


class CaseSuspended(Event):
    type: Literal["case_suspended"] = "case_suspended"
    ground: str
    reason: str
    cite: str


class CaseResumed(Event):
    type: Literal["case_resumed"] = "case_resumed"
    reason: str


class LimitMissed(Event):
    type: Literal["limit_missed"] = "limit_missed"
    key: str
    due_on: date


class DecisionDrafted(Event):
    type: Literal["decision_drafted"] = "decision_drafted"
    draft: Draft


class DecisionReviewed(Event):
    type: Literal["decision_reviewed"] = "decision_reviewed"
    approved: bool
    comment: str = ""


class DecisionSigned(Event):
    type: Literal["decision_signed"] = "decision_signed"


class DecisionReturned(Event):
    """退回: the signer sends the draft back."""

    type: Literal["decision_returned"] = "decision_returned"
    comment: str


class DecisionIssued(Event):
    type: Literal["decision_issued"] = "decision_issued"
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]


class PaperServed(Event):
    """送达; `on` is the day it counts as served."""

    type: Literal["paper_served"] = "paper_served"
    delivery: Delivery
    mode: str
    proof_sha256: str | None


class ServiceCorrected(Event):
    """更正送达日期: the limits that ran from the wrong day run from the right one.

    `reply_in_time`: whether a reply already filed was in time, counted from the right day.
    """

    type: Literal["service_corrected"] = "service_corrected"
    delivery: Delivery
    was_on: date
    reply_in_time: bool | None = None


class ServiceFailed(Event):
    type: Literal["service_failed"] = "service_failed"
    delivery_id: UUID
    reason: str


class ServiceRepeated(Event):
    type: Literal["service_repeated"] = "service_repeated"
    failed_id: UUID
    delivery: NewDelivery


class DecisionTookEffect(Event):
    type: Literal["decision_took_effect"] = "decision_took_effect"


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


class AdviceDrafted(Event):
    type: Literal["advice_drafted"] = "advice_drafted"
    defects: tuple[str, ...]
    corrections: tuple[str, ...]


class AdviceSigned(Event):
    type: Literal["advice_signed"] = "advice_signed"


class AdviceDeclined(Event):
    type: Literal["advice_declined"] = "advice_declined"
    reason: str


class AdviceIssued(Event):
    type: Literal["advice_issued"] = "advice_issued"
    paper: IssuedPaper
    copied: IssuedPaper | None = None
    deliveries: tuple[NewDelivery, ...]


class AdviceReported(Event):
    type: Literal["advice_reported"] = "advice_reported"
    measures: str
    in_time: bool


class AdviceVerified(Event):
    type: Literal["advice_verified"] = "advice_verified"
    result: Literal["corrected", "partly", "not_corrected"]
    comment: str = ""


class AdviceOverdue(Event):
    type: Literal["advice_overdue"] = "advice_overdue"
    key: str
    due_on: date


class AdviceEscalated(Event):
    type: Literal["advice_escalated"] = "advice_escalated"
    step: str
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]


class SuitWindowLapsed(Event):
    type: Literal["suit_window_lapsed"] = "suit_window_lapsed"
    key: str
    due_on: date


class CaseClosed(Event):
    type: Literal["case_closed"] = "case_closed"


OpeningEvent = ApplicationReceived | OfficerAssigned | ApplicationAccepted | ApplicationRefused | ApplicationWithdrawn
ExchangeEvent = CopySent | ReplyFiled | EvidenceBarred | OpinionsHeard
ServingEvent = PaperServed | ServiceCorrected | ServiceFailed | ServiceRepeated
LimitEvent = LimitExtended | CaseSuspended | CaseResumed | LimitMissed | SuitWindowLapsed | LimitMoved | ToldDateDecided
DecidingEvent = (
    DecisionDrafted
    | DecisionReviewed
    | DecisionSigned
    | DecisionReturned
    | DecisionIssued
    | DecisionTookEffect
    | CaseClosed
)
PublishingEvent = (
    RedactionPlanned
    | RedactionReviewed
    | RedactionApproved
    | RedactionReturned
    | RedactionReleased
    | DecisionPublished
    | PublicationWithheld
)
AdvisingEvent = (
    AdviceDrafted
    | AdviceSigned
    | AdviceDeclined
    | AdviceIssued
    | AdviceReported
    | AdviceVerified
    | AdviceOverdue
    | AdviceEscalated
)
AnyEvent = OpeningEvent | ExchangeEvent | ServingEvent | LimitEvent | DecidingEvent | PublishingEvent | AdvisingEvent
EVENTS: TypeAdapter[AnyEvent] = TypeAdapter(Annotated[AnyEvent, Field(discriminator="type")])
