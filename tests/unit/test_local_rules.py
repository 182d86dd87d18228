"""`jiefen rules`: the rulebook is checked and listed without a house."""

import shutil

import pytest

from services.cli import main
from services.kernel.policy import SWITCHES
from services.kernel.rulebook import FOLDER, read_rulebook


@pytest.fixture(autouse=True)
def no_house(tmp_path, monkeypatch):
    monkeypatch.delenv("JIEFEN_DATABASE_URL", raising=False)
    monkeypatch.setenv("JIEFEN_HOME", str(tmp_path / ".jiefen"))


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "rules")


def test_a_whole_rulebook_is_said_to_be_whole(capsys):
    assert main(["rules", "check"]) == 0
    told = capsys.readouterr().out
    assert f"规则库完整：{len(read_rulebook().rules)}条规则" in told
    assert read_rulebook().version_hash in told


@pytest.mark.parametrize("command", [["rules", "check"], ["rules", "list", "--on", "2026-10-12"]])
def test_a_broken_rulebook_is_refused_with_the_path_of_the_fault(folder, capsys, command):
    path = folder / "arl_acceptance.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("article: 第三十条\n", "\n", 1), encoding="utf-8")
    assert main([*command, "--folder", str(folder)]) == 1
    told = capsys.readouterr().err
    assert "规则库有误" in told
    assert f"{path}: rules.arl.review.versions.1.article: Field required" in told
    assert main([*command, "--folder", str(folder), "--lang", "en"]) == 1
    assert "broken rulebook" in capsys.readouterr().err


def test_a_folder_without_rules_is_named(tmp_path, capsys):
    assert main(["rules", "check", "--folder", str(tmp_path)]) == 1
    assert str(tmp_path / "laws.yaml") in capsys.readouterr().err


def test_the_limits_of_a_channel_are_those_that_hold_on_the_day(capsys):
    """行政复议法 第四十八条；2023年修订前的十日是自然日。"""
    assert main(["rules", "list", "--channel", "reconsideration", "--on", "2026-10-12"]) == 0
    now = capsys.readouterr().out
    assert "arl.reply · 被申请人答复举证期限（普通程序） · 10个工作日 · 行政复议法 第四十八条" in now
    assert "med.mediate" not in now
    assert main(["rules", "list", "--channel", "reconsideration", "--on", "2023-10-12"]) == 0
    before = capsys.readouterr().out
    assert "arl.reply · 被申请人答复举证期限（普通程序） · 10日 · 行政复议法（2017年修正）" in before
    assert "arl.summary" not in before


def test_the_list_is_told_in_english(capsys):
    assert main(["rules", "list", "--on", "2026-10-12", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "arl.review · Time to review an application · 5 working days" in told
    assert "verified" in told


def test_a_channel_nobody_knows_is_refused_with_those_there_are(capsys):
    assert main(["rules", "list", "--channel", "court", "--on", "2026-10-12"]) == 1
    assert "没有“court”这一渠道，可选：adjudication" in capsys.readouterr().err


def test_what_the_law_leaves_open_is_listed_with_its_reading(capsys):
    assert main(["rules", "readings"]) == 0
    told = capsys.readouterr().out
    assert (
        "bar_end=rolled · 一年、五年、二十年的最长期限是否顺延 · 行政复议法 第二十条第三款、第二十一条 · 推定" in told
    )
    assert all(f"{switch}=" in told for switch in SWITCHES)
    assert told.endswith(f"共{len(SWITCHES)}项读法。\n")
    assert main(["rules", "readings", "--lang", "en"]) == 0
    assert "Whether an absolute bar rolls" in capsys.readouterr().out
