"""`jiefen clock explain` and `clock check`: any limit reckoned and told, and a file of limits compared, without a house."""

import json
import re
from pathlib import Path

import pytest

from services.cli import main
from services.kernel import clock, hours, law, reckoning
from services.kernel.calendar import chinese_calendar
from services.local.clock_refusals import ENGLISH

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
    assert explain("--rule", "arl.suit", "--start", "2026-09-21", "--lang", "en") == 0
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
    assert "可以中止的事由：applicant_died、" in capsys.readouterr().err


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
    assert "--start: 工作日历不含2071-03-02" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--suspend", "2026-03-20"), "--suspend 2026-03-20: 请写成 中止日:恢复日"),
        (("--extend", "30"), "--extend 30: 请写成 长度@决定日"),
        (("--suspend", "soon:later"), "“soon”不是日期"),
        (("--law-on", "2026-02-30"), "--law-on: “2026-02-30”不是日期"),
        (("--period", "3 moons"), "没有“moons”这一单位；单位有：working_day、day、month、year、hour"),
        (("--period", "three days"), "“three days”不是长度"),
        (("--period", "15"), "请写明单位"),
        (("--extend=-3@2026-04-01",), "延长的期限必须大于零。（行政复议法 第六十二条第一款）"),
        (("--extend", "1 month@2026-04-01"), "该期限以“日”计，延长也须以“日”计。（行政复议法 第六十二条第一款）"),
        (
            ("--suspend", "2026-05-07:2026-05-09"),
            "期限已于2026-05-06届满，届满后不能再中止。（行政复议法 第六十二条第一款）",
        ),
        (("--suspend", "2026-03-01:2026-03-09"), "中止日期不能早于2026-03-02。（行政复议法 第三十九条、"),
    ],
)
def test_a_slip_of_the_pen_is_told_with_the_option_it_stands_in(capsys, more, says):
    assert explain("--rule", "arl.ordinary", "--start", "2026-03-02", *more) == 1
    assert says in capsys.readouterr().err


def test_all_faults_of_a_question_are_told_at_once(capsys):
    wrong = ("--period", "-3 day", "--suspend", "2026-03-20:2026-03-10", "--extend", "40@2026-04-01")
    assert explain("--rule", "arl.ordinary", "--start", "2026-3-2", *wrong) == 1
    assert [line.partition(": ")[2].partition(": ")[0] for line in capsys.readouterr().err.splitlines()] == [
        "--start",
        "--period",
    ]
    assert explain("--rule", "arl.ordinary", "--start", "2026-03-02", *wrong[2:], "--extend", "1@2026-07-01") == 1
    told = capsys.readouterr().err
    assert [line.split()[1:3] for line in told.splitlines()] == [
        ["--suspend", "2026-03-20:2026-03-10:"],
        ["--extend", "40@2026-04-01:"],
        ["--extend", "1@2026-07-01:"],
    ]


@pytest.mark.parametrize(
    ("typed", "meant"), [("arl.reveiw", "arl.review"), ("arl.ordinery", "arl.ordinary"), ("听证", "arl.hearing_notice")]
)
def test_a_rule_nobody_knows_is_answered_with_those_that_may_be_meant(capsys, typed, meant):
    assert explain("--rule", typed, "--start", "2026-03-02") == 1
    told = capsys.readouterr().err
    assert f"没有编号为“{typed}”的规则" in told
    assert meant in told


def test_a_rule_like_no_other_is_answered_with_the_way_to_the_list(capsys):
    assert explain("--rule", "zzzzzz", "--start", "2026-03-02", "--lang", "en") == 1
    assert "`jiefen rules list` names them all" in capsys.readouterr().err


def test_rules_and_grounds_that_may_be_meant_are_named_in_english_too(capsys):
    assert explain("--rule", "arl.reveiw", "--start", "2026-03-02", "--lang", "en") == 1
    assert "--rule: Did you mean: arl.review" in capsys.readouterr().err
    given = ["--rule", "arl.ordinary", "--start", "2026-03-02", "--suspend", "2026-03-20::bored", "--lang", "en"]
    assert explain(*given) == 1
    assert "may be suspended: applicant_died, capacity_lost" in capsys.readouterr().err


def test_each_refusal_is_told_in_english_too(capsys):
    given = ["--rule", "arl.ordinary", "--start", "2026-03-02", "--lang", "en"]
    assert explain(*given, "--suspend", "2026-03-20:2026-03-10") == 1
    where = "jiefen: --suspend 2026-03-20:2026-03-10: "
    assert capsys.readouterr().err.startswith(
        f"{where}The limit is resumed before it was suspended. (行政复议法 第三十九条"
    )


def test_every_refusal_of_a_limit_has_its_english_sentence():
    kernel = [Path(module.__file__).read_text(encoding="utf-8") for module in (law, reckoning, clock, hours)]
    codes = {code for text in kernel for code in re.findall(r'Refused\(\s*"([a-z_.]+)"', text)}
    assert codes <= ENGLISH.keys()


def test_how_well_the_house_knows_a_rule_and_its_calendar_stand_above_the_answer(capsys):
    assert explain("--rule", "arl.review", "--start", "2026-09-29") == 0
    told = capsys.readouterr().out
    assert "依据：行政复议法 第三十条，已核对原文（2026-11-23核对），自2024-01-01起适用。" in told
    assert f"工作日历：{chinese_calendar().version}，放假通知已公布至2026-12-31。" in told
    assert explain("--rule", "med.mediate", "--start", "2026-09-29", "--lang", "en") == 0
    told = capsys.readouterr().out
    assert "inferred, checked on 2026-11-23" in told
    assert f"Calendar: {chinese_calendar().version}; notices published up to 2026-12-31." in told


def test_a_suspension_without_a_ground_cites_the_articles_that_hold_the_grounds(capsys):
    """行政复议法 第三十九条。"""
    assert explain("--rule", "arl.ordinary", "--start", "2026-03-02", "--suspend", "2026-03-20:2026-03-30") == 0
    assert "中止（行政复议法 第三十九条" in capsys.readouterr().out


def test_a_suspension_may_fall_into_the_time_that_an_extension_gained(capsys):
    given = ["--rule", "arl.ordinary", "--start", "2026-03-02", "--suspend", "2026-05-12:2026-05-20"]
    assert explain(*given) == 1
    assert "届满后不能再中止" in capsys.readouterr().err
    assert explain(*given, "--extend", "30@2026-04-20") == 0
    assert "届满日：2026年6月8日" in capsys.readouterr().out


def test_a_length_that_leaves_every_calendar_is_refused(capsys):
    assert explain("--rule", "arl.performance", "--start", "2026-03-02", "--period", "999999 year") == 1
    assert "民事诉讼法 第八十五条" in capsys.readouterr().err
    assert explain("--rule", "adj.land_decide", "--start", "2026-03-02", "--extend", "999999@2026-03-05") == 1
    assert "--extend 999999@2026-03-05: 期限超出了日历所及的范围" in capsys.readouterr().err


def test_a_limit_of_hours_runs_from_an_instant(capsys):
    """民法典 第二百零一条第二款。"""
    given = ["--rule", "arl.performance", "--period", "48 hour"]
    assert explain(*given, "--start", "2026-03-02") == 1
    assert "请写明起算的时刻" in capsys.readouterr().err
    assert explain(*given, "--start", "2026-03-02T10:20") == 0
    assert "2026年3月4日10时20分" in capsys.readouterr().out
    assert explain(*given, "--start", "2026-03-02T25:00") == 1
    assert "不是时刻" in capsys.readouterr().err


@pytest.mark.parametrize("given", [(), ("--rule", "arl.review"), ("--start", "2026-03-02"), ("--lang", "fr")])
def test_an_option_that_is_missing_or_unknown_is_a_wrong_use_of_the_command(given):
    with pytest.raises(SystemExit) as left:
        explain(*given)
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
    assert main(["clock", "check", str(file), "--lang", "en"]) == 1
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
        ("[1, 2]\n", "cases.jsonl:1: "),
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


def test_every_broken_line_is_named_at_once(tmp_path, capsys):
    good = CASES.read_text(encoding="utf-8").splitlines()[0]
    file = tmp_path / "cases.jsonl"
    negative = json.dumps(json.loads(good) | {"length": -5})
    file.write_text("\n".join(["{", good, negative, good, json.dumps({"id": "X"})]), encoding="utf-8")
    assert main(["clock", "check", str(file)]) == 1
    heard = capsys.readouterr()
    assert heard.out == ""
    lines = heard.err.splitlines()
    assert [line.partition(".jsonl:")[2].partition(":")[0] for line in lines] == ["1", "3", "5"]
    assert "due.length: Input should be greater than 0" in lines[1]


def test_a_folder_and_a_file_of_bytes_are_no_files_of_cases(tmp_path, capsys):
    assert main(["clock", "check", str(tmp_path)]) == 1
    assert f"{tmp_path}: Is a directory" in capsys.readouterr().err
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b"\xff\xfe\x00")
    assert main(["clock", "check", str(file)]) == 1
    assert "utf-8" in capsys.readouterr().err


KINDS = {json.loads(line)["kind"]: json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()}
WRONG = {
    "due": {"expected_due": "2020-01-01"},
    "service": {"expected_start": "2020-01-01"},
    "timely": {"expected_timely": None},
    "hours": {"expected_due": "2020-01-01T00:00:00+08:00"},
    "localdate": {"expected_local_date": "2020-01-01"},
    "recalculation": {"expected_due_before": "2020-01-01"},
    "chain": {"expected_steps": ["2020-01-01"]},
    "workdays_between": {"expected_count": 1000},
    "backward": {"expected_due": "2020-01-01"},
    "correction": {"expected_due_before": "2020-01-01"},
}


def test_the_collection_holds_every_kind():
    assert KINDS.keys() == WRONG.keys()


@pytest.mark.parametrize("kind", sorted(WRONG))
def test_a_wrong_answer_of_any_kind_is_found_and_told(tmp_path, capsys, kind):
    case = KINDS[kind]
    wrong = WRONG[kind] if kind != "timely" else {"expected_timely": not case["expected_timely"]}
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(case | wrong), encoding="utf-8")
    assert main(["clock", "check", str(file)]) == 1
    told = capsys.readouterr().out
    assert f"✗ {case['id']} ({kind})" in told
    assert "：应为" in told
    if kind not in {"hours", "localdate", "workdays_between"}:
        assert "（民事诉讼法 第八十五条第二款）" in told or "向前倒算" in told
