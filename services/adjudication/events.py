"""What happened in an adjudication case; append-only, and the only source of its state."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, TypeAdapter

from services.kernel.matter import Matter
from services.kernel.moved_limits import LimitMoved, ToldDateDecided
from services.kernel.steps import Event

from .parts import Delivery, Draft, IssuedPaper, NewDelivery, Reply


class RequestReceived(Event):
    type: Literal["request_received"] = "request_received"
    case_id: UUID
    number: str
    matter: Matter


class RequestAccepted(Event):
    type: Literal["request_accepted"] = "request_accepted"


class RequestRefused(Event):
    type: Literal["request_refused"] = "request_refused"
    ground: str
    reasons: str


class RequestWithdrawn(Event):
    type: Literal["request_withdrawn"] = "request_withdrawn"
    reason: str


class CopySent(Event):
    type: Literal["copy_sent"] = "copy_sent"
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]


class ReplyFiled(Event):
    type: Literal["reply_filed"] = "reply_filed"
    reply: Reply


class LimitExtended(Event):
    type: Literal["limit_extended"] = "limit_extended"
    key: str
    days: int
    reason: str


class LimitMissed(Event):
    type: Literal["limit_missed"] = "limit_missed"
    key: str
    due_on: date


class DecisionDrafted(Event):
    type: Literal["decision_drafted"] = "decision_drafted"
    draft: Draft


class DecisionSigned(Event):
    type: Literal["decision_signed"] = "decision_signed"


class DecisionReturned(Event):
    type: Literal["decision_returned"] = "decision_returned"
    comment: str


class DecisionIssued(Event):
    type: Literal["decision_issued"] = "decision_issued"
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]


class PaperServed(Event):
    type: Literal["paper_served"] = "paper_served"
    delivery: Delivery
    mode: str
    proof_sha256: str | None


class ServiceCorrected(Event):
    """更正送达日期: the limit that ran from the wrong day runs from the right one.

    `reply_in_time`: what the right day says of a reply that was judged by the wrong one.
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


class DecisionServed(Event):
    """裁决书已送达双方: dated to the later of the two services."""

    type: Literal["decision_served"] = "decision_served"


class CaseClosed(Event):
    type: Literal["case_closed"] = "case_closed"


OpeningEvent = RequestReceived | RequestAccepted | RequestRefused | RequestWithdrawn
ExchangeEvent = CopySent | ReplyFiled
DecidingEvent = DecisionDrafted | DecisionSigned | DecisionReturned | DecisionIssued | CaseClosed
ServingEvent = PaperServed | ServiceCorrected | ServiceFailed | ServiceRepeated | DecisionServed
LimitEvent = LimitExtended | LimitMissed | LimitMoved | ToldDateDecided
AnyEvent = OpeningEvent | ExchangeEvent | DecidingEvent | ServingEvent | LimitEvent
EVENTS: TypeAdapter[AnyEvent] = TypeAdapter(Annotated[AnyEvent, Field(discriminator="type")])
