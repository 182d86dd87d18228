"""What can be asked of a delivery (送达)."""

from datetime import date
from typing import Literal
from uuid import UUID

from .events import Addressee, Fact, Mode, NoticeGround, Paper, Receipt


class AskDelivery(Fact):
    """Serve this document on this addressee. Asked twice with the same id it is one delivery."""

    type: Literal["ask_delivery"] = "ask_delivery"
    delivery_id: UUID
    case_id: UUID
    case_number: str
    paper: Paper
    addressee: Addressee
    mode: Mode
    reply_to: str


class RecordDispatch(Fact):
    """The channel took the item over; `arrived`: it reached the addressee's own system at once (民事诉讼法 第九十条)."""

    type: Literal["record_dispatch"] = "record_dispatch"
    on: date
    tracking: str | None
    arrived: bool = False


class RecordFailure(Fact):
    """The channel refused the item for good, or the tries are used up."""

    type: Literal["record_failure"] = "record_failure"
    on: date
    code: str
    text: str


class RecordReceipt(Fact):
    """A slip came back, from the post or from the clerk who served in person."""

    type: Literal["record_receipt"] = "record_receipt"
    receipt: Receipt


class CorrectServiceDate(Fact):
    """Another date is right: only with the slip that shows it and a reason (更正)."""

    type: Literal["correct_service_date"] = "correct_service_date"
    receipt: Receipt
    reason: str
    by: str


class GivePublicNotice(Fact):
    """Put the document up as a public notice, as the last resort (公告送达, 民事诉讼法 第九十五条)."""

    type: Literal["give_public_notice"] = "give_public_notice"
    ground: NoticeGround
    reason: str
    issued_on: date
    place: str


class DeemServed(Fact):
    """The period of a public notice has passed: the document counts as served (视为送达)."""

    type: Literal["deem_served"] = "deem_served"


Command = (
    AskDelivery | RecordDispatch | RecordFailure | RecordReceipt | CorrectServiceDate | GivePublicNotice | DeemServed
)
