"""The shapes of calls between processes of the house; flows carry them, services answer with them."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.chassis.messages import Channel
from services.kernel.handover import HandOver

Sha256 = str


class Contract(BaseModel):
    """A shared shape: frozen, and strict about names, so that two services cannot drift apart unseen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Address(Contract):
    """Where somebody lives or trades."""

    district: str
    road: str | None = None
    detail: str | None = None


class PartyFacts(Contract):
    """What a channel needs to know of the applicant (申请人)."""

    name: str = Field(min_length=1, max_length=200)
    kind: Literal["person", "company", "sole_trader"]
    id_number: str | None = None
    phone: str | None = None
    email: str | None = None
    address: Address
    birth_on: date | None = None
    electronic_consent: bool = False


class ActFacts(Contract):
    """The administrative act (行政行为) that is disputed."""

    kind: str
    title: str
    number: str | None = None
    made_on: date
    served_on: date | None = None
    published: bool = False
    fine_amount: int | None = Field(default=None, ge=0)


class RouteFacts(Contract):
    """Why the desk chose this channel: rules, articles and reasons as they stood on the day."""

    rules: tuple[str, ...]
    articles: tuple[str, ...]
    reasons: tuple[str, ...]
    rulebook_version: str


class ReferralOffer(Contract):
    """Everything a channel receives with a referral (移送). The same unit twice opens one case.

    Against a private party `respondent_organ` is empty, `respondent` names the party, and `act` tells the matter:
    its kind is the field (consumer, land, patent …) and its date that of the event, or of the filing where unknown.
    `filed_on` is the day that keeps a limit, the postmark of a letter; `received_on` is the day the desk had it.
    `round` counts the channels the unit was sent to; `handed_over` are the files of those that let it go.
    """

    unit_id: UUID
    dispute_id: UUID
    dispute_number: str
    channel: Channel
    received_on: date
    filed_on: date | None = None
    entry: str
    applicant: PartyFacts
    respondent_organ: str
    respondent: PartyFacts | None = None
    act: ActFacts
    claim: str
    story: str
    route: RouteFacts
    round: int = Field(default=1, ge=1)
    handed_over: tuple[HandOver, ...] = ()


class ReferralRefused(Contract):
    """A channel did not take a unit, in its own words and with its article."""

    channel: Channel
    reason: str = Field(min_length=1, max_length=1000)
    cite: str = Field(default="", max_length=200)


class CaseRef(Contract):
    """A case, named so that the desk can link to it."""

    case_id: UUID
    number: str
    channel: Channel


class SweepRequest(Contract):
    """Sweep (or remind) as of this legal day."""

    on: date


class SweepResult(Contract):
    """How many clocks were looked at under lock, and how many ran out."""

    lapsed: int
    looked_at: int


class RemindResult(Contract):
    """How many reminders were asked for by this call."""

    sent: int


class CalendarWatch(Contract):
    """Which alarms of the published calendar stand today, and its last published day."""

    alarms: tuple[Literal["horizon", "season"], ...]
    final_until: date


class Agenda(Contract):
    """The next legal day on which a sweep or a reminder would do something; none: nothing is running."""

    next_on: date | None


class Issued(Contract):
    """A paper was numbered, sealed and sent out for service."""

    document_sha256: Sha256
    number: str


class RedactedPackage(Contract):
    """All that the public site ever learns of a case: already anonymised, already scanned."""

    case_number: str
    decision_number: str
    title: str
    decided_on: date
    outcome: str
    subject: str
    respondent: str
    articles: tuple[str, ...]
    html: str
    text: str
    pdf_base64: str
    sha256_pdf: Sha256
    original_sha256: Sha256
    verification_code: str


class Published(Contract):
    """Where and when the anonymised decision became public."""

    url: str
    published_on: date


class AdviceDraft(Contract):
    """Whether a letter of advice was drafted, and why or why not."""

    drafted: bool
    reason: str


class FollowUp(Contract):
    """The step taken because an organ did not report; none: nothing was due."""

    step: str | None


class OverdueAdvice(Contract):
    """The cases whose letter of advice waits for a report that is overdue; asked for by the daily follow-up."""

    cases: tuple[UUID, ...]
