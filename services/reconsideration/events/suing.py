"""行政应诉: what happened."""

from datetime import date
from typing import Literal

from services.kernel.steps import Event

from ..parts.ending import Appearance, RulingKind, Suit


class SuitRecorded(Event):
    type: Literal["suit_recorded"] = "suit_recorded"
    suit: Suit
    cite: str


class ComplaintReceived(Event):
    type: Literal["complaint_received"] = "complaint_received"
    received_on: date


class DefenceFiled(Event):
    type: Literal["defence_filed"] = "defence_filed"
    filed_on: date


class AppearanceRecorded(Event):
    type: Literal["appearance_recorded"] = "appearance_recorded"
    appearance: Appearance


class RulingReceived(Event):
    type: Literal["ruling_received"] = "ruling_received"
    kind: RulingKind
    served_on: date
    result: str


class AppealRecorded(Event):
    type: Literal["appeal_recorded"] = "appeal_recorded"
    filed_on: date


class AppealLapsed(Event):
    type: Literal["appeal_lapsed"] = "appeal_lapsed"
    key: str
    due_on: date


SuingEvent = (
    SuitRecorded
    | ComplaintReceived
    | DefenceFiled
    | AppearanceRecorded
    | RulingReceived
    | AppealRecorded
    | AppealLapsed
)
