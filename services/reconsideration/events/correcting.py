"""补正: what happened."""

from datetime import date
from typing import Literal

from services.kernel.steps import Event


class CorrectionAsked(Event):
    type: Literal["correction_asked"] = "correction_asked"
    gaps: tuple[str, ...]


class CorrectionFiled(Event):
    type: Literal["correction_filed"] = "correction_filed"
    materials: tuple[str, ...]
    posted_on: date | None
    late_reason: str


class ApplicationAbandoned(Event):
    """视为放弃; `on` is the last day of the time to supplement."""

    type: Literal["application_abandoned"] = "application_abandoned"


CorrectingEvent = CorrectionAsked | CorrectionFiled | ApplicationAbandoned
