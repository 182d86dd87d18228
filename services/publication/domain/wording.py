"""Texts brought to letters and figures alone, so that width, brackets and line breaks neither hide nor tell apart."""

import unicodedata
from dataclasses import dataclass


def fold(text: str) -> str:
    """Letters and figures in one width and one case; all else is dropped.

    >>> fold("普府复字［２０２６］128 号")
    '普府复字2026128号'
    """
    return "".join(_fold(character) for character in text)


def _fold(character: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", character).casefold() if c.isalnum())


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows where each of its characters stood."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Folded":
        """Fold and remember."""
        pairs = [(folded, place) for place, character in enumerate(text) for folded in _fold(character)]
        return cls("".join(folded for folded, _ in pairs), tuple(place for _, place in pairs))

    def spans(self, term: str) -> tuple[tuple[int, int], ...]:
        """Where the folded term stands in the text as it was written."""
        found: list[tuple[int, int]] = []
        start = self.text.find(term) if term else -1
        while start >= 0:
            end = start + len(term)
            found.append((self.places[start], self.places[end - 1] + 1))
            start = self.text.find(term, end)
        return tuple(found)
