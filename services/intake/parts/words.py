"""The kinds of words a dispute is written in, and what all its parts have in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Optional = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Story = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=8000)]


class Part(BaseModel):
    """A frozen fact of the dispute."""

    model_config = ConfigDict(frozen=True, extra="forbid")
