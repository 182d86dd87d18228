"""What happened to a published decision. No word of it stands here: the log can never be cleaned, the row can."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class Fact(BaseModel):
    """A frozen record that is stored as JSON and never changed in place."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ground(StrEnum):
    """Why a published decision is taken back (撤回公开的事由)."""

    COURT = "court"
    MASKING = "masking"
    REQUEST = "request"
    SECRET = "secret"  # noqa: S105 - a ground, not a password
    OTHER = "other"


class Identity(Fact):
    """What makes a published decision this one: its numbers and the hashes of its words, its copy and its original."""

    case_number: str
    decision_number: str
    decided_on: date
    verification_code: str
    sha256_pdf: str
    sha256_text: str
    original_sha256: str


class PublicationReleased(Fact):
    """The anonymised decision is open to everybody (隐名公开)."""

    type: Literal["publication_released"] = "publication_released"
    id: UUID
    identity: Identity
    on: date


class PublicationWithdrawn(Fact):
    """It is no longer shown; that it once was stays visible with the ground (撤回公开)."""

    type: Literal["publication_withdrawn"] = "publication_withdrawn"
    ground: Ground
    reason: str
    on: date


Event = Annotated[PublicationReleased | PublicationWithdrawn, Field(discriminator="type")]
EVENTS: TypeAdapter[Event] = TypeAdapter(Event)
