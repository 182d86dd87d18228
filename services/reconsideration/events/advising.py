"""意见书与督办: what happened."""

from datetime import date
from typing import Literal

from services.kernel.steps import Event

from ..parts import IssuedPaper, NewDelivery


class AdviceDrafted(Event):
    type: Literal["advice_drafted"] = "advice_drafted"
    defects: tuple[str, ...]
    corrections: tuple[str, ...]


class AdviceSigned(Event):
    type: Literal["advice_signed"] = "advice_signed"


class AdviceDeclined(Event):
    type: Literal["advice_declined"] = "advice_declined"
    reason: str


class AdviceIssued(Event):
    type: Literal["advice_issued"] = "advice_issued"
    paper: IssuedPaper
    copied: IssuedPaper | None = None
    deliveries: tuple[NewDelivery, ...]


class AdviceReported(Event):
    type: Literal["advice_reported"] = "advice_reported"
    measures: str
    in_time: bool


class AdviceVerified(Event):
    type: Literal["advice_verified"] = "advice_verified"
    result: Literal["corrected", "partly", "not_corrected"]
    comment: str = ""


class AdviceOverdue(Event):
    type: Literal["advice_overdue"] = "advice_overdue"
    key: str
    due_on: date


class AdviceEscalated(Event):
    type: Literal["advice_escalated"] = "advice_escalated"
    step: str
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]


AdvisingEvent = (
    AdviceDrafted
    | AdviceSigned
    | AdviceDeclined
    | AdviceIssued
    | AdviceReported
    | AdviceVerified
    | AdviceOverdue
    | AdviceEscalated
)
