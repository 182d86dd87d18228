"""`jiefen clock explain` and `clock check`: any limit reckoned and told, and a file of limits compared, without a house."""

import json
from pathlib import Path

import pytest

from services.cli import main

CASES = Path(__file__).parents[1] / "law" / "deadline_cases.jsonl"


@pytest.fixture(autouse=True)
def no_house(tmp_path, monkeypatch):
    monkeypatch.delenv("JIEFEN_DATABASE_URL", raising=False)
    monkeypatch.setenv("JIEFEN_HOME", str(tmp_path / ".jiefen"))


def explain(*given):
    return main(["clock", "explain", *given])


def test_a_limit_is_told_step_by_step_with_its_provisions(capsys):
    """行政复议法 第三十条、第八十八条；国办发明电〔2025〕7号。"""
    assert explain("--rule", "arl.review", "--start", "2026-09-29") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("受理审查期限 (arl.review)")
    assert "2026年10月1日（星期四）至2026年10月7日（星期三）为国庆节放假（国办发明电〔2025〕7号），不计入。" in told
    assert told[-1] == "届满日：2026年10月12日（星期一）。"


def test_the_same_is_told_in_english(capsys):
    assert explain("--rule", "arl.suit", "--start", "2026-09-21", "--english") == 0
    told = capsys.readouterr().out
    assert told.startswith("Time to sue after the decision (arl.suit)")
    assert told.endswith("Last day: Thu 2026-10-08.\n")


def test_suspensions_and_an_extension_move_the_end(capsys):
    """行政复议法 第三十九条、第六十二条第一款。"""
    given = ["--rule", "arl.ordinary", "--start", "2026-03-02"]
    assert explain(*given, "--suspend", "2026-03-20:2026-03-30", "--extend", "30@2026-04-20") == 0
    told = capsys.readouterr().out
    assert "共10日" in told
    assert "决定延长30日（行政复议法 第六十二条第一款）" in told
    assert "届满日：2026年6月10日" in told
    assert explain(*given, "--suspend", "2026-03-10:2026-03-25", "--suspend", "2026-03-20:2026-04-01") == 0
    assert "届满日：2026年5月25日" in capsys.readouterr().out  # 中止重叠的部分只算一次


def test_a_named_ground_is_told_with_its_provision(capsys):
    """行政复议法 第三十九条第一款第（六）项。"""
    given = ["--rule", "arl.ordinary", "--start", "2026-03-02"]
    assert explain(*given, "--suspend", "2026-03-23:2026-04-20:mediation_agreed") == 0
    told = capsys.readouterr().out
    assert "中止（行政复议法 第三十九条第一款第（六）项），不计入，共28日。" in told
    assert "届满日：2026年5月29日" in told
    assert explain(*given, "--suspend", "2026-03-23:2026-04-20:boredom") == 1
    assert "不能以该事由中止" in capsys.readouterr().err


def test_a_length_the_law_leaves_to_a_document_is_given_with_it(capsys):
    """行政复议法 第六十六条：一定期限由决定书写明。"""
    assert explain("--rule", "arl.performance", "--start", "2026-03-02", "--period", "15 day") == 0
    assert "届满日：2026年3月17日" in capsys.readouterr().out
    assert explain("--rule", "arl.review", "--start", "2026-03-02", "--period", "15 day") == 1
    assert "期限由法律规定，不能另行填写。（行政复议法 第三十条）" in capsys.readouterr().err


def test_an_open_suspension_leaves_the_end_open(capsys):
    assert explain("--rule", "arl.ordinary", "--start", "2026-03-02", "--suspend", "2026-03-16:") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "期限正在中止，恢复后才能确定届满日。"


def test_the_legal_date_chooses_the_version(capsys):
    assert explain("--rule", "arl.reply", "--start", "2024-01-03", "--law-on", "2023-12-20") == 0
    assert "行政复议法（2017年修正）" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rule", "more", "says"),
    [
        ("arl.reveiw", (), "没有编号为“arl.reveiw”的规则"),
        ("arl.ordinary", ("--suspend", "2026-03-20:2026-03-10"), "恢复日期2026-03-10早于中止日期2026-03-20"),
        ("arl.ordinary", ("--suspend", "2026-03-10:", "--suspend", "2026-03-20:"), "行政复议法 第三十九条"),
        ("arl.review", ("--suspend", "2026-03-03:2026-03-05"), "不能以该事由中止。（行政复议法 第三十条）"),
        ("arl.ordinary", ("--extend", "31@2026-04-01"), "最多不得超过30日。（行政复议法 第六十二条第一款）"),
        ("arl.ordinary", ("--extend", "10@2026-04-01", "--extend", "10@2026-04-02"), "不得再次延长"),
        ("arl.ordinary", ("--extend", "10@2026-06-30"), "届满后作出的延长决定无效"),
        ("arl.summary", ("--extend", "10@2026-03-20"), "期限不得延长。（行政复议法 第六十二条第二款）"),
        ("arl.performance", (), "请先填写期限。（行政复议法 第六十六条）"),
    ],
)
def test_what_the_law_does_not_allow_is_refused_with_its_provision(capsys, rule, more, says):
    assert explain("--rule", rule, "--start", "2026-03-02", *more) == 1
    heard = capsys.readouterr()
    assert says in heard.err
    assert "届满日" not in heard.out


def test_a_day_outside_every_calendar_is_refused(capsys):
    assert explain("--rule", "arl.review", "--start", "2071-03-02") == 1
    assert "2071-03-02" in capsys.readouterr().err


@pytest.mark.parametrize(
    "more", [("--suspend", "2026-03-20"), ("--extend", "30"), ("--suspend", "soon:later"), ("--period", "3 moons")]
)
def test_a_slip_of_the_pen_is_a_wrong_use_of_the_command(more):
    with pytest.raises(SystemExit) as left:
        explain("--rule", "arl.ordinary", "--start", "2026-03-02", *more)
    assert left.value.code == 2


def test_every_case_of_the_collection_agrees(capsys):
    assert main(["clock", "check", str(CASES)]) == 0
    assert capsys.readouterr().out == "共208例，208例相符。\n"


def test_a_difference_is_told_with_its_trace(tmp_path, capsys):
    lines = CASES.read_text(encoding="utf-8").splitlines()[:3]
    first = json.loads(lines[0]) | {"expected_due": "2024-02-20"}
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join([json.dumps(first), "", *lines[1:]]), encoding="utf-8")
    assert main(["clock", "check", str(file)]) == 1
    told = capsys.readouterr().out
    assert "✗ D001 (due)" in told
    assert "届满日：应为2024-02-20，算得2024-02-21" in told
    assert "春节放假（国办发明电〔2023〕7号），不计入。" in told
    assert told.endswith("共3例，2例相符。\n")
    assert main(["clock", "check", str(file), "--english"]) == 1
    assert "last day: expected 2024-02-20, found 2024-02-21" in capsys.readouterr().out


def test_a_case_nobody_can_reckon_is_a_difference_and_not_a_crash(tmp_path, capsys):
    case = json.loads(CASES.read_text(encoding="utf-8").splitlines()[0]) | {"start": "2071-01-01"}
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(case), encoding="utf-8")
    assert main(["clock", "check", str(file)]) == 1
    assert "calendar.outside" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "there is no case"),
        ("not json\n", ":1: "),
        ('{"id": "X", "kind": "fortnight"}\n', "cases.jsonl:1: "),
        ('\n{"id": "X", "kind": "due", "start": "2026-01-01", "unit": "day"}\n', "cases.jsonl:2: due.length: "),
    ],
)
def test_a_line_that_is_no_case_is_named(tmp_path, capsys, text, says):
    file = tmp_path / "cases.jsonl"
    file.write_text(text, encoding="utf-8")
    assert main(["clock", "check", str(file)]) == 1
    assert says in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["clock", "check", str(tmp_path / "none.jsonl")]) == 1
    assert "none.jsonl" in capsys.readouterr().err
