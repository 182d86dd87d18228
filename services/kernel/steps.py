"""What every command, event and fact of a case has in common."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from services.kernel.actor import SYSTEM, Actor

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class Part(BaseModel):
    """A frozen fact of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Command(Part):
    """A wish; `by` is set by the docket from the signed-in principal, never taken from the caller."""

    by: Actor = SYSTEM


class Event(Part):
    """A fact of the file: the legal day on which it holds, and who brought it about."""

    on: date
    by: Actor = SYSTEM
