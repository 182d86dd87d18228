"""What a story told in plain words proposes (故事提示): answers with the words that led to them. Proposals decide nothing.

For the desk: `read_story(text, keywords(), table.inputs)` gives `answers` (several for one question are possible, the
most likely first, each with its words and their places) and `units`, how the story may be split into claim units.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from services.kernel.routing_table import FOLDER
from services.kernel.routing_vocabulary import Condition, Inputs
from services.kernel.yaml_data import BrokenData, Entry, read

HINT = 0.25
NATURE = "nature"


class WordRow(Entry):
    """Words and the answers they propose; see the head of keywords.yaml."""

    answers: Condition
    words: tuple[str, ...]
    hint: Condition = Field(default_factory=dict)
    negated: Condition = Field(default_factory=dict)
    topic: bool = False
    lacking: bool = False


class Keywords(Entry):
    """All words, what denies them, the kinds of claim, and where a story may be cut."""

    denials: tuple[str, ...]
    lacks: tuple[str, ...]
    words: tuple[WordRow, ...]
    claims: dict[str, str]
    leads_to: dict[str, str]
    breaks: str


class Match(BaseModel):
    """A word of the story and where it stands; `denied` when 不是 or 没有 stands before it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    word: str
    start: int
    end: int
    denied: bool = False


class Proposal(BaseModel):
    """An answer the story suggests, with the words; the weight is the number of characters that speak for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    answer: str
    title: str
    matches: tuple[Match, ...]
    weight: float


class UnitProposal(BaseModel):
    """A part of the story that seems to be a claim of its own (请求单元)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nature: str
    title: str
    text: str
    start: int
    end: int
    answers: tuple[Proposal, ...]


class Story(BaseModel):
    """All that a story suggests."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answers: tuple[Proposal, ...]
    units: tuple[UnitProposal, ...]

    def first(self, name: str) -> str | None:
        """The likeliest answer to one question, if the story speaks of it."""
        return next((one.answer for one in self.answers if one.name == name), None)


class _Hit(NamedTuple):
    name: str
    answer: str
    match: Match
    weight: float


class _Part(NamedTuple):
    start: int
    end: int
    nature: str | None


def read_story(text: str, words: Keywords, inputs: Inputs) -> Story:
    """Everything the story suggests, as a whole and cut into claim units."""
    hits = tuple(_hits(text, words))
    return Story(answers=_proposals(hits, inputs), units=tuple(_units(text, hits, words, inputs)))


def _hits(text: str, words: Keywords) -> Iterator[_Hit]:
    for row in words.words:
        for match in _matches(text, row, words):
            length = match.end - match.start
            told = row.negated if match.denied else row.answers
            yield from (_Hit(name, one, match, length) for name, answers in told.items() for one in answers)
            yield from (_Hit(name, one, match, length * HINT) for name, answers in row.hint.items() for one in answers)


def _matches(text: str, row: WordRow, words: Keywords) -> Iterator[Match]:
    """The longest words first: a word inside one that was found says nothing more."""
    taken: set[int] = set()
    for word in sorted(row.words, key=len, reverse=True):
        for found in re.finditer(re.escape(word), text):
            if taken.isdisjoint(range(*found.span())):
                taken.update(range(*found.span()))
                denied = not row.topic and _is_denied(text[: found.start()], row, words)
                if not denied or row.negated:
                    yield Match(word=word, start=found.start(), end=found.end(), denied=denied)


def _is_denied(before: str, row: WordRow, words: Keywords) -> bool:
    return before.endswith((*words.denials, *(words.lacks if row.lacking else ())))


def _proposals(hits: Iterable[_Hit], inputs: Inputs) -> tuple[Proposal, ...]:
    """The answers by question in the order of the file, the likeliest first."""
    grouped: dict[tuple[str, str], list[_Hit]] = {}
    for hit in hits:
        grouped.setdefault((hit.name, hit.answer), []).append(hit)
    order = [one.name for one in inputs.inputs]
    found = [
        Proposal(
            name=name,
            answer=answer,
            title=inputs.title(name, answer),
            matches=tuple(dict.fromkeys(hit.match for hit in group)),
            weight=sum(hit.weight for hit in group),
        )
        for (name, answer), group in grouped.items()
    ]
    return tuple(sorted(found, key=lambda one: (order.index(one.name), -one.weight)))


def _units(text: str, hits: tuple[_Hit, ...], words: Keywords, inputs: Inputs) -> Iterator[UnitProposal]:
    for part in _merged(_parts(text, hits, words), words.leads_to):
        inside = _within(hits, part.start, part.end)
        yield UnitProposal(
            nature=part.nature or "",
            title=words.claims[part.nature or ""],
            text=text[part.start : part.end].strip(words.breaks),
            start=part.start,
            end=part.end,
            answers=_proposals(inside, inputs),
        )


def _within(hits: Iterable[_Hit], start: int, end: int) -> tuple[_Hit, ...]:
    return tuple(hit for hit in hits if start <= hit.match.start and hit.match.end <= end)


def _parts(text: str, hits: tuple[_Hit, ...], words: Keywords) -> Iterator[_Part]:
    """The story cut at its stops, each part with the nature its words speak for most."""
    for found in re.finditer(f"[^{re.escape(words.breaks)}]+[{re.escape(words.breaks)}]*", text):
        weights: dict[str, float] = {}
        for hit in _within(hits, *found.span()):
            if hit.name == NATURE:
                weights[hit.answer] = weights.get(hit.answer, 0) + hit.weight
        yield _Part(*found.span(), max(weights, key=lambda one: weights[one], default=None))


def _merged(parts: Iterable[_Part], leads_to: dict[str, str]) -> tuple[_Part, ...]:
    """Neighbours that speak of the same claim, or of none, are one; a story that speaks of none is no unit."""
    merged: list[_Part] = []
    for part in parts:
        last = merged[-1] if merged else None
        if last and part.nature and leads_to.get(last.nature or "") == part.nature:
            merged[-1] = _Part(last.start, part.end, part.nature)
        elif last and (part.nature is None or last.nature in {None, part.nature}):
            merged[-1] = _Part(last.start, part.end, last.nature or part.nature)
        else:
            merged.append(part)
    return tuple(part for part in merged if part.nature)


@cache
def keywords() -> Keywords:
    """The words of the house; a word that proposes an answer nobody offers stops the load."""
    found = read(FOLDER / "keywords.yaml", Keywords)
    offered = read(FOLDER / "inputs.yaml", Inputs).answers
    for row in found.words:
        for part in (row.answers, row.hint, row.negated):
            for name, answers in part.items():
                if strange := set(answers) - offered.get(name, {}).keys():
                    raise BrokenData(FOLDER / "keywords.yaml", f"{row.words[0]}: {name} is never {sorted(strange)}")
    return found
