"""期限、中止与恢复: what happened."""

from datetime import date
from typing import Literal

from services.kernel.moved_limits import LimitMoved, ToldDateDecided
from services.kernel.steps import Event


class LimitExtended(Event):
    type: Literal["limit_extended"] = "limit_extended"
    key: str
    days: int
    reason: str


class CaseSuspended(Event):
    type: Literal["case_suspended"] = "case_suspended"
    ground: str
    reason: str
    cite: str


class CaseResumed(Event):
    type: Literal["case_resumed"] = "case_resumed"
    reason: str


class LimitMissed(Event):
    type: Literal["limit_missed"] = "limit_missed"
    key: str
    due_on: date


class SuitWindowLapsed(Event):
    type: Literal["suit_window_lapsed"] = "suit_window_lapsed"
    key: str
    due_on: date


LimitEvent = LimitExtended | CaseSuspended | CaseResumed | LimitMissed | SuitWindowLapsed | LimitMoved | ToldDateDecided
