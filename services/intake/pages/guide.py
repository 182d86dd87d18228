"""The guided filing: what the story suggests, with the words that say so, and the questions that can still matter."""

from collections.abc import Iterator, Mapping
from datetime import date

from pydantic import ValidationError

from services.chassis.district import district
from services.chassis.law_in_use import law_in_use
from services.kernel.routing_facts import Answers
from services.kernel.routing_questions import QuestionKind, interview
from services.kernel.routing_story import UnitProposal, keywords, read_story
from services.kernel.routing_table import UNKNOWN, routing_table

from ..parts import MOST_UNITS
from .contexts import Asked, Hint, Options, UnitGuide
from .reading import ANSWERS, LEAST_UNITS, Values, is_filled, rows

GUIDED = "guided"
AT_ONCE = 6  # what is asked after these depends on what is answered now
NOTHING_SAID = frozenset({UNKNOWN, "none"})  # what the lists of the plain form send untouched
ORGANS = {"respondent_organ": QuestionKind.ORGAN, "place_organ": QuestionKind.PLACE}


def suggested(values: Values) -> dict[str, str]:
    """The form with what the story suggests where nothing was said yet. Every suggestion stands open to change."""
    filled = dict(_untouched_left_out(values) if not values.get(GUIDED) else values)
    parts = _parts(values)
    for row, part in enumerate(parts):
        if not is_filled(values, "units", row):
            filled |= {f"u{row}-{name}": answer for name, answer in _first(part).items()}
            filled[f"u{row}-claim"] = part.text
    count = max(len(parts), 1, *(row + 1 for row in rows(values, "units") if is_filled(values, "units", row)))
    return filled | {GUIDED: "1", "units_rows": str(max(count, LEAST_UNITS))}


def _parts(values: Values) -> tuple[UnitProposal, ...]:
    return read_story(values.get("story", ""), keywords(), routing_table().inputs).units[:MOST_UNITS]


def _first(part: UnitProposal) -> dict[str, str]:
    """The likeliest answer to each question; the nature is that of the part itself."""
    told: dict[str, str] = {}
    for one in part.answers:
        told.setdefault(one.name, one.answer)
    return told | {"nature": part.nature}


def _untouched_left_out(values: Values) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        row, _, part = name.partition("-")
        is_default = part in ANSWERS and (value in NOTHING_SAID or part == "respondent_kind")
        if not (is_default and not values.get(f"{row}-nature")) and not (is_default and value in NOTHING_SAID):
            yield name, value


def guide(values: Values, on: date) -> tuple[UnitGuide, ...]:
    """For each claim unit its suggestions, its open questions in order, and what is answered already."""
    if not values.get(GUIDED):
        return ()
    parts, shown = _parts(values), rows(values, "units")
    added = shown[-1] if values.get("more") == "units" else 0
    return tuple(
        _unit(row, values, parts[row] if row < len(parts) else None, on)
        for row in shown
        if row in {0, added} or is_filled(values, "units", row)
    )


def _unit(row: int, values: Values, part: UnitProposal | None, on: date) -> UnitGuide:
    said = {name: values[f"u{row}-{name}"] for name in ANSWERS if values.get(f"u{row}-{name}")}
    found = interview(_answers(said), routing_table(), district(), law_in_use(), on)
    asked = tuple(
        Asked(one.name, one.kind.value, one.question, one.why, tuple(one.answers.items()))
        for one in found.ask
        if one.name != "nature"
    )
    return UnitGuide(
        row=row,
        hints=tuple(_hints(part)) if part else (),
        ask=asked[:AT_ONCE],
        known=tuple(_known(name) for name in said if name not in {"nature", *(one.name for one in asked)}),
    )


def _hints(part: UnitProposal) -> Iterator[Hint]:
    inputs = routing_table().inputs
    for one in part.answers:
        words = tuple(dict.fromkeys(match.word for match in one.matches if not match.denied))
        yield Hint(inputs.question(one.name), one.title, words)


def _answers(said: Mapping[str, str]) -> Answers:
    """What can be read of the answers; the rest is told as a fault when the form is filed."""
    offered = routing_table().inputs.answers
    told: dict[str, object] = {}
    for name, value in said.items():
        is_offered = name not in offered or value in offered[name]
        if is_offered and (name not in ORGANS or district().has(value)):
            told[name] = (value,) if name == "prior" else value
    try:
        return Answers.model_validate(told)
    except ValidationError as error:
        broken = {str(one["loc"][0]) for one in error.errors(include_input=False)}
        return Answers.model_validate({name: value for name, value in told.items() if name not in broken})


def _known(name: str) -> Asked:
    inputs = routing_table().inputs
    choice = next((one for one in inputs.inputs if one.name == name), None)
    if choice is not None:
        return Asked(name, QuestionKind.ONE.value, choice.question, choice.why, _titles(choice.answers))
    fact = next(one for one in inputs.facts if one.name == name)
    return Asked(name, fact.kind.value, fact.question, fact.why, ())


def _titles(answers: Mapping[str, str]) -> Options:
    return tuple(answers.items())
