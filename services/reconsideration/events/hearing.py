"""听证与咨询: what happened."""

from datetime import date, time
from typing import Literal

from services.kernel.steps import Event

from ..parts.trial import Attendance, Consultation, Hearing


class ComplexityRecorded(Event):
    type: Literal["complexity_recorded"] = "complexity_recorded"
    grounds: tuple[str, ...]
    technical: bool


class HearingCalled(Event):
    type: Literal["hearing_called"] = "hearing_called"
    hearing: Hearing


class HearingMoved(Event):
    type: Literal["hearing_moved"] = "hearing_moved"
    held_on: date
    at: time
    place: str
    reason: str


class HearingHeld(Event):
    type: Literal["hearing_held"] = "hearing_held"
    attendance: Attendance
    record: str


class CommitteeConsulted(Event):
    type: Literal["committee_consulted"] = "committee_consulted"
    consultation: Consultation


class CommitteeOpinionRecorded(Event):
    type: Literal["committee_opinion_recorded"] = "committee_opinion_recorded"
    opinion: str
    advised: str | None


class DepartureExplained(Event):
    type: Literal["departure_explained"] = "departure_explained"
    reason: str


HearingEvent = (
    ComplexityRecorded
    | HearingCalled
    | HearingMoved
    | HearingHeld
    | CommitteeConsulted
    | CommitteeOpinionRecorded
    | DepartureExplained
)
