"""The worked examples of the office's two rule books, reckoned with the house's own rules."""

import re
from pathlib import Path

import pytest
import yaml

from services.kernel.facts import ClockFacts
from services.kernel.law import the_law
from services.kernel.rule import Confidence


def read(name):
    return yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))


EXAMPLES = read("worked_examples.yaml")
FIELDS = read("worked_examples_fields.yaml")


@pytest.mark.parametrize("example", EXAMPLES + FIELDS, ids=lambda example: f"{example['id']}")
def test_the_example_comes_out_as_the_rule_book_says(example):
    law = the_law()
    start = example["start"]
    facts = ClockFacts(key="x", rule=example["rule"], started_on=start, law_on=example.get("law_on", start))
    if "suspended" in example:
        stopped_on, resumed_on = example["suspended"]
        law.check_suspension(facts, example["ground"], stopped_on)
        facts = facts.suspend(stopped_on, example["ground"]).resume(resumed_on)
    if "extended" in example:
        law.check_extension(facts, *example["extended"])
        facts = facts.extend(*example["extended"])
    found = law.deadline(facts)
    assert found.due_on == example["due"]
    assert found.nominal_on == example.get("nominal", example["due"])
    assert found.provisional == example.get("provisional", False)
    assert found.cite == example["cite"]
    assert law.rule(facts).confidence is Confidence(example.get("confidence", "verified"))


def test_every_example_of_the_rule_book_is_here():
    assert len(EXAMPLES) == 48  # the 47 listed as data and the provisional one
    assert {re.match(r"E\d+", example["id"])[0] for example in FIELDS} == {f"E{n}" for n in range(1, 16)}
