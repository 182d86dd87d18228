"""申请与受理: what happened."""

from typing import Literal
from uuid import UUID

from services.kernel.actor import Actor
from services.kernel.steps import Event

from ..parts import Application
from .correcting import CorrectingEvent
from .filing import FilingEvent
from .ordering import OrderingEvent
from .parties import JoiningEvent


class ApplicationReceived(Event):
    type: Literal["application_received"] = "application_received"
    case_id: UUID
    number: str
    application: Application


class OfficerAssigned(Event):
    type: Literal["officer_assigned"] = "officer_assigned"
    officer: Actor


class ApplicationAccepted(Event):
    """受理; `deemed` when silence did it, and then `on` is the last day of the review window."""

    type: Literal["application_accepted"] = "application_accepted"
    procedure: Literal["ordinary", "summary"]
    deemed: bool = False
    summary_type: str | None = None


class ApplicationRefused(Event):
    type: Literal["application_refused"] = "application_refused"
    grounds: tuple[str, ...]
    reasons: str
    competent_organ: str | None


class ApplicationWithdrawn(Event):
    type: Literal["application_withdrawn"] = "application_withdrawn"
    reason: str


ReceivingEvent = ApplicationReceived | OfficerAssigned | ApplicationAccepted | ApplicationRefused | ApplicationWithdrawn
OpeningEvent = ReceivingEvent | CorrectingEvent | FilingEvent | JoiningEvent | OrderingEvent
