"""Every combination of answers ends in an answer or at the duty lawyer, never in an exception."""

from datetime import date
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.law import the_law
from services.kernel.organs import profile
from services.kernel.routing import Route, route
from services.kernel.routing_examples import Example, read_examples
from services.kernel.routing_facts import Answers
from services.kernel.routing_table import RouteChannel, routing_table

PUTUO = profile("putuo")
TABLE = routing_table()
EXAMPLES = read_examples().examples
DAYS = st.dates(date(2012, 1, 1), date(2028, 12, 31))
WORDS = {one.name: st.sampled_from(sorted(one.answers)) for one in TABLE.inputs.inputs if one.name != "prior"}
ORGANS = st.none() | st.sampled_from(sorted(organ.id for organ in PUTUO.organs))
ANSWERS = st.fixed_dictionaries(
    {
        **WORDS,
        "prior": st.lists(st.sampled_from(sorted(TABLE.inputs.named("prior").answers)), max_size=3).map(tuple),
        "respondent_organ": ORGANS,
        "place_organ": ORGANS,
        **{name: st.none() | DAYS for name in Answers().dates() if name != "knew_on"},
    }
)


@settings(max_examples=400, deadline=None)
@given(ANSWERS, DAYS)
def test_every_combination_of_answers_ends_in_an_answer_or_at_the_lawyer(answers: dict[str, object], on: date) -> None:
    found = route(Answers.model_validate(answers).filed(on), TABLE, PUTUO, the_law(), on)
    assert PUTUO.has(found.organ_id or "")
    assert found.reasons
    if found.channel is RouteChannel.LAWYER:
        assert found.question
    else:
        assert found.articles
    if found.channel is RouteChannel.RECONSIDERATION:
        assert found.organ_id == PUTUO.government, "no other government's case is opened here"


KINDS = {organ.kind: organ.id for organ in PUTUO.organs}
VALUES: list[tuple[str, object]] = [
    *((one.name, answer) for one in TABLE.inputs.inputs if one.name != "prior" for answer in one.answers),
    *(("prior", (answer,)) for answer in TABLE.inputs.named("prior").answers),
    *(("respondent_organ", organ) for organ in KINDS.values()),
]


def test_every_pair_of_answers_ends_in_an_answer_or_at_the_lawyer() -> None:
    """All of them, not a sample; a pair may name one question twice, then the second answer stands."""
    law, on = the_law(), date(2026, 11, 23)
    for (name, answer), (other, second) in combinations(VALUES, 2):
        found = route(Answers.model_validate({name: answer, other: second}).filed(on), TABLE, PUTUO, law, on)
        assert PUTUO.has(found.organ_id or "")
        assert found.question if found.channel is RouteChannel.LAWYER else found.articles


def _lost(before: Route, after: Route) -> set[str]:
    return {one.code for one in before.notices} - {one.code for one in after.notices}


def _is_explained(before: Route, after: Route) -> bool:
    """A right is lost only where another row decided or a duty ended, and the answer says which and why."""
    told = {one.code: one for one in after.dropped}
    for code in _lost(before, after):
        why = told.get(code)
        if why is None or why.rule != after.rules[0] or not why.reason:
            return False
        if before.rules[0] == after.rules[0] and why.reason not in DUTY_REASONS:
            return False
    return True


DUTY_REASONS = {duty.reason for duty in TABLE.rights.duties}


@settings(max_examples=300, deadline=None)
@given(ANSWERS, DAYS, st.sampled_from(sorted(Answers.model_fields)))
def test_a_fact_more_never_takes_a_right_away_without_the_row_that_says_why(
    answers: dict[str, object], on: date, fact: str
) -> None:
    after = route(Answers.model_validate(answers).filed(on), TABLE, PUTUO, the_law(), on)
    fewer = {name: answer for name, answer in answers.items() if name != fact}
    before = route(Answers.model_validate(fewer).filed(on), TABLE, PUTUO, the_law(), on)
    assert _is_explained(before, after)


def test_for_every_pair_of_answers_the_second_takes_no_right_away_unsaid() -> None:
    law, on = the_law(), date(2026, 11, 23)
    alone = {one: route(Answers.model_validate(dict([one])).filed(on), TABLE, PUTUO, law, on) for one in VALUES}
    lost = 0
    for one, other in permutations(VALUES, 2):
        if one[0] != other[0]:
            after = route(Answers.model_validate(dict([one, other])).filed(on), TABLE, PUTUO, law, on)
            assert _is_explained(alone[one], after), (one, other)
            lost += len(_lost(alone[one], after))
    assert lost > 0, "the property speaks of something"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.story)
def test_a_story_with_one_fact_more_loses_no_right_unsaid(example: Example) -> None:
    """The stories give each row its turn: every fact a story leaves open is added, in every answer."""
    law, on, facts = the_law(), example.came_on, example.facts.model_dump()
    before = route(Answers.model_validate(facts).filed(on), TABLE, PUTUO, law, on)
    for name, answer in VALUES:
        if facts[name] in {"unknown", None, ()}:
            after = route(Answers.model_validate({**facts, name: answer}).filed(on), TABLE, PUTUO, law, on)
            assert _is_explained(before, after), (name, answer)


def test_a_right_lost_by_a_known_fact_names_the_fact_the_row_and_the_reason() -> None:
    """Known to be on paper, a fine need not be reviewed first: N-02 goes, and R15 says why."""
    fine = {"nature": "act", "respondent_kind": "organ", "respondent_organ": "putuo.market", "act_kind": "penalty"}
    on = date(2026, 9, 29)
    found = route(Answers.model_validate(fine | {"on_spot": "no"}).filed(on), TABLE, PUTUO, the_law(), on)
    (why,) = (one for one in found.dropped if one.fact == "on_spot")
    assert (why.code, why.without, why.rule) == ("N-02", "R11u", "R15")
    assert "R15" in why.reason


def _conditions() -> list[tuple[str, tuple[str, ...]]]:
    parts = [part for row in TABLE.rows() for part in (row.when, row.unless)]
    parts += [part for row in TABLE.rows() for limit in row.limits for part in (limit.when, limit.unless)]
    parts += [option.when for row in TABLE.rows() for option in row.alternatives]
    parts += [ground.when for ground in TABLE.admission.grounds]
    parts += [hold.when for hold in TABLE.admission.holds]
    parts += [duty.when for duty in TABLE.rights.duties]
    return [pair for part in parts for pair in part.items()]


def test_every_question_can_change_something() -> None:
    tested = {name for name, _ in _conditions()}
    assert {one.name for one in TABLE.inputs.inputs} == tested - {one.name for one in TABLE.inputs.derived}


def test_every_step_already_taken_can_change_something() -> None:
    tested = {answer for name, answers in _conditions() if name == "prior" for answer in answers}
    assert set(TABLE.inputs.named("prior").answers) == tested
