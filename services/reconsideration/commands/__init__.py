"""What may be asked of a reconsideration case (行政复议案件); each names a row of the machine's table."""

from .advising import (
    Advising,
    DeclineAdvice,
    DraftAdvice,
    EscalateAdvice,
    FileAdviceReport,
    FollowUpAdvice,
    IssueAdvice,
    SignAdvice,
    VerifyAdvice,
)
from .attached_review import (
    BasisWish,
    ConcludeAttachedReview,
    DeclineAttachedReview,
    FileBasisReply,
    NotifyBasisMaker,
    RequestAttachedReview,
    TakeUpAttachedReview,
    TransferBasis,
)
from .correcting import AbandonApplication, AskCorrection, ExtendCorrection, FileCorrection
from .correcting_papers import (
    CorrectPaper,
)
from .deciding import (
    BypassReview,
    CloseCase,
    Deciding,
    DiscussDecision,
    DraftDecision,
    IssueDecision,
    ReviewDecision,
    SignDecision,
)
from .ending import (
    EndingWish,
)
from .evidence import (
    AllowSupplement,
    BeginExcludedTime,
    EndExcludedTime,
    EvidenceWish,
    ExamineEvidence,
    Inquire,
    RecordEvidence,
    RecordFileReading,
    SupplementEvidence,
)
from .exchange import DeemNoEvidence, Exchange, FileReply, HearOpinions, SendCopy
from .filing import (
    EndOfferedMediation,
    OfferMediation,
    RecordForwarding,
    RecordKnowledge,
    RecordObstacle,
    RecordOralApplication,
)
from .hearing import (
    CallHearing,
    ConsultCommittee,
    ExplainDeparture,
    HearingWish,
    MoveHearing,
    RecordCommitteeOpinion,
    RecordComplexity,
    RecordHearing,
)
from .limits import ExtendLimit, LapseSuitWindow, Limits, RecordMissedLimit, Resume, Suspend
from .notices import IssueNotice
from .opening import (
    AcceptApplication,
    AssignOfficer,
    DeemAccepted,
    Opening,
    ReceiveApplication,
    RefuseApplication,
    WithdrawApplication,
)
from .ordering import DismissApplication, ObeySuperior
from .parties import (
    AddApplicant,
    AppointAgent,
    JoinCases,
    JoinThirdParty,
    NameRepresentatives,
    ReleaseAgent,
    SplitCases,
)
from .people import AssignSecond, DecideConflict, DeclareConflict, ReturnCase, Staffing
from .performing import (
    ApplyEnforcement,
    CopyDecision,
    DemandPerformance,
    OverduePerformance,
    Performing,
    PressPerformance,
    RecordEnforcement,
    RecordPerformance,
    RecordTakedown,
    RipenDemand,
)
from .procedure import ChooseSummary, ConvertToOrdinary, Proceeding
from .publishing import (
    ApproveRedaction,
    PlanRedaction,
    Publishing,
    RecordPublication,
    ReleaseRedaction,
    ReviewRedaction,
    WithholdPublication,
)
from .serving import RecordService, RecordServiceFailure, RepeatService, Serving
from .settling import (
    BreakMediation,
    RecordAgreement,
    SealStatement,
    Settling,
    SignStatement,
)
from .stay import DeclineStay, LiftStay, OrderStay, StayWish
from .suing import (
    FileDefence,
    LapseAppeal,
    RecordAppeal,
    RecordAppearance,
    RecordComplaint,
    RecordRuling,
    RecordSuit,
    Suing,
)
from .terminating import (
    DecideWithdrawal,
    ProposeTermination,
    TerminateCase,
    Terminating,
)

AnyCommand = (
    Opening
    | Exchange
    | Serving
    | Limits
    | Deciding
    | Staffing
    | Publishing
    | Advising
    | BasisWish
    | EndingWish
    | EvidenceWish
    | HearingWish
    | IssueNotice
    | Proceeding
    | StayWish
)

__all__ = [
    "AbandonApplication",
    "AcceptApplication",
    "AddApplicant",
    "Advising",
    "AllowSupplement",
    "AnyCommand",
    "ApplyEnforcement",
    "AppointAgent",
    "ApproveRedaction",
    "AskCorrection",
    "AssignOfficer",
    "AssignSecond",
    "BasisWish",
    "BeginExcludedTime",
    "BreakMediation",
    "BypassReview",
    "CallHearing",
    "ChooseSummary",
    "CloseCase",
    "ConcludeAttachedReview",
    "ConsultCommittee",
    "ConvertToOrdinary",
    "CopyDecision",
    "CorrectPaper",
    "DecideConflict",
    "DecideWithdrawal",
    "Deciding",
    "DeclareConflict",
    "DeclineAdvice",
    "DeclineAttachedReview",
    "DeclineStay",
    "DeemAccepted",
    "DeemNoEvidence",
    "DemandPerformance",
    "DiscussDecision",
    "DismissApplication",
    "DraftAdvice",
    "DraftDecision",
    "EndExcludedTime",
    "EndOfferedMediation",
    "EndingWish",
    "EscalateAdvice",
    "EvidenceWish",
    "ExamineEvidence",
    "Exchange",
    "ExplainDeparture",
    "ExtendCorrection",
    "ExtendLimit",
    "FileAdviceReport",
    "FileBasisReply",
    "FileCorrection",
    "FileDefence",
    "FileReply",
    "FollowUpAdvice",
    "HearOpinions",
    "HearingWish",
    "Inquire",
    "IssueAdvice",
    "IssueDecision",
    "IssueNotice",
    "JoinCases",
    "JoinThirdParty",
    "LapseAppeal",
    "LapseSuitWindow",
    "LiftStay",
    "Limits",
    "MoveHearing",
    "NameRepresentatives",
    "NotifyBasisMaker",
    "ObeySuperior",
    "OfferMediation",
    "Opening",
    "OrderStay",
    "OverduePerformance",
    "Performing",
    "PlanRedaction",
    "PressPerformance",
    "Proceeding",
    "ProposeTermination",
    "Publishing",
    "ReceiveApplication",
    "RecordAgreement",
    "RecordAppeal",
    "RecordAppearance",
    "RecordCommitteeOpinion",
    "RecordComplaint",
    "RecordComplexity",
    "RecordEnforcement",
    "RecordEvidence",
    "RecordFileReading",
    "RecordForwarding",
    "RecordHearing",
    "RecordKnowledge",
    "RecordMissedLimit",
    "RecordObstacle",
    "RecordOralApplication",
    "RecordPerformance",
    "RecordPublication",
    "RecordRuling",
    "RecordService",
    "RecordServiceFailure",
    "RecordSuit",
    "RecordTakedown",
    "RefuseApplication",
    "ReleaseAgent",
    "ReleaseRedaction",
    "RepeatService",
    "RequestAttachedReview",
    "Resume",
    "ReturnCase",
    "ReviewDecision",
    "ReviewRedaction",
    "RipenDemand",
    "SealStatement",
    "SendCopy",
    "Serving",
    "Settling",
    "SignAdvice",
    "SignDecision",
    "SignStatement",
    "SplitCases",
    "Staffing",
    "StayWish",
    "Suing",
    "SupplementEvidence",
    "Suspend",
    "TakeUpAttachedReview",
    "TerminateCase",
    "Terminating",
    "TransferBasis",
    "VerifyAdvice",
    "WithdrawApplication",
    "WithholdPublication",
]
