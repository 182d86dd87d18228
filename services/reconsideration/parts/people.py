"""Who handles a case (办案人员): the second officer, declared conflicts, a discussion, and what was passed over."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from services.kernel.actor import Actor
from services.kernel.steps import Part, Sentence


class Conflict(Part):
    """回避: who may have to stand aside, on which ground, who said so and what was decided."""

    number: int
    person: Actor
    ground: str
    reason: str
    declared_by: Actor
    state: Literal["open", "excluded", "dismissed"] = "open"
    decided_by: Actor | None = None


class View(Part):
    """One member's view in a collective discussion (集体讨论)."""

    member: Sentence
    agrees: bool
    view: Sentence

    @model_validator(mode="before")
    @classmethod
    def _line(cls, said: object) -> object:
        """One line of the form: 姓名，同意或者不同意，意见."""
        if not isinstance(said, str):
            return said
        member, agrees, view = (*said.replace(",", "，").split("，", 2), "", "")[:3]
        return {"member": member, "agrees": {"同意": True, "不同意": False}.get(agrees.strip()), "view": view}


class Discussion(Part):
    """集体讨论: when, who took part and what each of them held."""

    held_on: date
    views: tuple[View, ...] = Field(min_length=2)

    @property
    def is_passed(self) -> bool:
        """通过: more of its members agree than do not."""
        return sum(one.agrees for one in self.views) * 2 > len(self.views)


class Bypass(Part):
    """An office that was passed over, by whom and why."""

    on: date
    by: Actor
    step: str
    reason: str


class People(Part):
    """Everything about those who handle the case; the first officer stands on the case itself."""

    second: Actor | None = None
    conflicts: tuple[Conflict, ...] = ()
    discussion: Discussion | None = None
    bypasses: tuple[Bypass, ...] = ()

    @property
    def excluded(self) -> frozenset[str]:
        """Those who were told to stand aside (应当回避)."""
        return frozenset(one.person.id for one in self.conflicts if one.state == "excluded")

    @property
    def open_conflicts(self) -> tuple[Conflict, ...]:
        """What was declared and not yet decided."""
        return tuple(one for one in self.conflicts if one.state == "open")
