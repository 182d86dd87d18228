"""Every row of the routing tables (分流决策表) answers for at least one story; 6.6 of the routing notes, in YAML."""

from datetime import date
from pathlib import Path

import pytest

from services.kernel.law import the_law
from services.kernel.organs import profile
from services.kernel.routing import Route, route
from services.kernel.routing_facts import Answers
from services.kernel.routing_table import RouteChannel, routing_table
from services.kernel.yaml_data import Entry, read

PUTUO = profile("putuo")


class Expected(Entry):
    """What the story must lead to."""

    row: str
    channel: str
    organ: str
    article: str | None


class Example(Entry):
    """One story as a person tells it, what was answered, and where it belongs."""

    story: str
    came_on: date = date(2026, 11, 23)
    answers: Answers
    expect: Expected

    def route(self) -> Route:
        return route(self.answers.filed(self.came_on), routing_table(), PUTUO, the_law(), self.came_on)


class Examples(Entry):
    examples: tuple[Example, ...]


EXAMPLES = read(Path(__file__).with_name("test_routing_examples.yaml"), Examples).examples


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{one.expect.row} {one.story}" for one in EXAMPLES])
def test_a_story_goes_to_its_channel_organ_and_article(example: Example) -> None:
    found = example.route()
    assert found.rules == (example.expect.row,)
    assert found.channel == example.expect.channel
    assert found.organ_id == example.expect.organ
    assert example.expect.article is None or example.expect.article in found.articles


def test_every_version_of_every_row_has_an_example() -> None:
    proven = {
        (one.expect.row, row.valid_from)
        for one in EXAMPLES
        for row in routing_table().rows()
        if row.id == one.expect.row and row.holds_on(one.came_on)
    }
    assert {(row.id, row.valid_from) for row in routing_table().rows()} == proven


def test_every_row_cites_an_article_or_asks_the_lawyer() -> None:
    assert all(row.articles or row.channel is RouteChannel.LAWYER for row in routing_table().rows())


def test_every_office_a_row_names_is_in_the_profile() -> None:
    words = {"jurisdiction", "street", "respondent", "field"}
    assert {row.organ for row in routing_table().rows()} - words <= PUTUO.functions.keys()


def test_every_limit_a_row_names_is_a_rule_and_runs_from_a_known_date() -> None:
    law, dates = the_law(), Answers().dates().keys() | {"filed_on"}
    for row in routing_table().rows():
        for limit in row.limits:
            assert law.rulebook.versions(limit.rule)
            assert limit.since in dates
