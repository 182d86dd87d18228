"""Everything that travels between services: one typed body for each kind of message, all in one place.

A message tells what has happened, or asks for a delivery or a notice. It carries what the reader needs and no more:
it is kept for weeks in the stream, so no story, no evidence and no identity number travels in it.
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Channel = Literal["mediation", "adjudication", "reconsideration"]
Mode = Literal["post", "electronic", "direct"]
ServedMode = Literal["post", "electronic", "direct", "left", "public_notice"]


class Body(BaseModel):
    """What every body has in common: it never changes, and it holds nothing that its type does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DocumentRef(Body):
    """A sealed document, named by its hash; the file itself is fetched from chassis/files."""

    kind: str
    title: str
    number: str | None = None
    sha256: str
    filename: str


class Recipient(Body):
    """Whoever is to receive a document; `key` is the party's lasting key inside its case."""

    key: str
    role: str
    name: str
    address: str | None = None
    email: str | None = None
    organ: str | None = None


class UnitRouted(Body):
    """A claim unit was given its channel and waits to be referred (移送)."""

    type: Literal["intake.unit_routed"] = "intake.unit_routed"
    unit_id: UUID
    dispute_id: UUID
    dispute_number: str
    channel: Channel


class CaseOpened(Body):
    """A channel opened a case for a claim unit."""

    type: Literal["case.opened"] = "case.opened"
    channel: Channel
    case_id: UUID
    number: str
    unit_id: UUID | None = None
    dispute_id: UUID | None = None


class CaseMoved(Body):
    """A case entered another state; `title` says it in Chinese, ready to be shown to the desk."""

    type: Literal["case.moved"] = "case.moved"
    channel: Channel
    case_id: UUID
    number: str
    unit_id: UUID | None = None
    state: str
    title: str
    on: date


class CaseHandedBack(Body):
    """A channel let a claim unit go, not taken or not settled (不予受理、调解终止): the desk fetches its file."""

    type: Literal["case.handed_back"] = "case.handed_back"
    channel: Channel
    case_id: UUID
    number: str
    unit_id: UUID
    on: date


class DeliveryRequested(Body):
    """A document is to be served (送达) on one recipient; the answer goes to `reply_to`."""

    type: Literal["delivery.requested"] = "delivery.requested"
    delivery_id: UUID
    case_id: UUID
    case_number: str
    document: DocumentRef
    recipient: Recipient
    mode: Mode
    reply_to: str


class DeliveryServed(Body):
    """Served: `served_on` is the legal effect, and the proof of service (送达回证) is kept under its hash.

    With `was_on` it corrects what was told before for the same delivery: that date no longer stands. Why is not told
    here but kept with the delivery.
    """

    type: Literal["delivery.served"] = "delivery.served"
    delivery_id: UUID
    case_id: UUID
    document_kind: str
    recipient_key: str
    served_on: date
    mode: ServedMode
    proof_sha256: str | None = None
    reply_to: str
    was_on: date | None = None


class DeliveryFailed(Body):
    """The attempt came back; somebody has to choose another way of service."""

    type: Literal["delivery.failed"] = "delivery.failed"
    delivery_id: UUID
    case_id: UUID
    document_kind: str
    recipient_key: str
    mode: ServedMode
    reason: str
    reply_to: str


class NoticeRequested(Body):
    """A notice without legal effect: a reminder, a receipt. `key` makes it go out once."""

    type: Literal["notice.requested"] = "notice.requested"
    key: str
    case_id: UUID | None = None
    case_number: str = ""
    recipient: Recipient
    subject: str
    text: str


class _CaseStep(Body):
    case_id: UUID
    number: str
    on: date


class DecisionSigned(_CaseStep):
    """The head signed the decision (行政复议决定); its paper is now issued."""

    type: Literal["reconsideration.decision_signed"] = "reconsideration.decision_signed"


class DecisionEffective(_CaseStep):
    """The decision took effect on service: it may be published, and the time to sue runs."""

    type: Literal["reconsideration.decision_effective"] = "reconsideration.decision_effective"


class RedactionApproved(_CaseStep):
    """A second reader approved the anonymised text (隐名公开)."""

    type: Literal["reconsideration.redaction_approved"] = "reconsideration.redaction_approved"


class AdviceSigned(_CaseStep):
    """The letter of advice (行政复议意见书) was signed."""

    type: Literal["reconsideration.advice_signed"] = "reconsideration.advice_signed"


class AdviceReportOverdue(_CaseStep):
    """The organ did not report what it corrected within the time the law gives."""

    type: Literal["reconsideration.advice_report_overdue"] = "reconsideration.advice_report_overdue"


class LimitMissed(Body):
    """An organ of the house itself let a statutory limit pass; recorded, shown, and never hidden."""

    type: Literal["case.limit_missed"] = "case.limit_missed"
    channel: Channel
    case_id: UUID
    number: str = ""
    rule: str
    due_on: date


AnyBody = Annotated[
    UnitRouted
    | CaseOpened
    | CaseMoved
    | CaseHandedBack
    | DeliveryRequested
    | DeliveryServed
    | DeliveryFailed
    | NoticeRequested
    | DecisionSigned
    | DecisionEffective
    | RedactionApproved
    | AdviceSigned
    | AdviceReportOverdue
    | LimitMissed,
    Field(discriminator="type"),
]

ANY_BODY: TypeAdapter[AnyBody] = TypeAdapter(AnyBody)


class Message(BaseModel):
    """One message: written with the step it tells of, sent at least once, taking effect once.

    `on` is the legal day of the step. It is not the day of sending: a message may be sent again weeks later.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID = Field(default_factory=uuid4)
    source: str
    case_id: UUID | None = None
    on: date
    body: AnyBody

    @property
    def type(self) -> str:
        """What happened; consumers and flows are found by it."""
        return self.body.type

    @property
    def number(self) -> str | None:
        """The case's or dispute's number when the body carries one: runs in Prefect are tagged with it."""
        match self.body:
            case DeliveryRequested() | NoticeRequested():
                return self.body.case_number or None
            case DeliveryServed() | DeliveryFailed():
                return None
            case UnitRouted():
                return self.body.dispute_number
            case _:
                return self.body.number or None
