"""What may be asked of an adjudication case (行政裁决案件); each names a row of the machine's table."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.kernel.matter import Matter
from services.kernel.moved_limits import DecideToldDate
from services.kernel.steps import Command, Lapse, Sentence

from .parts import Draft, IssuedPaper, NewDelivery


class ReceiveRequest(Command):
    """收到裁决申请: the desk hands over a claim unit with all that it knows."""

    type: Literal["receive_request"] = "receive_request"
    case_id: UUID
    number: str
    matter: Matter


class AcceptRequest(Command):
    """受理: the law gives us the power, and all conditions hold."""

    type: Literal["accept_request"] = "accept_request"


class RefuseRequest(Command):
    """不予受理, with its coded ground and the reasons that the applicant is told."""

    type: Literal["refuse_request"] = "refuse_request"
    ground: str
    reasons: Sentence


class WithdrawRequest(Command):
    """撤回申请."""

    type: Literal["withdraw_request"] = "withdraw_request"
    reason: Sentence


class SendCopy(Command):
    """发送申请书副本 with the notice to reply (答复通知书)."""

    type: Literal["send_copy"] = "send_copy"
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]


class FileReply(Command):
    """登记被申请人答复."""

    type: Literal["file_reply"] = "file_reply"
    statement: Sentence


class ExtendLimit(Command):
    """延长裁决期限, where the kind of dispute allows it at all."""

    type: Literal["extend_limit"] = "extend_limit"
    days: int = Field(gt=0, le=3650)
    reason: Sentence


class DraftDecision(Command):
    """拟定裁决."""

    type: Literal["draft_decision"] = "draft_decision"
    outcome: str
    found: str = Field(default="", max_length=20000)
    reasons: str = Field(default="", max_length=20000)
    terms: str = Field(default="", max_length=4000)

    @property
    def draft(self) -> Draft:
        """The draft as the file keeps it."""
        return Draft(outcome=self.outcome, found=self.found, reasons=self.reasons, terms=self.terms)


class SignDecision(Command):
    """签发裁决, or its return with a comment; never by whoever drafted it."""

    type: Literal["sign_decision"] = "sign_decision"
    approved: bool
    comment: str = Field(default="", max_length=4000)


class IssueDecision(Command):
    """制发裁决书: numbered, sealed, sent to both sides."""

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
    """改以其他方式再次送达."""

    type: Literal["repeat_service"] = "repeat_service"
    failed_id: UUID
    delivery: NewDelivery


class RecordMissedLimit(Lapse):
    """登记逾期: a limit passed without what it asked for."""

    type: Literal["record_missed_limit"] = "record_missed_limit"
    key: str


class CloseCase(Command):
    """结案归档."""

    type: Literal["close_case"] = "close_case"


Opening = ReceiveRequest | AcceptRequest | RefuseRequest | WithdrawRequest
Exchange = SendCopy | FileReply
Deciding = DraftDecision | SignDecision | IssueDecision | CloseCase
Serving = RecordService | RecordServiceFailure | RepeatService
Limits = DecideToldDate | ExtendLimit | RecordMissedLimit
AnyCommand = Opening | Exchange | Deciding | Serving | Limits
