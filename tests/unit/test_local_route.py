"""`jiefen route`: one claim explained, and the tables proven by their examples, without a house."""

import io
import json
from pathlib import Path

import pytest

from services.cli import main
from services.kernel.routing_examples import FILE

FINE = {
    "filed_on": "2026-11-23",
    "nature": "act",
    "respondent_kind": "organ",
    "respondent_organ": "putuo.market",
    "act_kind": "penalty",
    "on_spot": "yes",
    "act_made_on": "2026-11-20",
}


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(FINE), encoding="utf-8")
    return path


def test_the_answer_comes_first_with_its_row_and_articles(facts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["route", "explain", str(facts)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("渠道: 行政复议 · 行政复议 · 上海市普陀区人民政府 · 复议前置\nR11 ")
    assert "行政复议法 第二十三条第一款第一项" in told
    assert "2027-01-19" in told
    assert "R11 ✓" in told


def test_english_speaks_english_around_the_words_of_the_law(facts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["route", "explain", "--lang", "en", str(facts)]) == 0
    told = capsys.readouterr().out
    assert "reconsideration comes first" in told
    assert "Time limit to apply for reconsideration · 2027-01-19 · running" in told


def test_json_is_the_whole_route(facts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["route", "explain", "--json", str(facts)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rules"], told["organ_id"]) == (["R11"], "putuo.government")
    assert told["if_fails"]["ways"][0]["organ_id"] == "shanghai.court.railway"


def test_limits_are_looked_at_on_another_day(facts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["route", "explain", "--on", "2027-01-20", str(facts)]) == 0
    assert "late.arl.application" in capsys.readouterr().out


@pytest.mark.parametrize("given", ["{", "{}", '{"filed_on": "2026-11-23", "nature": "moon"}'])
def test_facts_that_are_none_are_refused_in_one_line(
    given: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(given))
    assert main(["route", "explain", "-"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("jiefen: ")
    assert told.err.count("\n") == 1


def test_the_tables_are_proven_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["route", "check", "--lang", "en"]) == 0
    assert "76 rows in 88 versions, 88 proven by 96 examples, 0 wrong." in capsys.readouterr().out


def test_a_row_without_an_example_is_named_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fewer = tmp_path / "examples.yaml"
    text = FILE.read_text(encoding="utf-8")
    start = text.index("  - story: 有人盗印我的书")
    fewer.write_text(text[:start] + text[text.index("  - story: ", start + 1) :], encoding="utf-8")
    assert main(["route", "check", "--examples", str(fewer)]) == 1
    assert "没有示例的规则: R38c" in capsys.readouterr().err


def test_an_example_that_comes_out_otherwise_is_named_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = tmp_path / "examples.yaml"
    text = FILE.read_text(encoding="utf-8")
    changed.write_text(text.replace("tra.review: 2026-11-26", "tra.review: 2026-11-27"), encoding="utf-8")
    assert main(["route", "check", "--examples", str(changed)]) == 1
    assert "结果与示例不符: 5 交警说我负主责" in capsys.readouterr().err
