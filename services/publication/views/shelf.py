"""The list of open decisions, searched by words, number, organ and outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from urllib.parse import urlencode
from uuid import UUID

from services.chassis.db import HouseSession

from .. import store
from ..domain.wording import Folded, fold
from ..store import PublishedDecision, Wanted

PAGE = 25
LONGEST = 100
MOST_TERMS = 8
BEFORE, AFTER = 24, 96


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader typed, cut to a length that a page can show again."""

    words: str = ""
    number: str = ""
    organ: str = ""
    outcome: str = ""

    @classmethod
    def of(cls, words: str, number: str, organ: str, outcome: str) -> "Question":
        """Drop what nobody can see, and what is too long to be a question."""
        cut = (_printable(part)[:LONGEST].strip() for part in (words, number, organ, outcome))
        return cls(*cut)

    @property
    def wanted(self) -> Wanted:
        """The same for the database. A question of signs alone finds nothing rather than everything."""
        terms = tuple(filter(None, map(fold, self.words.split())))[:MOST_TERMS]
        number = fold(self.number)
        nothing = bool(self.words and not terms) or bool(self.number and not number)
        return Wanted(terms, number, self.organ, self.outcome, nothing)

    @property
    def is_asked(self) -> bool:
        """Whether anything is looked for."""
        return any((self.words, self.number, self.organ, self.outcome))

    @property
    def is_narrowed(self) -> bool:
        """Whether more than words is looked for."""
        return any((self.number, self.organ, self.outcome))

    @property
    def address(self) -> str:
        """The list's own address with this question, ready for a page number."""
        asked = {"q": self.words, "number": self.number, "organ": self.organ, "outcome": self.outcome}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"/public?{query}&page=" if query else "/public?page="


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a snippet, which may be what was looked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision in the list."""

    id: UUID
    title: str
    outcome: str
    subject: str
    respondent: str
    decided_on: date
    published_on: date
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of the list with its question and what else could be asked."""

    question: Question
    entries: tuple[Entry, ...]
    total: int
    page: int
    pages: int
    organs: tuple[str, ...]
    outcomes: tuple[str, ...]


def shelf_of(session: HouseSession, question: Question, page: int) -> Shelf:
    """Look for decisions; a page beyond the last is the last one."""
    wanted = question.wanted
    total = store.count(session, wanted)
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    rows = store.found(session, wanted, offset=(page - 1) * PAGE, limit=PAGE)
    entries = tuple(_entry(row, wanted.terms) for row in rows)
    return Shelf(question, entries, total, page, pages, store.organs(session), store.outcomes(session))


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def _entry(row: PublishedDecision, terms: Sequence[str]) -> Entry:
    return Entry(
        id=row.id,
        title=row.title,
        outcome=row.outcome,
        subject=row.subject,
        respondent=row.respondent,
        decided_on=row.decided_on,
        published_on=row.published_on,
        snippet=snippet(row.text, terms),
    )


def snippet(text: str, terms: Sequence[str]) -> tuple[Piece, ...]:
    """The neighbourhood of the first hit, in pieces; the page escapes each and marks the hits."""
    folded = Folded.of(text)
    hits = sorted({span for term in terms for span in folded.spans(term)})
    if not hits:
        return ()
    start, end = max(0, hits[0][0] - BEFORE), min(len(text), hits[0][1] + AFTER)
    inside = _merged([(max(start, left), min(end, right)) for left, right in hits if left < end and right > start])
    pieces = [Piece("…" if start else "", is_hit=False)]
    edges = [start, *(edge for span in inside for edge in span), end]
    for order, (left, right) in enumerate(pairwise(edges)):
        pieces.append(Piece(text[left:right].replace("\n", " "), is_hit=order % 2 == 1))
    pieces.append(Piece("…" if end < len(text) else "", is_hit=False))
    return tuple(piece for piece in pieces if piece.text)


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for left, right in spans:
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged
