"""`jiefen clock explain --reading`: the same limit under another reading of what the law leaves open; limits in hours."""

import pytest

from services.cli import main

BAR = ("--rule", "arl.bar_general", "--start", "2021-10-01", "--law-on", "2026-09-01")


@pytest.fixture(autouse=True)
def no_house(tmp_path, monkeypatch):
    monkeypatch.delenv("JIEFEN_DATABASE_URL", raising=False)
    monkeypatch.setenv("JIEFEN_HOME", str(tmp_path / ".jiefen"))


def explain(*given):
    return main(["clock", "explain", *given])


def test_the_reading_that_holds_is_told_with_its_source(capsys):
    """行政复议法 第二十一条。"""
    assert explain(*BAR) == 0
    told = capsys.readouterr().out
    assert "bar_end=rolled（行政复议法 第八十八条第一款；民事诉讼法 第八十五条第三款）。" in told
    assert told.endswith("届满日：2026年10月8日（星期四）。\n")


def test_another_reading_gives_another_day(capsys):
    assert explain(*BAR, "--reading", "bar_end=kept") == 0
    told = capsys.readouterr().out
    assert "bar_end=kept（行政复议法 第二十一条" in told
    assert "不是默认值的读法：bar_end=kept。" in told
    assert told.endswith("届满日：2026年10月1日（星期四）。\n")
    assert explain(*BAR, "--reading", "bar_end=kept", "--lang", "en") == 0
    assert "Not at the default: bar_end=kept." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("reading", "says"),
    [
        ("moon=full", "没有“moon”这一读法开关"),
        ("bar_end=half", "“half”不是“bar_end”的读法"),
        ("bar_end", "请写成 开关=读法"),
    ],
)
def test_a_reading_nobody_knows_is_refused(capsys, reading, says):
    assert explain(*BAR, "--reading", reading) == 1
    heard = capsys.readouterr()
    assert says in heard.err
    assert "届满日" not in heard.out


def test_a_waiting_time_says_from_when_one_may_act(capsys):
    """行政强制法 第五十四条。"""
    demand = ("--rule", "acl.demand", "--start", "2025-08-01")
    assert explain(*demand) == 0
    assert capsys.readouterr().out.endswith("期满后可以办理之日：2025年8月16日（星期六）。\n")
    assert explain(*demand, "--reading", "demand_ripens=last_day", "--lang", "en") == 0
    assert capsys.readouterr().out.endswith("May be acted upon from 2025-08-15.\n")


def test_hours_are_told_from_an_instant_to_an_instant(capsys):
    """民事诉讼法 第一百零三条；民诉解释 第一百二十五条。"""
    assert explain("--rule", "cpl.preservation", "--start", "2026-09-30T16:00") == 0
    told = capsys.readouterr().out
    assert "自次时2026年9月30日17时00分起算" in told
    assert told.endswith("届满时刻：2026年10月2日17时00分。\n")
    assert explain("--rule", "acl.immediate_measure", "--start", "2026-04-15T10:20", "--lang", "en") == 0
    assert capsys.readouterr().out.endswith("Ends at: Thu 2026-04-16 10:20.\n")
    assert explain("--rule", "acl.immediate_measure", "--start", "2026-04-15") == 1
    assert "请写明起算的时刻。（行政强制法 第十九条）" in capsys.readouterr().err
