"""受理后驳回与上级监督: what happened."""

from datetime import date
from typing import Literal

from services.kernel.steps import Event


class ApplicationDismissed(Event):
    type: Literal["application_dismissed"] = "application_dismissed"
    grounds: tuple[str, ...]
    reasons: str


class SuperiorOrdered(Event):
    """What the superior ordered; a case that was refused is accepted on this day."""

    type: Literal["superior_ordered"] = "superior_ordered"
    measure: str
    organ: str
    number: str
    ordered_on: date
    content: str


OrderingEvent = ApplicationDismissed | SuperiorOrdered
