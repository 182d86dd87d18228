"""The worked examples of the office's rule book, reckoned with the house's own rules."""

from pathlib import Path

import pytest
import yaml

from services.kernel.facts import ClockFacts
from services.kernel.law import the_law
from services.kernel.rule import Confidence

EXAMPLES = yaml.safe_load(Path(__file__).with_name("worked_examples.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example['id']}")
def test_the_example_comes_out_as_the_rule_book_says(example):
    law = the_law()
    start = example["start"]
    facts = ClockFacts(key="x", rule=example["rule"], started_on=start, law_on=example.get("law_on", start))
    if "suspended" in example:
        stopped_on, resumed_on = example["suspended"]
        law.check_suspension(facts, example["ground"])
        facts = facts.suspend(stopped_on, example["ground"]).resume(resumed_on)
    if "extended" in example:
        law.check_extension(facts, *example["extended"])
        facts = facts.extend(*example["extended"])
    found = law.deadline(facts)
    assert found.due_on == example["due"]
    assert found.nominal_on == example.get("nominal", example["due"])
    assert found.provisional == example.get("provisional", False)
    assert found.cite == example["cite"]
    assert law.rule(facts).confidence is Confidence.VERIFIED


def test_every_example_of_the_rule_book_is_here():
    assert len(EXAMPLES) == 48  # the 47 listed as data and the provisional one
