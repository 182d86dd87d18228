"""The coded reasons, ways and kinds of mediation and adjudication: cited, with confidence, and tied to limits that exist."""

from datetime import date
from pathlib import Path

import pytest

from services.kernel.codes import FOLDER, AdjudicationCodes, adjudication_codes, mediation_codes
from services.kernel.law import the_law
from services.kernel.yaml_data import BrokenData, read

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("kind", sorted(adjudication_codes().kinds))
def test_every_kind_names_limits_of_the_rulebook(kind: str) -> None:
    rules = the_law().at(TODAY)
    found = adjudication_codes().kinds[kind]
    assert all(rule in rules for rule in (found.accept, found.decide, found.suit))


def test_a_field_without_rules_of_its_own_is_the_usual_kind() -> None:
    codes = adjudication_codes()
    assert codes.kind("no such field") == codes.kinds[codes.usual] == codes.kind(codes.usual)


def test_the_model_provisions_are_no_law_of_the_land_and_say_so() -> None:
    """全国没有统一的行政调解法: what was taken over from other places is never shown as verified."""
    codes = mediation_codes()
    every = [codes.consent, codes.telling, *codes.refusals.values(), *codes.terminations.values()]
    every += codes.channels.values()
    assert [one.title for one in every if one.is_verified and one.cite.startswith("行政调解默认期限")] == []


def test_a_code_without_its_confidence_is_refused_by_file_and_key(tmp_path: Path) -> None:
    text = (FOLDER / "adjudication.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "adjudication.yaml"
    broken.write_text(text.replace("cite: 政府采购法 第五十五条, confidence: verified", "cite: 政府采购法 第五十五条"))
    with pytest.raises(BrokenData, match=r"adjudication\.yaml: refusals\.prior_steps\.confidence"):
        read(broken, AdjudicationCodes)
