"""Whatever the limit, both languages tell every step with its provision or notice, and end with the answer."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.calendar import chinese_calendar
from services.kernel.clock import deadline, explain
from services.kernel.deadline import StepKind
from services.kernel.explain import day_zh
from services.kernel.facts import ClockFacts, Extension, Suspension
from services.kernel.law import the_law
from services.kernel.period import Unit
from services.kernel.refusal import Refused
from services.kernel.rule import Direction, Roll
from tests.law.builders import a_rule

GROUNDS = sorted(the_law().rulebook.grounds.values(), key=lambda ground: ground.id)
TOLD = frozenset({StepKind.DAY_ZERO, StepKind.SUSPENDED, StepKind.EXTENDED, StepKind.EXTENSION_VOID, StepKind.ROLLED})
CALENDAR = frozenset({StepKind.NON_WORKING, StepKind.COUNTED})  # told where a notice names the day
units = st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR])
starts = st.dates(date(2018, 1, 10), date(2026, 12, 20))
LANGUAGES = ("zh", "en")


@st.composite
def limits(draw):
    start = draw(starts)
    near = st.integers(-5, 90).map(lambda n: start + timedelta(days=n))
    held = [
        Suspension(
            from_on=first,
            until_on=None if draw(st.integers(0, 5)) == 0 else first + timedelta(days=draw(st.integers(0, 30))),
            ground=ground.id,
            basis=ground.cite,
        )
        for first, ground in draw(st.lists(st.tuples(near, st.sampled_from(GROUNDS)), max_size=3))
    ]
    longer = [
        Extension(length=length, decided_on=on, basis="行政复议法 第六十二条第一款")
        for length, on in draw(st.lists(st.tuples(st.integers(1, 30), near), max_size=2))
    ]
    return ClockFacts(
        key="x", rule="test.rule", started_on=start, law_on=start, suspensions=tuple(held), extensions=tuple(longer)
    )


def inside_the_calendar(facts, length, unit):
    """Sixty years, or an extension by thirty, lead out of every calendar; such limits are refused elsewhere."""
    return (facts.model_copy(update={"extensions": ()}), 1) if unit is Unit.YEAR else (facts, length)


@settings(max_examples=300)
@given(limits(), st.integers(1, 60), units, st.sampled_from(Roll))
def test_every_step_is_told_with_its_provision_and_the_answer_comes_last(facts, length, unit, roll):
    facts, length = inside_the_calendar(facts, length, unit)
    found = deadline(facts, a_rule(length, unit, roll=roll), chinese_calendar())
    for language in LANGUAGES:
        sentences = explain(found, language)
        assert all(sentence.strip() for sentence in sentences)
        told = "".join(sentences)
        for step in found.trace:
            if step.kind in TOLD or (step.note and step.kind in CALENDAR):
                day = step.to_on if step.kind is StepKind.ROLLED else step.from_on
                assert all(part in told for part in (step.basis, step.source, named(day, language)))
        last = found.due_on
        assert last is None or named(last, language) in sentences[-1]


@settings(max_examples=100)
@given(starts, st.integers(1, 30), st.sampled_from([Unit.DAY, Unit.WORKING_DAY]))
def test_a_period_before_an_event_is_told_from_its_event_to_its_latest_day(start, length, unit):
    facts = ClockFacts(key="x", rule="test.rule", started_on=start, law_on=start)
    found = deadline(facts, a_rule(length, unit, direction=Direction.BEFORE), chinese_calendar())
    for language in LANGUAGES:
        sentences = explain(found, language)
        assert named(start, language) in sentences[0]
        assert named(found.due_on, language) in sentences[-1]


@settings(max_examples=100)
@given(limits(), st.integers(1, 60), units)
def test_a_provisional_answer_says_so_in_both_languages(facts, length, unit):
    facts, length = inside_the_calendar(facts, length, unit)
    found = deadline(facts, a_rule(length, unit), chinese_calendar())
    for language, word in zip(LANGUAGES, ("暂定", "provisional"), strict=True):
        assert (word in explain(found, language)[-1]) == (found.provisional and found.due_on is not None)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(the_law().rulebook.rules)), starts)
def test_every_limit_of_the_rulebook_is_explained_or_refused_with_a_provision(rule, start):
    found = answer(rule, start)
    if isinstance(found, Refused):
        assert found.cite
        return
    for language in LANGUAGES:
        told = explain(found, language)
        assert found.cite in "".join(told)
        assert found.due_on is not None


def answer(rule, start):
    try:
        return the_law().reckon(rule, start)
    except Refused as refusal:
        return refusal


def named(day, language):
    return day_zh(day) if language == "zh" else day.isoformat()
