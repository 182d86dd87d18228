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
from .attached_review import (
    AttachedReviewConcluded,
    AttachedReviewDeclined,
    AttachedReviewRequested,
    AttachedReviewTakenUp,
    BasisEvent,
    BasisMakerNotified,
    BasisReplyFiled,
    BasisTransferred,
)
from .correcting import ApplicationAbandoned, CorrectionAsked, CorrectionFiled
from .correcting_papers import (
    PaperCorrected,
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
    ReviewBypassed,
)
from .ending import (
    EndingEvent,
)
from .evidence import (
    EvidenceEvent,
    EvidenceExamined,
    EvidenceRecorded,
    EvidenceSupplemented,
    ExcludedTimeBegan,
    ExcludedTimeEnded,
    FileRead,
    InquiryMade,
    SupplementAllowed,
)
from .exchange import CopySent, EvidenceBarred, ExchangeEvent, OpinionsHeard, ReplyFiled
from .filing import (
    ForwardingRecorded,
    KnowledgeRecorded,
    MediationOffered,
    ObstacleRecorded,
    OfferedMediationEnded,
    OralApplicationRecorded,
)
from .hearing import (
    CommitteeConsulted,
    CommitteeOpinionRecorded,
    ComplexityRecorded,
    DepartureExplained,
    HearingCalled,
    HearingEvent,
    HearingHeld,
    HearingMoved,
)
from .limits import CaseResumed, CaseSuspended, LimitEvent, LimitExtended, LimitMissed, SuitWindowLapsed
from .notices import NoticeIssued
from .opening import (
    ApplicationAccepted,
    ApplicationReceived,
    ApplicationRefused,
    ApplicationWithdrawn,
    OfficerAssigned,
    OpeningEvent,
)
from .ordering import ApplicationDismissed, SuperiorOrdered
from .parties import (
    AgentAppointed,
    AgentReleased,
    ApplicantAdded,
    CasesJoined,
    CasesSplit,
    RepresentativesNamed,
    ThirdPartyJoined,
)
from .people import CaseReturned, ConflictDecided, ConflictDeclared, SecondAssigned, StaffingEvent
from .performing import (
    DecisionCopied,
    DemandRipened,
    EnforcementApplied,
    EnforcementRecorded,
    PenaltyTakenDown,
    PerformanceDemanded,
    PerformanceOverdue,
    PerformancePressed,
    PerformanceRecorded,
    PerformingEvent,
)
from .procedure import ConvertedToOrdinary, ProceedingEvent, SummaryChosen
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
from .settling import (
    AgreementReached,
    MediationBroken,
    SettlingEvent,
    StatementSealed,
    StatementServed,
    StatementSigned,
)
from .stay import StayDeclined, StayEvent, StayLifted, StayOrdered
from .suing import (
    AppealLapsed,
    AppealRecorded,
    AppearanceRecorded,
    ComplaintReceived,
    DefenceFiled,
    RulingReceived,
    SuingEvent,
    SuitRecorded,
)
from .terminating import (
    CaseTerminated,
    TerminatingEvent,
    TerminationProposed,
    WithdrawalAsked,
    WithdrawalDecided,
)

AnyEvent = (
    OpeningEvent
    | ExchangeEvent
    | ServingEvent
    | LimitEvent
    | DecidingEvent
    | StaffingEvent
    | PublishingEvent
    | AdvisingEvent
    | BasisEvent
    | EndingEvent
    | EvidenceEvent
    | HearingEvent
    | NoticeIssued
    | ProceedingEvent
    | StayEvent
)
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
    "AgentAppointed",
    "AgentReleased",
    "AgreementReached",
    "AnyEvent",
    "AppealLapsed",
    "AppealRecorded",
    "AppearanceRecorded",
    "ApplicantAdded",
    "ApplicationAbandoned",
    "ApplicationAccepted",
    "ApplicationDismissed",
    "ApplicationReceived",
    "ApplicationRefused",
    "ApplicationWithdrawn",
    "AttachedReviewConcluded",
    "AttachedReviewDeclined",
    "AttachedReviewRequested",
    "AttachedReviewTakenUp",
    "BasisEvent",
    "BasisMakerNotified",
    "BasisReplyFiled",
    "BasisTransferred",
    "CaseClosed",
    "CaseResumed",
    "CaseReturned",
    "CaseSuspended",
    "CaseTerminated",
    "CasesJoined",
    "CasesSplit",
    "CommitteeConsulted",
    "CommitteeOpinionRecorded",
    "ComplaintReceived",
    "ComplexityRecorded",
    "ConflictDecided",
    "ConflictDeclared",
    "ConvertedToOrdinary",
    "CopySent",
    "CorrectionAsked",
    "CorrectionFiled",
    "DecidingEvent",
    "DecisionCopied",
    "DecisionDrafted",
    "DecisionIssued",
    "DecisionPublished",
    "DecisionReturned",
    "DecisionReviewed",
    "DecisionSigned",
    "DecisionTookEffect",
    "DefenceFiled",
    "DemandRipened",
    "DepartureExplained",
    "EndingEvent",
    "EnforcementApplied",
    "EnforcementRecorded",
    "EvidenceBarred",
    "EvidenceEvent",
    "EvidenceExamined",
    "EvidenceRecorded",
    "EvidenceSupplemented",
    "ExchangeEvent",
    "ExcludedTimeBegan",
    "ExcludedTimeEnded",
    "FileRead",
    "ForwardingRecorded",
    "HearingCalled",
    "HearingEvent",
    "HearingHeld",
    "HearingMoved",
    "InquiryMade",
    "KnowledgeRecorded",
    "LimitEvent",
    "LimitExtended",
    "LimitMissed",
    "MediationBroken",
    "MediationOffered",
    "NoticeIssued",
    "ObstacleRecorded",
    "OfferedMediationEnded",
    "OfficerAssigned",
    "OpeningEvent",
    "OpinionsHeard",
    "OralApplicationRecorded",
    "PaperCorrected",
    "PaperServed",
    "PenaltyTakenDown",
    "PerformanceDemanded",
    "PerformanceOverdue",
    "PerformancePressed",
    "PerformanceRecorded",
    "PerformingEvent",
    "ProceedingEvent",
    "PublicationWithheld",
    "PublishingEvent",
    "RedactionApproved",
    "RedactionPlanned",
    "RedactionReleased",
    "RedactionReturned",
    "RedactionReviewed",
    "ReplyFiled",
    "RepresentativesNamed",
    "ReviewBypassed",
    "RulingReceived",
    "SecondAssigned",
    "ServiceCorrected",
    "ServiceFailed",
    "ServiceRepeated",
    "ServingEvent",
    "SettlingEvent",
    "StaffingEvent",
    "StatementSealed",
    "StatementServed",
    "StatementSigned",
    "StayDeclined",
    "StayEvent",
    "StayLifted",
    "StayOrdered",
    "SuingEvent",
    "SuitRecorded",
    "SuitWindowLapsed",
    "SummaryChosen",
    "SuperiorOrdered",
    "SupplementAllowed",
    "TerminatingEvent",
    "TerminationProposed",
    "ThirdPartyJoined",
    "WithdrawalAsked",
    "WithdrawalDecided",
]
