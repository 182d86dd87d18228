"""The leak scan: read the rendered bytes back and look for every identifier. What cannot be read is a finding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.kernel.redaction import Identifier


@dataclass(frozen=True, slots=True)
class Finding:
    """A place of a file where an identifier can be read (`ref`), or that cannot be read at all (`ref` is None)."""

    file: str
    place: str
    ref: str | None
    form: str
    excerpt: str


def scan(
    files: Mapping[str, bytes],
    identifiers: Sequence[Identifier],
    *,
    texts: Mapping[str, str] | None = None,
    allowed: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """Look into every file, its name and every loose text (title, snippet). An empty answer is the only release."""
    raise NotImplementedError
