"""What a channel is handed, and what every channel promises."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from ..domain.attempt import Outcome
from ..events import Addressee


@dataclass(frozen=True, slots=True)
class Parcel:
    """One item ready to go: the exact bytes that were archived before. `id` is the same at every try."""

    id: UUID
    addressee: Addressee
    title: str
    content: bytes
    sha256: str
    on: date


class Channel(Protocol):
    """A way out. An expected refusal is an answer, not an exception; the same `id` twice must do no harm."""

    def send(self, parcel: Parcel) -> Outcome:
        """Hand the parcel over. Called outside every database transaction."""
        ...
