"""Row by row: every limit of the office's two rule books stands in the rulebook with the length the rule book gives."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from services.kernel.law import the_law
from services.kernel.period import Period
from services.kernel.rulebook import read_rulebook

ROWS = yaml.safe_load(Path(__file__).with_name("limit_tables.yaml").read_text(encoding="utf-8"))
LIMITS = [row for row in ROWS if row["rule"]]
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("row", LIMITS, ids=lambda row: f"{row['row']}-{row['rule']}")
def test_the_rule_has_the_length_of_the_table(row):
    expected = None if row["period"] is None else Period.model_validate(row["period"])
    assert expected in [version.period for version in read_rulebook().versions(row["rule"])]


def told(extension):
    return "any" if extension.cap is None else f"{extension.cap.length} {extension.cap.unit}"


@pytest.mark.parametrize("rule", sorted({row["rule"] for row in LIMITS}))
def test_a_rule_is_extended_and_suspended_exactly_where_the_tables_say(rule):
    rows = [row for row in LIMITS if row["rule"] == rule]
    newest = read_rulebook().versions(rule)[-1]
    named = {row["extension"] for row in rows if "extension" in row}
    assert named == ({told(newest.extension)} if newest.extension else set())
    excluded = {ground for row in rows for ground in row.get("excluded", ())}
    assert excluded <= set(newest.suspension_grounds)
    beyond = {ground for row in rows for ground in row.get("beyond", ())}
    assert bool(excluded | beyond) == bool(newest.suspension_grounds)


@pytest.mark.parametrize("row", LIMITS, ids=lambda row: f"{row['row']}-{row['rule']}")
def test_every_row_of_the_table_has_a_rule_in_force(row):
    rule = the_law().at(TODAY)[row["rule"]]
    if rule.period is not None and not rule.is_in_hours:
        due = the_law().reckon(row["rule"], date(2026, 3, 2), law_on=TODAY).due_on
        assert (due < date(2026, 3, 2)) == (rule.direction == "before")


def test_a_row_without_a_rule_says_why():
    assert [row["row"] for row in ROWS if not row["rule"] and not row.get("why")] == []


def test_no_row_of_the_tables_is_left_out():
    rows = {row["row"] for row in ROWS}
    letters = {"A": 10, "B": 8, "D": 19, "E": 17, "G": 9}
    expected = {f"{letter}{n:02}" for letter, last in letters.items() for n in range(1, last + 1)}
    assert sorted(expected - rows - {"D14"}) == []
    assert "D14" in rows  # 延长，写在审理期限的规则里
    fields = Counter(
        row["row"].split("-")[1] for row in {row["row"]: row for row in ROWS}.values() if "T-" in row["row"]
    )
    assert fields == Counter(
        GEN=27,
        CON=9,
        TRA=7,
        PSB=2,
        ENV=2,
        SOC=5,
        EXP=3,
        LAB=12,
        MED=2,
        IPM=1,
        LND=8,
        ENM=5,
        PAT=6,
        ICL=6,
        CMP=2,
        GPP=9,
        BID=3,
    )


def test_a_rule_nobody_runs_has_nothing_to_lapse_into():
    only_told = {"litigation", "petition", "labour"}
    assert {rule.on_lapse for rule in read_rulebook() if rule.channel in only_told} == {None}
