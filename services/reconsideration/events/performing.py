"""履行、督促与强制执行: what happened."""

from datetime import date
from typing import Literal

from services.kernel.steps import Event

from ..parts.ending import Measure


class DecisionCopied(Event):
    type: Literal["decision_copied"] = "decision_copied"


class PerformanceRecorded(Event):
    type: Literal["performance_recorded"] = "performance_recorded"
    performed_on: date
    account: str


class PerformanceOverdue(Event):
    type: Literal["performance_overdue"] = "performance_overdue"
    key: str
    due_on: date


class PerformancePressed(Event):
    type: Literal["performance_pressed"] = "performance_pressed"
    measure: Measure


class PenaltyTakenDown(Event):
    type: Literal["penalty_taken_down"] = "penalty_taken_down"
    taken_down_on: date
    explanation: str


class PerformanceDemanded(Event):
    """催告; `suit_over_on`: the day from which the time to apply to the court runs."""

    type: Literal["performance_demanded"] = "performance_demanded"
    debtor: str
    matter: str
    suit_over_on: date


class DemandRipened(Event):
    type: Literal["demand_ripened"] = "demand_ripened"
    key: str
    due_on: date


class EnforcementApplied(Event):
    type: Literal["enforcement_applied"] = "enforcement_applied"


class EnforcementRecorded(Event):
    type: Literal["enforcement_recorded"] = "enforcement_recorded"
    result: str


PerformingEvent = (
    DecisionCopied
    | PerformanceRecorded
    | PerformanceOverdue
    | PerformancePressed
    | PenaltyTakenDown
    | PerformanceDemanded
    | DemandRipened
    | EnforcementApplied
    | EnforcementRecorded
)
