"""The routing examples (分流示例) as data: a story, its facts, and all that must come out; they prove the tables."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from services.kernel.law import Law
from services.kernel.organs import Profile
from services.kernel.routing import Route, route
from services.kernel.routing_facts import Answers
from services.kernel.routing_table import FOLDER, RouteChannel, RoutingTable, Row
from services.kernel.yaml_data import Entry, read

FILE = FOLDER / "examples.yaml"


def _several(value: object) -> object:
    """One date stands alone in the file; rival readings stand as a list."""
    if not isinstance(value, dict):
        return value
    return {rule: days if isinstance(days, (list, tuple)) else [days] for rule, days in value.items()}


class Expected(Entry):
    """What a story leads to: the row, where it goes, and everything the person is told."""

    row: str
    held_by: str | None = None
    channel: RouteChannel
    organ: str
    preposed: bool = False
    articles: tuple[str, ...]
    notices: tuple[str, ...]
    dates: Annotated[dict[str, tuple[date, ...]], BeforeValidator(_several)] = Field(default_factory=dict)
    advised: date | None = None
    faults: tuple[str, ...] = ()
    also: tuple[str | None, ...] = ()
    if_fails: str | None = None
    question: str | None = None

    @classmethod
    def of(cls, found: Route) -> "Expected":
        """The same of a route."""
        dates = defaultdict(list)
        for limit in found.limits:
            if limit.due_on:
                dates[limit.rule].append(limit.due_on)
        return cls(
            row=found.rules[0],
            held_by=found.rules[1] if len(found.rules) > 1 else None,
            channel=found.channel,
            organ=found.organ_id or "",
            preposed=found.preposed,
            articles=found.articles,
            notices=tuple(notice.code for notice in found.notices),
            dates={rule: tuple(days) for rule, days in dates.items()},
            advised=next((limit.due_on for limit in found.limits if limit.advised), None),
            faults=tuple(fault.code for fault in found.faults),
            also=tuple(option.organ_id for option in found.alternatives),
            if_fails=found.if_fails.code if found.if_fails else None,
            question=found.question,
        )


class Example(Entry):
    """One story as a person tells it, the facts, and what must come out."""

    story: str
    number: str | None = None
    came_on: date = date(2026, 11, 23)
    facts: Answers
    expect: Expected

    def outcome(self, table: RoutingTable, profile: Profile, law: Law) -> Expected:
        """What the tables make of it."""
        return Expected.of(route(self.facts.filed(self.came_on), table, profile, law, self.came_on))


class Examples(Entry):
    """All of them, in the order of the notes."""

    examples: tuple[Example, ...]


def read_examples(path: Path = FILE) -> Examples:
    """Read the examples strictly."""
    return read(path, Examples)


def unproven(table: RoutingTable, examples: tuple[Example, ...]) -> tuple[Row, ...]:
    """The rows, in each of their versions, that no example reaches."""
    proven = {(one.expect.row, one.came_on) for one in examples}
    return tuple(
        row
        for row in table.rows()
        if not any(row.id == reached and row.holds_on(came_on) for reached, came_on in proven)
    )
