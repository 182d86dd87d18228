"""审理程序: what happened."""

from typing import Literal

from services.kernel.steps import Event


class SummaryChosen(Event):
    type: Literal["summary_chosen"] = "summary_chosen"
    summary_type: str


class ConvertedToOrdinary(Event):
    type: Literal["converted_to_ordinary"] = "converted_to_ordinary"
    reason: str


ProceedingEvent = SummaryChosen | ConvertedToOrdinary
