"""The order of the questions: it ends, it asks why, and nothing it leaves out can change the route."""

from datetime import date
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.law import the_law
from services.kernel.organs import profile
from services.kernel.routing import Route, route
from services.kernel.routing_examples import Example, read_examples
from services.kernel.routing_facts import Answers
from services.kernel.routing_questions import interview
from services.kernel.routing_table import routing_table

PUTUO, TABLE = profile("putuo"), routing_table()
ON = date(2026, 11, 23)
MOST = len(TABLE.inputs.inputs) + len(TABLE.inputs.facts)
DAYS = st.none() | st.dates(date(2024, 1, 1), date(2027, 6, 30))
ORGANS = st.none() | st.sampled_from(sorted(organ.id for organ in PUTUO.organs))
PRIOR = st.lists(st.sampled_from(sorted(TABLE.inputs.named("prior").answers)), max_size=2).map(tuple)
ANYTHING = st.fixed_dictionaries(
    {
        **{one.name: st.sampled_from(sorted(one.answers)) for one in TABLE.inputs.inputs if one.name != "prior"},
        "prior": PRIOR,
        **{one.name: DAYS if one.kind == "date" else ORGANS for one in TABLE.inputs.facts},
    }
)


def _asked(person: dict[str, object], on: date) -> dict[str, object]:
    """Answer what is asked, in the order it is asked, until nothing is."""
    told: dict[str, object] = {}
    for _ in range(MOST + 1):
        questions = interview(Answers.model_validate(told), TABLE, PUTUO, the_law(), on).ask
        if not questions:
            return told
        assert questions[0].name not in told
        told[questions[0].name] = person[questions[0].name]
    raise AssertionError("the questions do not end")


def _answer(told: dict[str, object], on: date) -> Route:
    found = route(Answers.model_validate(told).filed(on), TABLE, PUTUO, the_law(), on)
    return found.model_copy(update={"trace": (), "inputs": {}, "dropped": ()})


@settings(max_examples=200, deadline=None)
@given(ANYTHING, ANYTHING, st.dates(date(2023, 6, 1), date(2027, 6, 30)))
def test_the_questions_end_and_what_was_not_asked_changes_nothing(
    person: dict[str, object], other: dict[str, object], on: date
) -> None:
    told = _asked(person, on)
    assert _answer(told, on) == _answer({**other, **told}, on)


def test_danger_is_asked_first() -> None:
    assert interview(Answers(), TABLE, PUTUO, the_law(), ON).ask[0].name == "urgency"


def test_every_question_says_why_and_offers_its_answers() -> None:
    asked = interview(Answers(), TABLE, PUTUO, the_law(), ON).ask
    assert all(one.question and one.why for one in asked)
    assert all(one.answers for one in asked if one.kind in {"one", "several"})


def test_danger_settles_the_way_at_once() -> None:
    found = interview(Answers(urgency="danger"), TABLE, PUTUO, the_law(), ON)
    assert found.rows == ("R01",)
    assert found.ask == ()


def test_an_unknown_answer_is_an_answer_and_is_not_asked_again() -> None:
    found = interview(Answers(urgency="unknown", nature="unknown", prior=()), TABLE, PUTUO, the_law(), ON)
    assert {"urgency", "nature", "prior"}.isdisjoint(one.name for one in found.ask)


def test_after_the_row_is_certain_only_organ_dates_and_warnings_are_asked() -> None:
    silent = Answers(
        urgency="none", nature="inaction", prior=(), respondent_kind="organ", respondent_organ="putuo.street.changshou"
    )
    found = interview(silent, TABLE, PUTUO, the_law(), ON)
    while not found.is_settled:
        silent = silent.model_copy(update={found.ask[0].name: "unknown"})
        found = interview(silent, TABLE, PUTUO, the_law(), ON)
    assert found.rows == ("R17",)
    assert {one.name for one in found.ask} == {"special_party", "asked_on"}


@pytest.mark.parametrize("example", read_examples().examples, ids=lambda one: f"{one.number} {one.story}")
def test_a_person_with_one_of_the_stories_is_asked_few_questions(example: Example) -> None:
    """At most fourteen of the twenty-six, and the answer is the one of the story."""
    person: dict[str, object] = {name: getattr(example.facts, name) for name in Answers.model_fields}
    told = _asked(person, example.came_on)
    assert len(told) <= 14
    found = route(Answers.model_validate(told).filed(example.came_on), TABLE, PUTUO, the_law(), example.came_on)
    assert found.rules[0] == example.expect.row
    assert found.channel == example.expect.channel


def test_the_stories_need_nine_questions_on_average() -> None:
    counts = []
    for example in read_examples().examples:
        person: dict[str, object] = {name: getattr(example.facts, name) for name in Answers.model_fields}
        counts.append(len(_asked(person, example.came_on)))
    assert mean(counts) < 9.5
