"""What every case of every channel has (案件): identity, state, version and its limits."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.kernel.clocks import Clocks


class CaseFile(BaseModel):
    """The common head of a case. `version` counts its events; a command that saw another version is stale."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID
    number: str
    state: str
    version: int = 0
    opened_on: date
    dispute_id: UUID
    unit_id: UUID
    clocks: Clocks = Clocks()
