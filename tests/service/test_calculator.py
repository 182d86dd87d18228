"""The public calculator of limits and its interface: for everybody, without a script, every fault at once."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

import pytest
from httpx import Response

from services.chassis.i18n import Language
from services.kernel.rulebook import read_rulebook
from services.publication.views.asking import OFTEN
from tests.fixtures.markup import sound
from tests.fixtures.publication import client
from tests.fixtures.web import on_day

pytestmark = pytest.mark.usefixtures("clean")
PAGE, API = "/public/deadline", "/api/publication/deadline"
Asked = list[tuple[str, str]]
REVIEW: Asked = [("rule", "arl.review"), ("start", "2026-09-29")]
ORDINARY: Asked = [
    ("rule", "arl.ordinary"),
    ("start", "2026-11-02"),
    ("suspend_from", "2026-11-23"),
    ("suspend_until", "2026-12-21"),
    ("suspend_ground", "mediation_agreed"),
    ("extend_length", "30"),
    ("extend_on", "2027-01-05"),
]
WRONG: Asked = [
    ("rule", "no.rule"),
    ("start", "2026-02-30"),
    ("law_on", "z"),
    ("length", "a"),
    ("time", "25:00"),
    ("suspend_from", ""),
    ("suspend_until", "2026-01-01"),
    ("extend_length", "5"),
    ("go", "1"),
]


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with on_day(date(2026, 11, 23)):
        yield


def page(asked: Asked, language: Language = "zh") -> Response:
    reader = client()
    reader.cookies.set("lang", language)
    answer: Response = reader.get(f"{PAGE}?{urlencode(asked)}")
    return answer


def api(asked: Asked, **headers: str) -> Response:
    told = {"Accept": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
    answer: Response = client().get(f"{API}?{urlencode(asked)}", headers=told)
    return answer


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("asked", [[], REVIEW, ORDINARY, WRONG, [("q", "答复")], [("channel", "labour"), ("q", "%")]])
def test_the_page_is_open_sound_and_without_a_script(asked: Asked, language: Language) -> None:
    answer = page(asked, language)
    assert answer.status_code == (422 if asked is WRONG else 200)
    sound(answer.text)
    assert "script-src 'none'" in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers


def test_the_answer_says_the_day_why_and_that_the_served_paper_counts() -> None:
    """行政复议法 第三十条、第八十八条；国办发明电〔2025〕7号。"""
    shown = page(REVIEW).text
    assert '届满日 <time datetime="2026-10-12">2026年10月12日</time>' in shown
    assert "“受理审查期限”为5个工作日（行政复议法 第三十条），自2026年9月29日（星期二）起算" in shown
    assert "以送达给您的文书为准" in shown
    assert "国办发明电〔2025〕7号" in shown
    assert "第 4 日，计入，调休上班" in re.sub(r"\s*\n\s*", "", shown)
    assert "已对照条文原文" in shown
    assert 'class="provisional"' not in shown


def test_a_provisional_day_is_said_plainly() -> None:
    shown = page(ORDINARY).text
    assert "其间中止28日不计入，延长30日" in shown
    assert shown.count("暂定") > 5
    assert "国务院办公厅的通知公布后，日期可能变动" in shown
    assert api(ORDINARY).json()["provisional"] is True


def test_a_rule_that_is_not_verified_says_so() -> None:
    assert "没有明文，系参照推定" in page([("rule", "med.accept"), ("start", "2026-11-02")]).text


def test_an_open_suspension_has_no_last_day_yet() -> None:
    open_one = [*ORDINARY[:3], ("suspend_until", "")]
    assert "恢复后才能确定届满日" in page(open_one).text
    assert api(open_one).json()["due_on"] is None


def test_limits_told_backwards_and_in_hours_are_reckoned_too() -> None:
    """行政复议法 第五十一条第一款；民法典 第二百零一条第二款。"""
    assert "最晚日期" in page([("rule", "arl.hearing_notice"), ("start", "2026-10-14")]).text
    hours = [("rule", "arl.performance"), ("start", "2026-09-30"), ("length", "48"), ("unit", "hour"), ("time", "9:30")]
    assert "2026年10月2日 09:30" in page(hours).text
    assert api(hours).json()["due_at"] == "2026-10-02T09:30:00+08:00"


def test_all_faults_are_told_at_once_and_the_form_keeps_its_values() -> None:
    shown = page(WRONG).text
    for field in ("rule", "start", "law_on", "length", "time", "suspend_from.0", "extend_on.0"):
        assert f'<a href="#{field}">' in shown
        assert f'id="{field}"' in shown
    for name, value in WRONG[1:5]:
        assert re.search(rf'name="{name}"[^>]* value="{value}"', shown), name
    assert 'name="suspend_until" type="date" value="2026-01-01"' in shown
    told = api(WRONG)
    assert told.status_code == 422
    assert told.headers["content-type"].startswith("application/problem+json")
    assert {fault["field"] for fault in told.json()["faults"]} >= {"rule", "start", "law_on", "length", "time"}


def test_a_fault_of_the_law_names_its_article() -> None:
    """行政复议法 第六十二条第一款。"""
    asked = [*ORDINARY[:2], ("extend_length", "31"), ("extend_on", "2026-11-05")]
    assert "行政复议法 第六十二条第一款" in page(asked).text.partition("<form")[0]
    assert api(asked).json()["faults"][0]["cite"] == "行政复议法 第六十二条第一款"


@pytest.mark.parametrize("start", ["1990-01-01", "2060-12-31", "2014-12-31", "2026-12-31"])
def test_every_limit_of_the_rulebook_is_answered_from_any_day(start: str) -> None:
    OFTEN.forget("testclient")
    for rule in list(read_rulebook().rules)[:: 4 if start != "2026-12-31" else 2]:
        OFTEN.forget("testclient")
        answer = page([("rule", rule), ("start", start), ("law_on", "2026-11-23")])
        assert answer.status_code in {200, 422}, rule
        sound(answer.text)


def test_the_address_of_an_answer_gives_the_same_answer() -> None:
    shown = page([*ORDINARY, ("suspend_from", ""), ("suspend_until", ""), ("q", "审理"), ("go", "1")]).text
    link = re.search(rf'<a href="({PAGE}\?[^"]*)">这次推算的网址</a>', shown)
    assert link
    again = client().get(link[1].replace("&amp;", "&")).text
    answer = re.compile(r'<section class="card accent answer".*?</section>', re.DOTALL)
    found = answer.search(shown)
    assert found
    assert found[0] in again
    assert "q=" not in link[1]


def test_the_finder_leaves_the_limits_in_which_every_word_stands() -> None:
    shown = page([("q", "答复 第四十八条"), ("start", "2026-11-02")]).text
    assert "找到 1 个期限" in shown
    assert f'href="{PAGE}?rule=arl.reply&amp;start=2026-11-02"' in shown
    assert "找到 0 个期限" in page([("q", "没有这个词")]).text


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "甲\x00乙", "' OR 1=1"]
)
def test_nothing_typed_comes_back_as_markup(typed: str) -> None:
    names = ["rule", "start", "law_on", "length", "unit", "time", "suspend_from", "suspend_ground", "extend_on", "q"]
    for name in (*names, "channel"):
        answer = page([(name, typed), ("go", "1")])
        sound(answer.text)
        assert "<script" not in answer.text
        assert "<img src=x" not in answer.text


def test_a_page_with_a_question_is_nothing_for_search_engines() -> None:
    assert "x-robots-tag" not in page([]).headers
    assert page(REVIEW).headers["x-robots-tag"].startswith("noindex")


def test_the_interface_may_be_kept_for_a_while_and_answers_shortly_what_is_known() -> None:
    first = api(REVIEW)
    told = first.json()
    assert (told["due_on"], told["rule"]["cite"]) == ("2026-10-12", "行政复议法 第三十条")
    assert told["trace"][0]["kind"] == "day_zero"
    assert told["explanation_en"][-1].startswith("Last day")
    assert first.headers["cache-control"] == "public, max-age=300"
    again = api(REVIEW, If_None_Match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert api(ORDINARY).headers["etag"] != first.headers["etag"]


def test_the_limits_are_open_data_by_date_and_channel() -> None:
    told = client().get("/api/publication/limits?on=2020-06-01&channel=reconsideration").json()
    known = {limit["id"]: limit for limit in told["limits"]}
    assert "arl.summary" not in known, "行政复议法（2017年修正）没有简易程序"
    assert known["arl.reply"]["valid_until"] == "2023-12-31"
    assert {limit["channel"] for limit in known.values()} == {"reconsideration"}


def test_the_interface_is_described() -> None:
    paths = client().get("/api/publication/openapi.json").json()["paths"]
    names = {parameter["name"] for parameter in paths[API]["get"]["parameters"]}
    assert {"rule", "start", "suspend_from", "extend_on"} <= names
    assert "/api/publication/limits" in paths


def test_who_asks_too_often_is_asked_to_wait() -> None:
    for _ in range(OFTEN.attempts):
        OFTEN.count("testclient")
    assert page(REVIEW).status_code == 429
    assert api(REVIEW).json()["code"] == "rate.limited"


def test_the_calculator_is_reached_from_the_public_site_and_from_every_desk() -> None:
    assert f'href="{PAGE}"' in client().get("/public").text
    assert f'href="{PAGE}"' in client("officer").get("/public").text
    shown = client("officer").get(PAGE).text
    assert shown.count('aria-current="page"') == 1
    assert f'<a href="{PAGE}" aria-current="page">' in shown
