"""What routing must still ask (下一个问题): the questions that can still change the answer, the most telling first.

For the desk: `interview(answers, table, profile, law, on)` takes the answers so far. A field counts as answered when it
was given to `Answers`, also when it was given as unknown or empty: `Answers(nature="act", known_on=None)` has answered
two questions. The first of `ask` is the next question; when `ask` is empty, nothing unasked can change the route.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from services.kernel.law import Law
from services.kernel.organs import Profile
from services.kernel.routing import known
from services.kernel.routing_facts import Answers, Facts
from services.kernel.routing_index import RowIndex
from services.kernel.routing_rows import LimitRow, Row
from services.kernel.routing_table import RoutingTable
from services.kernel.routing_vocabulary import UNKNOWN, Condition

SEVERAL = "prior"
BY_ORGAN = frozenset({"jurisdiction", "respondent", "reconsideration"})


class QuestionKind(StrEnum):
    """How a question is answered."""

    ONE = "one"
    SEVERAL = "several"
    ORGAN = "organ"
    PLACE = "place"
    DATE = "date"


class Question(BaseModel):
    """One question as it is asked. `left` is how many rows are expected to remain once it is answered."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: QuestionKind
    question: str
    why: str
    answers: dict[str, str] = {}
    left: float


class Interview(BaseModel):
    """Where the questions stand. `rows` may still match; one row left means the way is settled, not yet its dates."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: tuple[str, ...]
    ask: tuple[Question, ...]

    @property
    def is_settled(self) -> bool:
        """Whether the row is certain; what is asked after that sets organ, limits, notices and warnings."""
        return len(self.rows) <= 1


def interview(answers: Answers, table: RoutingTable, profile: Profile, law: Law, on: date) -> Interview:
    """The questions that can still change the route on the answers so far, in the order that settles it soonest."""
    given = answers.model_fields_set
    facts = answers.filed(on)
    sources = _sources(table)
    told = {name: one for name, one in known(facts, table, profile, law).items() if sources[name] in given}
    possible = table.index.possible(told, on)
    state = _State(table.index, possible, frozenset(sources) - told.keys())
    rows = table.index.of(state.candidates)
    if len(rows) > 1:
        telling = {sources[name]: left for name, left in state.expectations(_answers(table), rows).items()}
    else:
        last = rows[0] if rows else table.rows()[-1]
        telling = dict.fromkeys((one for one in _details(last, facts, told, table) if one not in given), 1.0)
    return Interview(rows=tuple(row.id for row in rows), ask=tuple(_ordered(telling, table)))


def _sources(table: RoutingTable) -> dict[str, str]:
    """Every fact a row tests, with the question it is learnt from."""
    asked = {one.name: one.name for one in table.inputs.inputs}
    return asked | {one.name: one.source for one in table.inputs.derived}


def _answers(table: RoutingTable) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Every answer to every fact, each thought equally likely; steps already taken may also be none."""
    one_by_one = {name: tuple((answer,) for answer in titles) for name, titles in table.inputs.answers.items()}
    return {**one_by_one, SEVERAL: ((), *one_by_one[SEVERAL])}


class _State:
    """The rows still possible and the facts still open."""

    def __init__(self, index: RowIndex, possible: int, open_facts: frozenset[str]) -> None:
        self.index, self.possible, self.open = index, possible, open_facts
        self.candidates = index.candidates(possible, index.testing(open_facts))

    def expectations(self, answers: dict[str, tuple[tuple[str, ...], ...]], rows: tuple[Row, ...]) -> dict[str, float]:
        """For each open fact that a candidate tests, how many candidates its answer is expected to leave."""
        tested = {name for row in rows for name in row.tested()} & self.open
        return {name: self._left_after(name, answers[name]) for name in tested}

    def _left_after(self, name: str, answers: tuple[tuple[str, ...], ...]) -> float:
        still_open = self.index.testing(self.open - {name})
        left = (
            self.index.candidates(self.possible & self.index.left_by(name, one), still_open).bit_count()
            for one in answers
        )
        return sum(left) / len(answers)


def _details(row: Row, facts: Facts, told: Condition, table: RoutingTable) -> Iterator[str]:
    """What organ, limits, warnings and rights of a certain row still depend on, a condition before what it governs."""
    sources = _sources(table)
    for name in (*_conditions(row, told, table), *_offices(row, told, table)):
        yield sources.get(name, name)
    for limit in row.limits:
        if _may_apply(limit.when, limit.unless, told):
            yield from _dates(limit, facts)


def _conditions(row: Row, told: Condition, table: RoutingTable) -> Iterator[str]:
    pairs = [(limit.when, limit.unless) for limit in row.limits]
    pairs += [(option.when, {}) for option in row.alternatives]
    pairs += [(option.when, {}) for option in (table.onward.handovers[row.if_fails].ways if row.if_fails else ())]
    pairs += [(one.when, {}) for one in table.admission.grounds if not one.channels or row.channel in one.channels]
    pairs += [(one.when, {}) for one in table.admission.holds if row.channel in one.channels]
    pairs += [(one.when, one.unless) for one in table.duties_of(row)]
    for when, unless in pairs:
        if _may_apply(when, unless, told):
            yield from (name for name in (*when, *unless) if name not in told)


def _may_apply(when: Condition, unless: Condition, told: Condition) -> bool:
    """Whether nothing that is known excludes it."""
    wanted = all(name not in told or not set(told[name]).isdisjoint(answers) for name, answers in when.items())
    return wanted and not any(
        name in told and not set(told[name]).isdisjoint(barred) for name, barred in unless.items()
    )


def _offices(row: Row, told: Condition, table: RoutingTable) -> Iterator[str]:
    ways = [*row.alternatives, *(table.onward.handovers[row.if_fails].ways if row.if_fails else ())]
    for organ in (row.organ, *(way.organ for way in ways if _may_apply(way.when, {}, told))):
        if organ in BY_ORGAN:
            yield "respondent_organ"
        elif organ == "street":
            yield "place_organ"
        elif organ == "field":
            yield "field"


def _dates(limit: LimitRow, facts: Facts) -> Iterator[str]:
    """The days a limit runs from; the day of knowledge is known, served, or for a fine on the spot the day it was made."""
    if limit.since == "filed_on":
        return
    if limit.since != "knew_on":
        yield limit.since
        return
    if facts.known_on is None:
        yield "served_on"
        if facts.served_on is None and facts.act_kind in {"penalty", UNKNOWN}:
            yield from ("act_kind", "on_spot", "act_made_on")
    yield "known_on"


def _ordered(telling: dict[str, float], table: RoutingTable) -> Iterable[Question]:
    """Danger first, then what leaves the fewest rows, then the order of the file."""
    urgent = {one.name for one in table.inputs.inputs if one.first}
    listed = [*(one.name for one in table.inputs.inputs), *(one.name for one in table.inputs.facts)]
    place = {name: number for number, name in enumerate(listed)}
    names = sorted(telling, key=lambda name: (name not in urgent, telling[name], place[name]))
    return (_question(name, telling[name], table) for name in names)


def _question(name: str, left: float, table: RoutingTable) -> Question:
    for choice in table.inputs.inputs:
        if choice.name == name:
            kind = QuestionKind.SEVERAL if name == SEVERAL else QuestionKind.ONE
            return Question(
                name=name, kind=kind, question=choice.question, why=choice.why, answers=choice.answers, left=left
            )
    fact = next(one for one in table.inputs.facts if one.name == name)
    kind = QuestionKind(fact.kind.value)
    return Question(name=name, kind=kind, question=fact.question, why=fact.why, left=left)
