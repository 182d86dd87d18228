"""What every command, event and fact of a case has in common."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from services.kernel.actor import SYSTEM, Actor
from services.kernel.refusal import Refused

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class Part(BaseModel):
    """A frozen fact of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Command(Part):
    """A wish; `by` is set by the docket from the signed-in principal, never taken from the caller."""

    by: Actor = SYSTEM


class Lapse(Command):
    """A wish of the sweep: a limit ended on `due_on` (期限届满). Until that day is over nothing has lapsed."""

    due_on: date

    def require_over(self, today: date, cite: str | None) -> None:
        """Refuse to treat a limit as ended whose last day is today or still to come."""
        if today <= self.due_on:
            raise Refused("limit.not_over", f"期限到{self.due_on}才届满，{today}不能按届满办理。", cite=cite)


class Event(Part):
    """A fact of the file: the legal day on which it holds, and who brought it about."""

    on: date
    by: Actor = SYSTEM
