"""Every combination of answers ends in an answer or at the duty lawyer, never in an exception."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.law import the_law
from services.kernel.organs import profile
from services.kernel.routing import route
from services.kernel.routing_facts import Answers
from services.kernel.routing_table import RouteChannel, routing_table

PUTUO = profile("putuo")
TABLE = routing_table()
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
