"""Who took a step, as the file remembers it (经办人)."""

from pydantic import BaseModel, ConfigDict


class Actor(BaseModel):
    """A person or process, by stable id and by the name that papers and timelines show."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str


SYSTEM = Actor(id="system", name="系统")
