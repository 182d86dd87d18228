"""What may be asked of a mediation case (行政调解案件); each names a row of the machine's table."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.kernel.matter import Matter
from services.kernel.moved_limits import DecideToldDate
from services.kernel.steps import Command, Lapse, Sentence

from .parts import Side, Wish


class ReceiveRequest(Command):
    """收到调解申请: the desk hands over a claim unit with all that it knows."""

    type: Literal["receive_request"] = "receive_request"
    case_id: UUID
    number: str
    matter: Matter


class AcceptRequest(Command):
    """受理; who agreed to be mediated is recorded with it (各方同意)."""

    type: Literal["accept_request"] = "accept_request"
    applicant_consents: bool = False
    respondent_consents: bool = False


class RefuseRequest(Command):
    """不予受理, with its coded ground and the reasons that the parties are told."""

    type: Literal["refuse_request"] = "refuse_request"
    ground: str
    reasons: Sentence


class WithdrawRequest(Command):
    """撤回申请."""

    type: Literal["withdraw_request"] = "withdraw_request"
    reason: Sentence


class RecordSession(Command):
    """登记调解笔录 of a session that was held."""

    type: Literal["record_session"] = "record_session"
    held_on: date
    place: Sentence
    attended: tuple[Side, ...] = Field(min_length=1)
    record: Sentence
    undisputed: str = Field(default="", max_length=4000)
    undisputed_signed: bool = False


class DraftAgreement(Command):
    """拟定调解协议; a new wording needs both signatures anew."""

    type: Literal["draft_agreement"] = "draft_agreement"
    text: Sentence


class SignAgreement(Command):
    """登记当事人签字 under the agreement as it is worded now."""

    type: Literal["sign_agreement"] = "sign_agreement"
    side: Side
    signed_on: date


class TerminateMediation(Command):
    """终止调解, with the ways that remain (告知其他途径) and the one the applicant asks to be handed over to."""

    type: Literal["terminate_mediation"] = "terminate_mediation"
    reason: str
    statement: Sentence
    channels: tuple[str, ...] = ()
    wish: Wish | None = None


class ExtendLimit(Command):
    """延长调解期限: only both sides can grant it."""

    type: Literal["extend_limit"] = "extend_limit"
    days: int = Field(gt=0, le=3650)
    reason: Sentence
    applicant_agrees: bool = False
    respondent_agrees: bool = False


class ProposeTermination(Lapse):
    """建议终止: the limit ran out; the mediator still has to sign the end."""

    type: Literal["propose_termination"] = "propose_termination"
    key: str


class RecordMissedLimit(Lapse):
    """登记逾期: the organ let its own limit pass."""

    type: Literal["record_missed_limit"] = "record_missed_limit"
    key: str


class CloseCase(Command):
    """结案归档."""

    type: Literal["close_case"] = "close_case"


Opening = ReceiveRequest | AcceptRequest | RefuseRequest
Mediating = RecordSession | DraftAgreement | SignAgreement
Ending = TerminateMediation | WithdrawRequest | CloseCase
Limits = DecideToldDate | ExtendLimit | ProposeTermination | RecordMissedLimit
AnyCommand = Opening | Mediating | Ending | Limits
