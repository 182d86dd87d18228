"""What happened in a mediation case; append-only, and the only source of its state."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, TypeAdapter

from services.kernel.matter import Matter
from services.kernel.moved_limits import LimitMoved, ToldDateDecided
from services.kernel.steps import Event

from .parts import Session, Side, Signature, Termination


class RequestReceived(Event):
    type: Literal["request_received"] = "request_received"
    case_id: UUID
    number: str
    matter: Matter


class RequestAccepted(Event):
    """受理 with the consents given so far; a consumer complaint is accepted before the trader is asked."""

    type: Literal["request_accepted"] = "request_accepted"
    consents: tuple[Side, ...]


class RequestRefused(Event):
    type: Literal["request_refused"] = "request_refused"
    ground: str
    reasons: str


class RequestWithdrawn(Event):
    type: Literal["request_withdrawn"] = "request_withdrawn"
    reason: str


class SessionRecorded(Event):
    type: Literal["session_recorded"] = "session_recorded"
    session: Session


class AgreementDrafted(Event):
    type: Literal["agreement_drafted"] = "agreement_drafted"
    text: str


class AgreementSigned(Event):
    type: Literal["agreement_signed"] = "agreement_signed"
    signature: Signature


class AgreementTookEffect(Event):
    """协议生效 on the day of the last signature."""

    type: Literal["agreement_took_effect"] = "agreement_took_effect"


class MediationTerminated(Event):
    type: Literal["mediation_terminated"] = "mediation_terminated"
    termination: Termination


class LimitExtended(Event):
    type: Literal["limit_extended"] = "limit_extended"
    key: str
    days: int
    reason: str


class TerminationProposed(Event):
    type: Literal["termination_proposed"] = "termination_proposed"
    key: str
    due_on: date


class LimitMissed(Event):
    type: Literal["limit_missed"] = "limit_missed"
    key: str
    due_on: date


class CaseClosed(Event):
    type: Literal["case_closed"] = "case_closed"


OpeningEvent = RequestReceived | RequestAccepted | RequestRefused
MediatingEvent = SessionRecorded | AgreementDrafted | AgreementSigned | AgreementTookEffect
EndingEvent = MediationTerminated | RequestWithdrawn | CaseClosed
LimitEvent = LimitExtended | TerminationProposed | LimitMissed | LimitMoved | ToldDateDecided
AnyEvent = OpeningEvent | MediatingEvent | EndingEvent | LimitEvent
EVENTS: TypeAdapter[AnyEvent] = TypeAdapter(Annotated[AnyEvent, Field(discriminator="type")])
