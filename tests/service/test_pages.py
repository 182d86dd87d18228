import re
from datetime import date

import pytest
from jinja2 import UndefinedError

from services.chassis import due, faults, i18n, navigation, patterns, problem, sign_in
from services.chassis.demo_users import _people
from services.chassis.i18n import CATALOGUE, english, translate
from services.chassis.pages import STATIC, environment, render, sample_chrome, static
from services.chassis.problem_details import Problem
from services.chassis.settings import settings
from services.kernel.principal import Principal
from tests.service.msgids import msgids_of, template_names
from tests.service.sample_app import browser, seed, sign_in_as

SAID_BY_CODE = (
    *navigation.ROLE_TITLES.values(),
    *(desk.title for desk in navigation.DESKS),
    *problem.TITLES.values(),
    *problem.SENTENCES.values(),
    problem.CORRECT_FIRST,
    *due.TEXTS.values(),
    sign_in.WRONG,
    sign_in.TOO_OFTEN,
    *(user.note for user in _people()),
    *faults.SENTENCES.values(),
    *faults.LABELS.values(),
    faults.OTHER,
)


@pytest.mark.parametrize("name", template_names())
def test_every_sentence_of_a_template_has_an_english_one(name: str) -> None:
    assert sorted(msgids_of(name) - set(english())) == []


def test_every_sentence_the_layout_takes_from_code_has_an_english_one() -> None:
    assert sorted(set(SAID_BY_CODE) - set(english())) == []


def test_no_sentence_is_translated_twice() -> None:
    msgids = re.findall(r'^msgid "(.+)"$', CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted({msgid for msgid in msgids if msgids.count(msgid) > 1}) == []


def test_translations_fill_the_same_values() -> None:
    value = re.compile(r"%\((\w+)\)")
    assert [text for text, said in english().items() if set(value.findall(text)) != set(value.findall(said))] == []


def test_a_sentence_without_english_stays_chinese() -> None:
    assert translate("en", "没有译文的句子") == "没有译文的句子"


@pytest.mark.parametrize("name", template_names())
def test_no_page_needs_a_script_or_a_style_of_its_own(name: str) -> None:
    loader = environment("zh").loader
    assert loader is not None
    source = loader.get_source(environment("zh"), name)[0]
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=\"|javascript:", source)


@pytest.mark.parametrize("name", template_names())
def test_every_posted_form_carries_the_token(name: str) -> None:
    loader = environment("zh").loader
    assert loader is not None
    source = loader.get_source(environment("zh"), name)[0]
    for form in re.findall(r"<form\b.*?</form>", source, re.DOTALL):
        if 'method="post"' in form:
            assert "csrf_field()" in form or "form_tokens()" in form, form


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_patterns_page_shows_every_component(language: i18n.Language) -> None:
    shown = render(patterns.sample(), sample_chrome(language))
    source = (STATIC.parent / "templates" / "components.html").read_text(encoding="utf-8")
    used = (STATIC.parent / "templates" / "patterns.html").read_text(encoding="utf-8")
    for macro in re.findall(r"{% macro ([a-z]\w*)\(", source):
        indirect = macro == "nothing"
        assert indirect or f"ui.{macro}(" in used, macro
    assert "暂定" in shown if language == "zh" else "provisional" in shown


def test_a_missing_value_is_an_error_and_never_an_empty_place() -> None:
    with pytest.raises(UndefinedError):
        environment("zh").from_string("{{ nobody_gave_this }}").render()


def test_what_a_person_typed_is_text_and_never_markup() -> None:
    told = Problem(type="x", title="<b>t</b>", status=422, detail="<script>alert(1)</script>", code="x")
    from_page = render(_problem_page(told), sample_chrome())
    assert "<script>alert" not in from_page
    assert "&lt;script&gt;" in from_page


def _problem_page(told: Problem) -> problem.ProblemPage:
    return problem.ProblemPage(problem=told, back_to="/")


def test_each_role_sees_its_own_desks_and_everybody_the_public_ones() -> None:
    def paths(*roles: str) -> list[str]:
        who = Principal(kind="user", id="u", roles=frozenset(roles))
        return [desk.path for desk in navigation.desks_for(who)]

    assert paths("intake_clerk") == ["/desk", "/notices", "/public", "/public/deadline"]
    assert paths("respondent") == ["/reconsideration", "/public", "/public/deadline"]
    assert paths("no such role") == ["/public", "/public/deadline", "/desk/online", "/desk/status"]


def test_static_addresses_change_with_their_content() -> None:
    assert re.fullmatch(r"/static/base\.css\?v=[0-9a-f]{12}", static("base.css"))


@pytest.mark.parametrize(
    ("badge", "words"),
    [
        (due.due(date(2026, 10, 9), date(2026, 10, 12)), "已逾期"),
        (due.due(date(2026, 10, 12), date(2026, 10, 12)), "今天到期"),
        (due.due(date(2026, 10, 14), date(2026, 10, 12), left=2), "还剩 2 个工作日"),
        (due.due(None, date(2026, 10, 12)), "中止，暂不计算"),
        (due.met(date(2026, 10, 12)), "已办结"),
    ],
)
def test_a_due_date_says_its_state_in_words(badge: due.Due, words: str) -> None:
    template = environment("zh").get_template("chassis/components.html")
    assert words in str(template.module.due_badge(badge))  # type: ignore[attr-defined]


def test_a_date_beyond_the_published_calendar_says_so() -> None:
    badge = due.due(date(2027, 3, 1), date(2026, 10, 12), left=90, provisional=True)
    template = environment("zh").get_template("chassis/components.html")
    assert "暂定" in str(template.module.due_badge(badge))  # type: ignore[attr-defined]


def test_the_page_speaks_the_language_that_was_chosen(clean: None) -> None:
    seed()
    with browser() as client:
        sign_in_as(client, "chuangkou")
        assert '<html lang="zh-CN">' in client.get("/-/patterns").text
        assert client.get("/language", params={"to": "en", "next": "/-/patterns"}).headers["location"] == "/-/patterns"
        shown = client.get("/-/patterns").text
    assert '<html lang="en">' in shown
    assert "One-stop desk" in shown
    assert 'aria-label="Main navigation"' in shown


def test_a_page_without_a_form_sets_no_cookie(clean: None) -> None:
    with browser() as client:
        assert "set-cookie" not in client.get("/-/patterns").headers
        assert "set-cookie" in client.get("/sign-in").headers


def test_a_page_has_landmarks_a_skip_link_and_one_heading(clean: None) -> None:
    with browser() as client:
        shown = client.get("/-/patterns").text
    assert shown.count("<h1>") == 1
    assert shown.index('href="#content"') < shown.index("<header")
    for landmark in ("<main id=", "<header", "<footer"):
        assert landmark in shown
    labels = set(re.findall(r'<label for="(\w+)"', shown))
    inputs = set(re.findall(r'<(?:input|select|textarea) id="(\w+)"', shown))
    assert labels == inputs


def test_the_simulated_day_stands_on_every_page(clean: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with browser() as client:
        assert "演示日期" not in client.get("/sign-in").text
        simulated = settings().model_copy(update={"simulated_clock": True})
        monkeypatch.setattr("services.chassis.pages.settings", lambda: simulated)
        assert "演示日期" in client.get("/sign-in").text
