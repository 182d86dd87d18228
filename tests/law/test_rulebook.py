"""The rulebook: what it holds, which version governs when, and what it refuses to load."""

import re
import shutil
from datetime import date

import pytest

from services.kernel.law import the_law
from services.kernel.period import Period, Unit
from services.kernel.refusal import Refused
from services.kernel.rule import Confidence
from services.kernel.rulebook import FOLDER, UnknownRule, read_rulebook
from services.kernel.yaml_data import BrokenData

RULES = list(read_rulebook())


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "rules")


def test_silence_of_five_working_days_accepts():
    """行政复议法 第三十条。"""
    rule = the_law().at(date(2026, 9, 29))["arl.review"]
    assert rule.period == Period(length=5, unit=Unit.WORKING_DAY)
    assert rule.on_lapse == "deem_accepted"
    assert rule.cite == "行政复议法 第三十条"


def test_ten_days_were_calendar_days_before_2024():
    """行政复议法（2017年修正）第四十条第二款只说五日、七日。"""
    law = the_law()
    assert law.at(date(2023, 12, 31))["arl.reply"].period.unit is Unit.DAY
    assert law.at(date(2024, 1, 1))["arl.reply"].period.unit is Unit.WORKING_DAY
    assert law.reckon("arl.reply", date(2023, 9, 26)).due_on == date(2023, 10, 7)


def test_the_version_follows_the_legal_date_and_not_the_start():
    law = the_law()
    old = law.reckon("arl.reply", date(2024, 1, 3), law_on=date(2023, 12, 20))
    assert old.cite.startswith("行政复议法（2017年修正）")
    assert old.due_on == date(2024, 1, 15)


def test_the_extension_is_granted_by_the_head_of_the_body_and_not_of_the_organ():
    """行政复议法 第六十二条第一款。"""
    extension = the_law().at(date(2026, 1, 1))["arl.ordinary"].extension
    assert extension.granted_by == "行政复议机构的负责人"
    assert extension.cap == Period(length=30, unit=Unit.DAY)


def test_a_rule_outside_its_time_is_refused():
    with pytest.raises(Refused) as refusal:
        the_law().at(date(2023, 12, 31))["arl.summary"]
    assert refusal.value.code == "rule.not_in_force"


def test_a_rule_nobody_wrote_is_a_slip_in_the_code():
    with pytest.raises(UnknownRule):
        the_law().at(date(2026, 1, 1))["arl.reveiw"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id}@{rule.valid_from}")
def test_every_rule_is_cited_checked_and_complete(rule):
    assert re.search(r"[一-鿿]", rule.article)
    assert rule.checked_on <= date(2026, 11, 23) or rule.checked_on.year >= 2026
    assert rule.title
    assert rule.title_en
    assert re.fullmatch(r"[a-z]+(\.[a-z_]+)+", rule.id)
    assert rule.on_lapse is None or re.fullmatch(r"[a-z]+(_[a-z]+)*", rule.on_lapse)
    assert rule.on_lapse is None or rule.stops, "a running clock can be stopped"
    if rule.quote:
        assert rule.confidence is Confidence.VERIFIED, "only what was read is quoted"
    if rule.extension and rule.extension.cap:
        assert rule.extension.cap.unit is rule.period.unit


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.on_lapse], ids=lambda rule: rule.id)
def test_every_running_clock_reminds_or_runs_by_itself(rule):
    assert rule.reminders or rule.on_lapse == "deem_served"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("title_en: Time to review an application\n", "titel_en: x\n", "arl.review.*titel_en"),
        ("        article: 第三十条\n", "", "arl.review.versions.1.article: Field required"),
        ("valid_until: 2023-12-31", "valid_until: 2023-12-30", "arl.review.versions.1.valid_from: gap or overlap"),
        ("valid_until: 2023-12-31", "valid_until: 2024-01-01", "arl.review.versions.1.valid_from: gap or overlap"),
        ("law: arl2023", "law: arl2022", "arl2022 is not in laws.yaml"),
        (
            "period: 10 working_day",
            "period: 10 day",
            "arl.supplement.versions.0.period: 10 日 in 行政复议法 is working_day",
        ),
        ("period: 5 working_day", "period: 5 fortnight", "arl.review.versions.0.period.unit"),
        ("bound: applicant\n", "bound: applicant\n    suspension_grounds: [boredom]\n", "unknown .'boredom'"),
        ("  arl.forward:", "  arl.reply:", "stands in another file already"),
    ],
)
def test_a_rule_file_with_a_fault_is_refused_by_name(folder, old, new, says):
    path = folder / "arl_acceptance.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenData, match=says):
        read_rulebook(folder)


BAR = "arl_application.yaml"
KEPT = "            kept: {roll: none, cite: 行政复议法 第二十一条：超过即不予受理，没有顺延的规定}\n"
ROLLED = "roll: next_working_day, cite: 行政复议法 第八十八条第一款；民事诉讼法 第八十五条第三款"
CALENDAR_TEN = "            calendar: {period: 10 day, counting: 行政复议法实施条例 第三十条,"


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            BAR,
            "switch: bar_end",
            "switch: bar_ends",
            "arl.application_cap.versions.0.readings.switch: there is no switch",
        ),
        (BAR, "switch: bar_end", "switch: suspension_day_counts", r"readings\.choices: must be $"),
        (BAR, KEPT, "", "arl.bar_general.versions.0.readings.choices: must be rolled, kept"),
        (BAR, KEPT, KEPT + KEPT.replace("kept", "left"), "readings.choices: must be rolled, kept"),
        (BAR, f"{{{ROLLED}}}", "{roll: next_working_day}", "readings.choices.rolled.cite: Field required"),
        (BAR, ROLLED, ROLLED.replace("roll: next", "turn: next"), "readings.choices.rolled.turn: Extra inputs"),
        (BAR, f"rolled: {{{ROLLED}}}", "rolled: {cite: 第八十八条}", "readings.choices.rolled: roll"),
        (
            BAR,
            "        period: 5 year\n",
            "        period: 5 year\n        roll: none\n",
            "roll: stands beside the readings",
        ),
        (BAR, "        period: 5 year\n", "", "arl.bar_general.versions.0: .*period: missing"),
        (
            "arl_acceptance.yaml",
            CALENDAR_TEN,
            "            calendar: {period: 10 day,",
            "readings.choices.calendar: counting",
        ),
        ("enforcement.yaml", "hours_from: instant", "hours_from: noon", "versions.0.hours_from"),
        ("enforcement.yaml", "        hours_from: instant\n", "", "hours_from: needed for a period of hours"),
        ("enforcement.yaml", "period: 24 hour", "period: 24 day", "hours_from: needed for a period of hours"),
        (
            "enforcement.yaml",
            "        period: 24 hour\n",
            "        period: 24 hour\n        roll: none\n",
            "neither roll",
        ),
        (
            "enforcement.yaml",
            "    stops: [measure_approved]\n",
            "    stops: [measure_approved]\n    suspension_grounds: [other]\n",
            "acl.immediate_measure.suspension_grounds: hours are not suspended",
        ),
        (
            "service.yaml",
            "valid_until: 2023-12-31",
            "valid_until: 2021-12-31",
            "versions.0.valid_until: before valid_from",
        ),
        ("service.yaml", "      - law: cpl2021\n", "      - law_: cpl2021\n", "versions.0.law: Field required"),
        ("service.yaml", "confidence: verified", "confidence: sure", "versions.1.confidence"),
        ("service.yaml", "        checked_on: 2026-11-23\n", "", "versions.0.checked_on: Field required"),
        (
            "service.yaml",
            "    versions:\n",
            "    versions: []\n    old:\n",
            "versions: Tuple should have at least 1 item",
        ),
        ("service.yaml", "    bound: recipient\n", "    bound: recipient\n    bound: all\n", "bound.*stands twice"),
        ("service.yaml", "channel: notify", "chanel: notify", "channel: Field required"),
        ("service.yaml", "rules:\n", "rules: [\n", "service.yaml: "),
        ("laws.yaml", "    short: 行政复议法\n", "    shrt: 行政复议法\n", "laws.arl2023.short: Field required.*shrt"),
        (
            "arl_hearing.yaml",
            "cite: 行政复议法 第三十九条第一款第（一）项, ",
            "",
            "grounds.applicant_died.cite: Field required",
        ),
        (
            "arl_hearing.yaml",
            "cap: 30 day, times: 1, granted_by: 行政复议机构的负责人, ",
            "cap: 30 day, times: 1, ",
            "granted_by",
        ),
    ],
)
def test_every_fault_of_the_rulebook_is_told_with_its_file_and_its_place(folder, file, old, new, says):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenData, match=says) as broken:
        read_rulebook(folder)
    assert str(broken.value).startswith(str(path))


def test_the_rulebook_has_a_digest_that_changes_with_its_files(folder):
    same = read_rulebook(folder).version_hash
    assert same == read_rulebook().version_hash
    path = folder / "service.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# 改动\n", encoding="utf-8")
    read_rulebook.cache_clear()
    assert read_rulebook(folder).version_hash != same
