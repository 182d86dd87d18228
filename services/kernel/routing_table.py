"""Routing tables (分流决策表) as data: blocks in order, rows with articles, validity and confidence, read strictly."""

import hashlib
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from services.kernel.refusal import Fault, Refused
from services.kernel.rule import Confidence
from services.kernel.yaml_data import BrokenData, Entry, read

FOLDER = Path(__file__).parent / "rules" / "routing"
UNKNOWN = "unknown"


class RouteChannel(StrEnum):
    """Where a claim unit goes: three channels of the house, an office elsewhere, or the duty lawyer (值班律师)."""

    MEDIATION = "mediation"
    ADJUDICATION = "adjudication"
    RECONSIDERATION = "reconsideration"
    ELSEWHERE = "elsewhere"
    LAWYER = "lawyer"


CHANNEL_TITLES = {
    RouteChannel.MEDIATION: "行政调解",
    RouteChannel.ADJUDICATION: "行政裁决",
    RouteChannel.RECONSIDERATION: "行政复议",
    RouteChannel.ELSEWHERE: "告知其他途径",
    RouteChannel.LAWYER: "值班律师",
}


def _word(value: object) -> object:
    """YAML reads a bare yes and no as booleans; a table means the words."""
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def _words(value: object) -> object:
    return tuple(_word(one) for one in value) if isinstance(value, (list, tuple)) else (_word(value),)


def _keys(value: object) -> object:
    return {_word(key): text for key, text in value.items()} if isinstance(value, dict) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Condition = dict[str, Words]


class Input(Entry):
    """One fact that routing may ask for: the question, why it is asked, and its answers in Chinese."""

    name: str
    question: str
    why: str
    answers: Annotated[dict[str, str], BeforeValidator(_keys)]


class Derived(Entry):
    """A fact that is computed and never asked; `within` is a rule of law whose period must not have passed."""

    name: str
    title: str
    answers: Annotated[dict[str, str], BeforeValidator(_keys)]
    within: str | None = None
    since: str | None = None


class Inputs(Entry):
    """The whole vocabulary of the tables: a row that tests another name does not load."""

    inputs: tuple[Input, ...]
    derived: tuple[Derived, ...]

    def named(self, name: str) -> Input:
        """The input of this name."""
        return next(one for one in self.inputs if one.name == name)

    def question(self, name: str) -> str:
        """What a fact is called, asked or derived."""
        asked = {one.name: one.question for one in self.inputs}
        return asked.get(name) or next(one.title for one in self.derived if one.name == name)

    def title(self, name: str, answer: str) -> str:
        """How an answer is shown; one without a title is shown as it stands."""
        known = {one.name: one.answers for one in self.inputs} | {one.name: one.answers for one in self.derived}
        return known.get(name, {}).get(answer, answer)


class LimitRow(Entry):
    """A limit to tell the person: the rule, the fact it runs from, and when it applies at all."""

    rule: str
    since: str
    after: str | None = None
    when: Condition = Field(default_factory=dict)
    unless: Condition = Field(default_factory=dict)
    advice: str | None = None


class Row(Entry):
    """One row of a table. An empty `when` matches everything; `organ` names a function, never an office."""

    id: str
    title: str
    when: Condition
    unless: Condition = Field(default_factory=dict)
    channel: RouteChannel
    procedure: str
    organ: str
    preposed: bool = False
    reasons: tuple[str, ...]
    articles: tuple[str, ...]
    limits: tuple[LimitRow, ...] = ()
    notices: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    if_fails: str | None = None
    question: str | None = None
    confidence: Confidence
    valid_from: date
    valid_until: date | None = None

    def holds_on(self, on: date) -> bool:
        """Whether the row is the law of that day."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)

    @model_validator(mode="after")
    def _asks_the_lawyer_something(self) -> Self:
        if self.channel is RouteChannel.LAWYER and not self.question:
            raise ValueError(f"{self.id}: a row for the duty lawyer says what is to be answered")
        return self


class Block(Entry):
    """Rows in order; the first that matches settles the unit, and later blocks are not asked."""

    block: str
    title: str
    checked_on: date
    rules: tuple[Row, ...]


class Notices(Entry):
    """权利告知 by code."""

    notices: dict[str, str]


class RoutingTable(Entry):
    """All blocks in the order they are asked, and the SHA-256 of the files they were read from."""

    blocks: tuple[Block, ...]
    inputs: Inputs
    notices: dict[str, str]
    version: str = Field(pattern=r"^[0-9a-f]{64}$")

    def rows(self) -> tuple[Row, ...]:
        """Every row of every block, in the order asked."""
        return tuple(row for block in self.blocks for row in block.rules)

    def check(self, answers: Condition) -> None:
        """Refuse answers that no question offers, all at once."""
        offered = {one.name: set(one.answers) for one in self.inputs.inputs}
        faults = [
            Fault(
                "routing.no_such_answer",
                f"“{self.inputs.named(name).question}”没有这个答案，请从所列的答案中选择。",
                field=name,
            )
            for name, given in answers.items()
            for answer in given
            if answer not in offered[name]
        ]
        if faults:
            raise Refused.of(faults)

    def since(self) -> frozenset[str]:
        """Every date that some limit runs from."""
        return frozenset(limit.since for row in self.rows() for limit in row.limits)

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        answers = {one.name: set(one.answers) for one in self.inputs.inputs}
        answers |= {one.name: set(one.answers) for one in self.inputs.derived}
        for row in self.rows():
            for name, wanted in _conditions(row):
                if name not in answers:
                    raise ValueError(f"{row.id}: tests {name}, which nobody asks")
                if strange := set(wanted) - answers[name]:
                    raise ValueError(f"{row.id}: {name} is never {sorted(strange)}")
            if missing := set(row.notices) - self.notices.keys():
                raise ValueError(f"{row.id}: notices without a text: {sorted(missing)}")
        self._versions_do_not_overlap()
        return self

    def _versions_do_not_overlap(self) -> None:
        for one in self.rows():
            same = [row for row in self.rows() if row.id == one.id and row is not one]
            if any(row.holds_on(one.valid_from) for row in same):
                raise ValueError(f"{one.id}: two versions hold on {one.valid_from}")


def _conditions(row: Row) -> list[tuple[str, tuple[str, ...]]]:
    parts = [row.when, row.unless, *(c for limit in row.limits for c in (limit.when, limit.unless))]
    return [pair for part in parts for pair in part.items()]


@cache
def routing_table() -> RoutingTable:
    """Load the tables from kernel/rules/routing; a row that names an unknown fact, answer or notice stops the load."""
    files = sorted(FOLDER.glob("[0-9]*.yaml"))
    texts = [*files, FOLDER / "inputs.yaml", FOLDER / "notices.yaml"]
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in texts)).hexdigest()
    try:
        return RoutingTable(
            blocks=tuple(read(path, Block) for path in files),
            inputs=read(FOLDER / "inputs.yaml", Inputs),
            notices=read(FOLDER / "notices.yaml", Notices).notices,
            version=digest,
        )
    except ValueError as problem:
        if isinstance(problem, BrokenData):
            raise
        raise BrokenData(FOLDER, str(problem)) from problem
