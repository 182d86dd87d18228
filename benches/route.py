"""Routing one claim with its whole trace, its dates and its rights; and the next question, asked on each page."""

from itertools import cycle

from benches.measure import compare
from services.kernel.law import the_law
from services.kernel.organs import profile
from services.kernel.routing import route
from services.kernel.routing_examples import read_examples
from services.kernel.routing_facts import Answers
from services.kernel.routing_index import RowIndex
from services.kernel.routing_questions import interview
from services.kernel.routing_story import keywords, read_story
from services.kernel.routing_table import routing_table
from services.kernel.routing_vocabulary import failed_on

PROFILE = "putuo"


def measure() -> dict[str, float]:
    """Over every example of the notes in turn, so that no one row is measured."""
    table, organs, law, words = routing_table(), profile(PROFILE), the_law(), keywords()
    examples = read_examples().examples
    facts = [one.facts.filed(one.came_on) for one in examples]
    routed, matched, walked = cycle(facts), cycle(facts), cycle(facts)
    asked, told = cycle(examples), cycle(examples)
    index: RowIndex = table.index

    def whole() -> object:
        one = next(routed)
        return route(one, table, organs, law, one.filed_on)

    def masks() -> object:
        one = next(matched)
        return index.first(index.possible({**one.inputs(), "organ_kind": ("none",)}, one.filed_on))

    def walk() -> object:
        one = next(walked)
        inputs = {**one.inputs(), "organ_kind": ("none",), "agreement_fresh": ("no",), "traffic_in_time": ("no",)}
        rows = (row for row in index.rows if row.holds_on(one.filed_on))
        return next(row for row in rows if failed_on(row.when, row.unless, inputs) is None)

    def question() -> object:
        one = next(asked)
        answered = Answers.model_validate({"urgency": "none", "nature": one.facts.nature})
        return interview(answered, table, organs, law, one.came_on)

    return compare(
        {
            "route_with_trace": (whole, 300),
            "row_by_masks": (masks, 1_000),
            "row_by_walking": (walk, 1_000),
            "next_questions": (question, 300),
            "story_read": (lambda: read_story(next(told).story, words, table.inputs), 300),
        },
        ours="row_by_masks",
    )
