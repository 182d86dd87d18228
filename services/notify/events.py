"""What happened to a delivery (送达), and the records that a proof of service is made of."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class Fact(BaseModel):
    """A frozen record that is stored as JSON and never changed in place."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Mode(StrEnum):
    """How a document reaches a person (送达方式, 民事诉讼法 第八十八条至第九十五条)."""

    DIRECT = "direct"
    LEFT = "left"
    ELECTRONIC = "electronic"
    POST = "post"
    PUBLIC_NOTICE = "public_notice"


class Capacity(StrEnum):
    """Who may sign for the addressee (签收人身份, 民事诉讼法 第八十八条)."""

    ADDRESSEE = "addressee"
    COHABITANT = "cohabitant"
    STATUTORY = "statutory"
    MAIL_CLERK = "mail_clerk"
    AGENT = "agent"
    DESIGNATED = "designated"


class ReturnGround(StrEnum):
    """Why an item came back (退回原因)."""

    REFUSED = "refused"
    UNKNOWN_ADDRESS = "unknown_address"
    MOVED = "moved"
    UNCLAIMED = "unclaimed"
    BOUNCED = "bounced"


class NoticeGround(StrEnum):
    """The two grounds on which service by public notice is lawful (民事诉讼法 第九十五条)."""

    WHEREABOUTS_UNKNOWN = "whereabouts_unknown"
    OTHER_MODES_FAILED = "other_modes_failed"


class Paper(Fact):
    """The document that is served, named by the hash of its bytes."""

    kind: str
    title: str
    number: str | None = None
    sha256: str
    filename: str


class Addressee(Fact):
    """The person or organ that must receive it (受送达人), with the addresses that the case allows to be used."""

    key: str
    role: str
    name: str
    address: str | None = None
    email: str | None = None
    organ: str | None = None


class Receipt(Fact):
    """What the slip says (送达回证、邮件回执): served or returned, on which day, to whom, with which evidence."""

    served: bool
    on: date
    mode: Mode
    signed_by: str | None = None
    capacity: Capacity | None = None
    how: str = ""
    witness: str | None = None
    slip_sha256: str | None = None
    ground: ReturnGround | None = None
    source: str = "clerk"

    def says_the_same(self, other: "Receipt") -> bool:
        """Whether both tell the same outcome on the same day; who wrote it down does not matter."""
        return (self.served, self.on) == (other.served, other.on)


class Failure(Fact):
    """Why a delivery did not reach anyone: a word for programs and a sentence for people."""

    code: str
    text: str
    on: date


class PublicNotice(Fact):
    """A notice put up because nothing else reached the addressee (公告送达)."""

    ground: NoticeGround
    reason: str
    issued_on: date
    place: str


class DeliveryAsked(Fact):
    """A case asked for this document to be served."""

    type: Literal["delivery_asked"] = "delivery_asked"
    delivery_id: UUID
    case_id: UUID
    case_number: str
    paper: Paper
    addressee: Addressee
    mode: Mode
    reply_to: str
    on: date


class Dispatched(Fact):
    """It left the house: handed to the post, laid out at the counter, or taken over by the mail server."""

    type: Literal["dispatched"] = "dispatched"
    on: date
    tracking: str | None


class Served(Fact):
    """It reached the addressee in law; `receipt` is the evidence and `proof_sha256` the proof of service (送达回证)."""

    type: Literal["served"] = "served"
    served_on: date
    receipt: Receipt
    proof_sha256: str


class ReceiptKept(Fact):
    """A further slip for the same outcome and day, filed and without effect."""

    type: Literal["receipt_kept"] = "receipt_kept"
    receipt: Receipt


class ReceiptContradicted(Fact):
    """A slip that tells another outcome or day than the one that stands. Filed; moves nothing until a person decides."""

    type: Literal["receipt_contradicted"] = "receipt_contradicted"
    receipt: Receipt


class CameBack(Fact):
    """The item was returned (退回)."""

    type: Literal["came_back"] = "came_back"
    receipt: Receipt
    failure: Failure


class DeliveryFailed(Fact):
    """It never went out: no usable address, or refused for good by the channel."""

    type: Literal["delivery_failed"] = "delivery_failed"
    failure: Failure


class ServiceDateCorrected(Fact):
    """A person replaced the recorded outcome by another date, with a reason (更正送达日期)."""

    type: Literal["service_date_corrected"] = "service_date_corrected"
    was_on: date | None
    now_on: date
    reason: str
    by: str
    corrected_on: date
    receipt: Receipt
    proof_sha256: str

    @property
    def shortens(self) -> bool:
        """Whether the addressee's time to act becomes shorter than it was told."""
        return self.was_on is not None and self.now_on < self.was_on


class PublicNoticeGiven(Fact):
    """The document was put up as a public notice; it is served when the statutory period has passed."""

    type: Literal["public_notice_given"] = "public_notice_given"
    notice: PublicNotice


class NoticePeriodMoved(Fact):
    """期限变动: another calendar gives the public notice another last day; its facts stay as they were."""

    type: Literal["limit_moved"] = "limit_moved"
    was_on: date
    now_on: date
    notice: str
    calendar: int


Event = Annotated[
    DeliveryAsked
    | Dispatched
    | Served
    | ReceiptKept
    | ReceiptContradicted
    | CameBack
    | DeliveryFailed
    | ServiceDateCorrected
    | PublicNoticeGiven
    | NoticePeriodMoved,
    Field(discriminator="type"),
]
EVENTS: TypeAdapter[Event] = TypeAdapter(Event)
