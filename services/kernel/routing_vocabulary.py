"""The words of the routing tables (分流词汇): channels, the questions and their answers, and conditions over them."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator

from services.kernel.yaml_data import Entry

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
OUR_CHANNELS = frozenset({RouteChannel.MEDIATION, RouteChannel.ADJUDICATION, RouteChannel.RECONSIDERATION})


def _word(value: object) -> object:
    """YAML reads a bare yes and no as booleans; a table means the words."""
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def _words(value: object) -> object:
    return tuple(_word(one) for one in value) if isinstance(value, (list, tuple)) else (_word(value),)


def _keys(value: object) -> object:
    return {_word(key): text for key, text in value.items()} if isinstance(value, dict) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Condition = dict[str, Words]
Titles = Annotated[dict[str, str], BeforeValidator(_keys)]


def failed_on(when: Condition, unless: Condition, inputs: Condition) -> str | None:
    """The first fact on which a pair of conditions fails, or nothing where it holds."""
    for name, wanted in when.items():
        if set(inputs[name]).isdisjoint(wanted):
            return name
    for name, barred in unless.items():
        if not set(inputs[name]).isdisjoint(barred):
            return name
    return None


class Input(Entry):
    """One choice that routing may ask for: the question, why it is asked, and its answers in Chinese.

    `first` is asked before anything else, however little it narrows the tables: danger does not wait.
    """

    name: str
    question: str
    why: str
    answers: Titles
    first: bool = False


class FactKind(StrEnum):
    """How a fact that is no choice is written down."""

    ORGAN = "organ"
    PLACE = "place"
    DATE = "date"


class FactQuestion(Entry):
    """A fact that no row names and an organ or a limit needs: whose act, which street, which day."""

    name: str
    kind: FactKind
    question: str
    why: str


class Derived(Entry):
    """A fact that is computed and never asked; `source` is the fact it comes from.

    `within` is a rule of law whose period must not have passed on the day the person came.
    """

    name: str
    title: str
    answers: Titles
    source: str
    within: str | None = None


class Inputs(Entry):
    """The whole vocabulary of the tables: a row that tests another name does not load."""

    inputs: tuple[Input, ...]
    facts: tuple[FactQuestion, ...]
    derived: tuple[Derived, ...]

    def named(self, name: str) -> Input:
        """The input of this name."""
        return next(one for one in self.inputs if one.name == name)

    def question(self, name: str) -> str:
        """What a fact is called, asked or derived."""
        asked = {one.name: one.question for one in self.inputs} | {one.name: one.question for one in self.facts}
        return asked.get(name) or next(one.title for one in self.derived if one.name == name)

    def title(self, name: str, answer: str) -> str:
        """How an answer is shown; one without a title is shown as it stands."""
        return self.answers.get(name, {}).get(answer, answer)

    @cached_property
    def answers(self) -> dict[str, dict[str, str]]:
        """The answers of every input, asked or derived, with their titles."""
        return {one.name: one.answers for one in self.inputs} | {one.name: one.answers for one in self.derived}
