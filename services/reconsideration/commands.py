"""What may be asked of a reconsideration case (行政复议案件); each names a row of the machine's table."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.kernel.actor import Actor
from services.kernel.moved_limits import DecideToldDate
from services.kernel.redaction import Plan
from services.kernel.steps import Command, Lapse, Sentence

from .parts import Application, Draft, IssuedPaper, NewDelivery

Procedure = Literal["ordinary", "summary"]


class ReceiveApplication(Command):
    """收到申请: the desk hands over an application with all that it knows."""

    type: Literal["receive_application"] = "receive_application"
    case_id: UUID
    number: str
    application: Application


class AssignOfficer(Command):
    """分派承办人; without a name the officer takes the case over himself (认领)."""

    type: Literal["assign_officer"] = "assign_officer"
    officer: Actor | None = None


class AcceptApplication(Command):
    """受理: all seven conditions hold. `summary_type` names why the summary procedure fits, where it is chosen."""

    type: Literal["accept_application"] = "accept_application"
    procedure: Procedure = "ordinary"
    summary_type: str | None = None


class DeemAccepted(Lapse):
    """视为受理: the review window closed in silence; dated to its last day."""

    type: Literal["deem_accepted"] = "deem_accepted"


class RefuseApplication(Command):
    """不予受理: which conditions are missing, why, and which organ is competent instead."""

    type: Literal["refuse_application"] = "refuse_application"
    grounds: tuple[str, ...] = Field(min_length=1)
    reasons: Sentence
    competent_organ: str | None = None


class WithdrawApplication(Command):
    """撤回申请."""

    type: Literal["withdraw_application"] = "withdraw_application"
    reason: Sentence


class SendCopy(Command):
    """发送申请书副本 with the notice to reply (答复通知书)."""

    type: Literal["send_copy"] = "send_copy"
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]


class FileReply(Command):
    """被申请人答复: statement, evidence and basis."""

    type: Literal["file_reply"] = "file_reply"
    statement: Sentence
    evidence: tuple[Sentence, ...] = ()


class DeemNoEvidence(Lapse):
    """视为没有证据、依据: the reply clock lapsed."""

    type: Literal["deem_no_evidence"] = "deem_no_evidence"


class HearOpinions(Command):
    """听取意见: mandatory before a decision in the ordinary procedure."""

    type: Literal["hear_opinions"] = "hear_opinions"
    way: Literal["in_person", "internet", "telephone", "written"]
    summary: Sentence


class ExtendLimit(Command):
    """延长审理期限, granted by the head of the reconsideration body before the limit ends."""

    type: Literal["extend_limit"] = "extend_limit"
    days: int = Field(gt=0)
    reason: Sentence


class Suspend(Command):
    """中止 on one coded ground."""

    type: Literal["suspend"] = "suspend"
    ground: str
    reason: Sentence
    applicant_agrees: bool = False
    respondent_agrees: bool = False


class Resume(Command):
    """恢复审理: the cause is gone."""

    type: Literal["resume"] = "resume"
    reason: Sentence


class RecordMissedLimit(Lapse):
    """登记逾期: a limit of ours passed; kept in the register of missed limits."""

    type: Literal["record_missed_limit"] = "record_missed_limit"
    key: str


class DraftDecision(Command):
    """拟定决定: outcome, coded grounds and the free parts of the text."""

    type: Literal["draft_decision"] = "draft_decision"
    draft: Draft


class ReviewDecision(Command):
    """审核决定: by someone who did not draft it."""

    type: Literal["review_decision"] = "review_decision"
    approved: bool
    comment: str = Field(default="", max_length=4000)


class SignDecision(Command):
    """签发决定: by the head of the organ, who did not draft it."""

    type: Literal["sign_decision"] = "sign_decision"
    approved: bool
    comment: str = Field(default="", max_length=4000)


class IssueDecision(Command):
    """制发决定书: numbered, typeset, sealed, and handed over for service."""

    type: Literal["issue_decision"] = "issue_decision"
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]


class RecordService(Command):
    """登记送达 from proof of service; `was_on` names the earlier date that a correction replaces."""

    type: Literal["record_service"] = "record_service"
    delivery_id: UUID
    served_on: date
    mode: str
    proof_sha256: str | None = None
    was_on: date | None = None


class RecordServiceFailure(Command):
    """登记送达不成."""

    type: Literal["record_service_failure"] = "record_service_failure"
    delivery_id: UUID
    reason: str


class RepeatService(Command):
    """改以其他方式再次送达 after a failure."""

    type: Literal["repeat_service"] = "repeat_service"
    failed_id: UUID
    delivery: NewDelivery


class PlanRedaction(Command):
    """拟定隐名方案 from the case's own parties."""

    type: Literal["plan_redaction"] = "plan_redaction"
    plan: Plan


class ReviewRedaction(Command):
    """审阅隐名稿: a person has settled every open suspect."""

    type: Literal["review_redaction"] = "review_redaction"
    plan: Plan


class ApproveRedaction(Command):
    """第二人复核隐名稿, who neither drafted the decision nor reviewed the masks."""

    type: Literal["approve_redaction"] = "approve_redaction"
    approved: bool
    comment: str = Field(default="", max_length=2000)


class ReleaseRedaction(Command):
    """生成公开件: the rendered bytes were scanned and hold no trace."""

    type: Literal["release_redaction"] = "release_redaction"
    pdf_sha256: str


class RecordPublication(Command):
    """登记公开."""

    type: Literal["record_publication"] = "record_publication"
    url: str
    published_on: date


class WithholdPublication(Command):
    """决定不公开, on a coded ground, by the head."""

    type: Literal["withhold_publication"] = "withhold_publication"
    ground: str
    reason: Sentence


class DraftAdvice(Command):
    """拟定行政复议意见书 from the outcome's grounds and the findings."""

    type: Literal["draft_advice"] = "draft_advice"
    corrections: tuple[Sentence, ...] = ()


class SignAdvice(Command):
    """签发行政复议意见书."""

    type: Literal["sign_advice"] = "sign_advice"


class DeclineAdvice(Command):
    """决定不制发意见书, with a reason that is counted."""

    type: Literal["decline_advice"] = "decline_advice"
    reason: Sentence


class IssueAdvice(Command):
    """制发行政复议意见书, and copy it to the superior department at the same time."""

    type: Literal["issue_advice"] = "issue_advice"
    paper: IssuedPaper
    copied: IssuedPaper | None = None
    deliveries: tuple[NewDelivery, ...]


class FileAdviceReport(Command):
    """报送整改情况."""

    type: Literal["file_advice_report"] = "file_advice_report"
    measures: Sentence


class VerifyAdvice(Command):
    """核验整改情况."""

    type: Literal["verify_advice"] = "verify_advice"
    result: Literal["corrected", "partly", "not_corrected"]
    comment: str = Field(default="", max_length=2000)


class EscalateAdvice(Lapse):
    """逾期未报送: the report clock, or the clock of an order after it, lapsed."""

    type: Literal["escalate_advice"] = "escalate_advice"
    key: str


class FollowUpAdvice(Command):
    """责令履行、约谈、通报: the next step in order."""

    type: Literal["follow_up_advice"] = "follow_up_advice"
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]


class LapseSuitWindow(Lapse):
    """起诉期限届满."""

    type: Literal["lapse_suit_window"] = "lapse_suit_window"
    key: str


class CloseCase(Command):
    """结案归档."""

    type: Literal["close_case"] = "close_case"


Opening = (
    ReceiveApplication | AssignOfficer | AcceptApplication | DeemAccepted | RefuseApplication | WithdrawApplication
)
Exchange = SendCopy | FileReply | DeemNoEvidence | HearOpinions
Serving = RecordService | RecordServiceFailure | RepeatService
Limits = DecideToldDate | ExtendLimit | Suspend | Resume | RecordMissedLimit | LapseSuitWindow
Deciding = DraftDecision | ReviewDecision | SignDecision | IssueDecision | CloseCase
Publishing = (
    PlanRedaction | ReviewRedaction | ApproveRedaction | ReleaseRedaction | RecordPublication | WithholdPublication
)
Advising = (
    DraftAdvice
    | SignAdvice
    | DeclineAdvice
    | IssueAdvice
    | FileAdviceReport
    | VerifyAdvice
    | EscalateAdvice
    | FollowUpAdvice
)
AnyCommand = Opening | Exchange | Serving | Limits | Deciding | Publishing | Advising
