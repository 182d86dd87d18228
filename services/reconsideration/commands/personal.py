"""The steps that a person may take in a case: what the interface reads and what the forms become."""

from typing import Annotated

from pydantic import Field

from services.kernel.moved_limits import DecideToldDate

from . import (
    AcceptApplication,
    AddApplicant,
    AllowSupplement,
    ApplyEnforcement,
    AppointAgent,
    ApproveRedaction,
    AskCorrection,
    AssignOfficer,
    AssignSecond,
    BeginExcludedTime,
    BreakMediation,
    BypassReview,
    CallHearing,
    ChooseSummary,
    CloseCase,
    ConcludeAttachedReview,
    ConsultCommittee,
    ConvertToOrdinary,
    CopyDecision,
    CorrectPaper,
    DecideConflict,
    DecideWithdrawal,
    DeclareConflict,
    DeclineAdvice,
    DeclineAttachedReview,
    DeclineStay,
    DemandPerformance,
    DiscussDecision,
    DismissApplication,
    DraftAdvice,
    DraftDecision,
    EndExcludedTime,
    EndOfferedMediation,
    ExamineEvidence,
    ExplainDeparture,
    ExtendCorrection,
    ExtendLimit,
    FileAdviceReport,
    FileBasisReply,
    FileCorrection,
    FileDefence,
    FileReply,
    HearOpinions,
    Inquire,
    JoinCases,
    JoinThirdParty,
    LiftStay,
    MoveHearing,
    NameRepresentatives,
    NotifyBasisMaker,
    ObeySuperior,
    OfferMediation,
    OrderStay,
    PressPerformance,
    RecordAgreement,
    RecordAppeal,
    RecordAppearance,
    RecordCommitteeOpinion,
    RecordComplaint,
    RecordComplexity,
    RecordEnforcement,
    RecordEvidence,
    RecordFileReading,
    RecordForwarding,
    RecordHearing,
    RecordKnowledge,
    RecordObstacle,
    RecordOralApplication,
    RecordPerformance,
    RecordRuling,
    RecordSuit,
    RecordTakedown,
    RefuseApplication,
    ReleaseAgent,
    RequestAttachedReview,
    Resume,
    ReturnCase,
    ReviewDecision,
    SealStatement,
    SignAdvice,
    SignDecision,
    SignStatement,
    SplitCases,
    SupplementEvidence,
    Suspend,
    TakeUpAttachedReview,
    TerminateCase,
    TransferBasis,
    VerifyAdvice,
    WithdrawApplication,
    WithholdPublication,
)

PersonalStep = Annotated[
    AcceptApplication
    | ApplyEnforcement
    | BreakMediation
    | CopyDecision
    | CorrectPaper
    | DecideWithdrawal
    | DemandPerformance
    | FileDefence
    | PressPerformance
    | RecordAgreement
    | RecordAppeal
    | RecordAppearance
    | RecordComplaint
    | RecordEnforcement
    | RecordPerformance
    | RecordRuling
    | RecordSuit
    | RecordTakedown
    | SealStatement
    | SignStatement
    | TerminateCase
    | AskCorrection
    | ExtendCorrection
    | FileCorrection
    | EndOfferedMediation
    | OfferMediation
    | RecordForwarding
    | RecordKnowledge
    | RecordObstacle
    | RecordOralApplication
    | DismissApplication
    | ObeySuperior
    | AddApplicant
    | AppointAgent
    | JoinCases
    | JoinThirdParty
    | NameRepresentatives
    | ReleaseAgent
    | SplitCases
    | AllowSupplement
    | ApproveRedaction
    | AssignOfficer
    | AssignSecond
    | BypassReview
    | DecideConflict
    | DeclareConflict
    | DiscussDecision
    | ReturnCase
    | BeginExcludedTime
    | CallHearing
    | ChooseSummary
    | CloseCase
    | ConcludeAttachedReview
    | ConsultCommittee
    | ConvertToOrdinary
    | DecideToldDate
    | DeclineAdvice
    | DeclineAttachedReview
    | DeclineStay
    | DraftAdvice
    | DraftDecision
    | EndExcludedTime
    | ExamineEvidence
    | ExplainDeparture
    | ExtendLimit
    | FileAdviceReport
    | FileBasisReply
    | FileReply
    | HearOpinions
    | Inquire
    | LiftStay
    | MoveHearing
    | NotifyBasisMaker
    | OrderStay
    | RecordCommitteeOpinion
    | RecordComplexity
    | RecordEvidence
    | RecordFileReading
    | RecordHearing
    | RefuseApplication
    | RequestAttachedReview
    | Resume
    | ReviewDecision
    | SignAdvice
    | SignDecision
    | SupplementEvidence
    | Suspend
    | TakeUpAttachedReview
    | TransferBasis
    | VerifyAdvice
    | WithdrawApplication
    | WithholdPublication,
    Field(discriminator="type"),
]
