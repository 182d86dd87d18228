"""What happened in a reconsideration case; append-only, and the only source of its state."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from .advising import (
    AdviceDeclined,
    AdviceDrafted,
    AdviceEscalated,
    AdviceIssued,
    AdviceOverdue,
    AdviceReported,
    AdviceSigned,
    AdviceVerified,
    AdvisingEvent,
)
from .deciding import (
    CaseClosed,
    DecidingEvent,
    DecisionDrafted,
    DecisionIssued,
    DecisionReturned,
    DecisionReviewed,
    DecisionSigned,
    DecisionTookEffect,
)
from .exchange import CopySent, EvidenceBarred, ExchangeEvent, OpinionsHeard, ReplyFiled
from .limits import CaseResumed, CaseSuspended, LimitEvent, LimitExtended, LimitMissed, SuitWindowLapsed
from .opening import (
    ApplicationAccepted,
    ApplicationReceived,
    ApplicationRefused,
    ApplicationWithdrawn,
    OfficerAssigned,
    OpeningEvent,
)
from .publishing import (
    DecisionPublished,
    PublicationWithheld,
    PublishingEvent,
    RedactionApproved,
    RedactionPlanned,
    RedactionReleased,
    RedactionReturned,
    RedactionReviewed,
)
from .serving import PaperServed, ServiceCorrected, ServiceFailed, ServiceRepeated, ServingEvent

AnyEvent = OpeningEvent | ExchangeEvent | ServingEvent | LimitEvent | DecidingEvent | PublishingEvent | AdvisingEvent
EVENTS: TypeAdapter[AnyEvent] = TypeAdapter(Annotated[AnyEvent, Field(discriminator="type")])

__all__ = [
    "EVENTS",
    "AdviceDeclined",
    "AdviceDrafted",
    "AdviceEscalated",
    "AdviceIssued",
    "AdviceOverdue",
    "AdviceReported",
    "AdviceSigned",
    "AdviceVerified",
    "AdvisingEvent",
    "AnyEvent",
    "ApplicationAccepted",
    "ApplicationReceived",
    "ApplicationRefused",
    "ApplicationWithdrawn",
    "CaseClosed",
    "CaseResumed",
    "CaseSuspended",
    "CopySent",
    "DecidingEvent",
    "DecisionDrafted",
    "DecisionIssued",
    "DecisionPublished",
    "DecisionReturned",
    "DecisionReviewed",
    "DecisionSigned",
    "DecisionTookEffect",
    "EvidenceBarred",
    "ExchangeEvent",
    "LimitEvent",
    "LimitExtended",
    "LimitMissed",
    "OfficerAssigned",
    "OpeningEvent",
    "OpinionsHeard",
    "PaperServed",
    "PublicationWithheld",
    "PublishingEvent",
    "RedactionApproved",
    "RedactionPlanned",
    "RedactionReleased",
    "RedactionReturned",
    "RedactionReviewed",
    "ReplyFiled",
    "ServiceCorrected",
    "ServiceFailed",
    "ServiceRepeated",
    "ServingEvent",
    "SuitWindowLapsed",
]
