"""The papers that came with a dispute (材料): what is kept of each beside its bytes."""

from datetime import date

from .words import Part, Word


class Paper(Part):
    """One paper by the SHA-256 of its bytes; its name is only for reading."""

    sha256: str
    name: Word
    media_type: str
    size: int
    by_name: str
    on: date
