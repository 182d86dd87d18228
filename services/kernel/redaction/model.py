"""The masking plan (隐名处理方案): every replacement with its reason, and what a person has yet to decide."""

from enum import StrEnum

from services.kernel.document.model import Frozen
from services.kernel.document.reference import FactKind

from .identifier import Identifier


class Source(StrEnum):
    """Who found it: the case's own structure, a pattern, or a person."""

    STRUCTURE = "structure"
    PATTERN = "pattern"
    HUMAN = "human"


class Spot(Frozen):
    """Characters `start` to `end` of one line of the paper (`place` as Document.lines names it)."""

    place: str
    start: int
    end: int

    @property
    def id(self) -> str:
        """The name under which a page speaks of this spot."""
        return f"{self.place}@{self.start}-{self.end}"

    def overlaps(self, other: "Spot") -> bool:
        """Whether both claim a character."""
        return self.place == other.place and self.start < other.end and other.start < self.end


class Replacement(Spot):
    """`original` gives way to `token` (张某), with `figure` behind it where equal tokens must be told apart (张某1).

    `key` says whose it is: one key has one token in the whole paper. An empty token leaves the words out.
    """

    original: str
    token: str
    figure: int | None = None
    key: str
    kind: FactKind
    ref: str | None = None
    source: Source
    reason: str
    by: str | None = None
    is_field: bool = False

    @property
    def text(self) -> str:
        """What the reader of the public edition sees."""
        return self.token if self.figure is None else f"{self.token}{self.figure}"


class Suspect(Spot):
    """Something that looks identifying. Publication waits until a person has masked or kept it."""

    text: str
    kind: FactKind
    token: str
    key: str
    reason: str
    context: str


class Kept(Spot):
    """Something a person decided to leave readable; `context` is its neighbourhood, allowed in the leak scan."""

    text: str
    context: str
    reason: str
    by: str


class Plan(Frozen):
    """The plan for one paper, bound to it by `document_sha256`. While `suspects` is not empty nothing may be applied."""

    document_sha256: str
    places: tuple[str, ...]
    identifiers: tuple[Identifier, ...]
    keep: tuple[str, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    kept: tuple[Kept, ...] = ()

    def at(self, place: str) -> tuple[Replacement, ...]:
        """The replacements of one line, in order."""
        return tuple(sorted((r for r in self.replacements if r.place == place), key=lambda r: r.start))

    @property
    def is_complete(self) -> bool:
        """Whether a person has decided every suspect."""
        return not self.suspects

    @property
    def allowed(self) -> tuple[str, ...]:
        """Texts in which an identifier may stand: organs' names and what a person kept."""
        return (*self.keep, *(kept.context for kept in self.kept))

    @property
    def watch(self) -> tuple[Identifier, ...]:
        """What the leak scan must look for: the known identifiers and everything else this plan masks."""
        known = {text for i in self.identifiers for text in (i.value, *i.aliases)}
        found = {r.original: r for r in self.replacements if r.original not in known}
        return (
            *self.identifiers,
            *(Identifier(ref=r.ref or r.id, kind=r.kind, value=text) for text, r in found.items()),
        )
