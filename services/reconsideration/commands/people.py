"""办案人员: what may be asked."""

from typing import Literal

from services.kernel.actor import Actor
from services.kernel.steps import Command, Sentence


class AssignSecond(Command):
    """确定第二名承办人; without a name the officer joins himself (协办)."""

    type: Literal["assign_second"] = "assign_second"
    officer: Actor | None = None


class ReturnCase(Command):
    """退回案件: the officer gives the case back to be assigned anew."""

    type: Literal["return_case"] = "return_case"
    reason: Sentence


class DeclareConflict(Command):
    """申请回避: of oneself, or of someone a party objects to."""

    type: Literal["declare_conflict"] = "declare_conflict"
    ground: str
    reason: Sentence
    person: Actor | None = None
    whom: Literal["self", "officer", "second", "reviewer"] = "self"


class DecideConflict(Command):
    """决定回避: the first conflict that is still open, by someone it does not concern."""

    type: Literal["decide_conflict"] = "decide_conflict"
    excluded: bool
    reason: Sentence


Staffing = AssignSecond | ReturnCase | DeclareConflict | DecideConflict
