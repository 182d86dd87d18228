"""办案人员: what happened."""

from typing import Literal

from services.kernel.actor import Actor
from services.kernel.steps import Event

from ..parts.people import Conflict


class SecondAssigned(Event):
    type: Literal["second_assigned"] = "second_assigned"
    officer: Actor


class CaseReturned(Event):
    type: Literal["case_returned"] = "case_returned"
    reason: str


class ConflictDeclared(Event):
    type: Literal["conflict_declared"] = "conflict_declared"
    conflict: Conflict


class ConflictDecided(Event):
    type: Literal["conflict_decided"] = "conflict_decided"
    number: int
    excluded: bool
    reason: str


StaffingEvent = SecondAssigned | CaseReturned | ConflictDeclared | ConflictDecided
