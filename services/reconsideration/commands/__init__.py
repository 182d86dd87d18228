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
from .deciding import CloseCase, Deciding, DraftDecision, IssueDecision, ReviewDecision, SignDecision
from .exchange import DeemNoEvidence, Exchange, FileReply, HearOpinions, SendCopy
from .limits import ExtendLimit, LapseSuitWindow, Limits, RecordMissedLimit, Resume, Suspend
from .opening import (
    AcceptApplication,
    AssignOfficer,
    DeemAccepted,
    Opening,
    ReceiveApplication,
    RefuseApplication,
    WithdrawApplication,
)
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

AnyCommand = Opening | Exchange | Serving | Limits | Deciding | Publishing | Advising

__all__ = [
    "AcceptApplication",
    "Advising",
    "AnyCommand",
    "ApproveRedaction",
    "AssignOfficer",
    "CloseCase",
    "Deciding",
    "DeclineAdvice",
    "DeemAccepted",
    "DeemNoEvidence",
    "DraftAdvice",
    "DraftDecision",
    "EscalateAdvice",
    "Exchange",
    "ExtendLimit",
    "FileAdviceReport",
    "FileReply",
    "FollowUpAdvice",
    "HearOpinions",
    "IssueAdvice",
    "IssueDecision",
    "LapseSuitWindow",
    "Limits",
    "Opening",
    "PlanRedaction",
    "Publishing",
    "ReceiveApplication",
    "RecordMissedLimit",
    "RecordPublication",
    "RecordService",
    "RecordServiceFailure",
    "RefuseApplication",
    "ReleaseRedaction",
    "RepeatService",
    "Resume",
    "ReviewDecision",
    "ReviewRedaction",
    "SendCopy",
    "Serving",
    "SignAdvice",
    "SignDecision",
    "Suspend",
    "VerifyAdvice",
    "WithdrawApplication",
    "WithholdPublication",
]
