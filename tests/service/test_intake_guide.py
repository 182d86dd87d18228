"""The guided filing: suggestions with the words that say so, then only the questions that can still matter, with why."""

import re
from collections.abc import Iterator

import pytest

from services.intake.pages.guide import AT_ONCE, guide, suggested
from tests.service.intake_desk import TODAY, browser, living_on, nothing_written, submit, units

GYM = "我在长寿路办了8800块健身年卡，上周门关了，会籍说公司没钱，不退"
THREE = (
    "昨晚跟邻居吵架，他推了我一把，眼镜碎了。派出所当场罚了我两百元，我没违法。"
    "我向派出所申请公开出警记录，他们说不公开。"
)


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with living_on(TODAY):
        yield


def shown(**form: str) -> str:
    answer = submit(browser("intake_clerk"), "/desk/disputes", {"more": "suggest", **form})
    assert answer.status_code == 200
    assert nothing_written()
    return answer.text


def test_a_story_suggests_answers_and_shows_the_words_that_led_to_them() -> None:
    page = shown(story=GYM)
    assert "从事情经过看出的" in page
    assert "<q>健身年卡</q>" in page or "<q>健身</q>" in page or "<q>年卡</q>" in page
    assert re.search(r'name="u0-nature" value="private" checked', page)


def test_a_combined_story_suggests_its_three_claim_units() -> None:
    filled = suggested({"story": THREE})
    assert [filled[f"u{row}-nature"] for row in range(3)] == ["private", "act", "act"]
    assert filled["u1-on_spot"] == "yes"
    assert filled["u2-act_kind"] == "information_refusal"
    assert [one.row for one in guide(filled, TODAY)] == [0, 1, 2]


def test_what_the_clerk_said_is_never_overwritten() -> None:
    filled = suggested({"story": GYM, "u0-claim": "要求查处", "u0-nature": "report", "guided": "1"})
    assert filled["u0-nature"] == "report"
    assert filled["u0-claim"] == "要求查处"


def test_each_question_is_asked_with_why_and_no_more_than_a_few_at_once() -> None:
    (one,) = guide(suggested({"story": GYM}), TODAY)
    assert 0 < len(one.ask) <= AT_ONCE
    assert one.ask[0].name == "urgency", "danger is asked before everything else"
    assert all(asked.why for asked in one.ask)


def test_an_answer_ends_its_question_and_unknown_is_an_answer() -> None:
    filled = suggested({"story": GYM})
    first = guide(filled, TODAY)[0].ask[0].name
    then = guide(filled | {f"u0-{first}": "unknown"}, TODAY)[0]
    assert first not in [asked.name for asked in then.ask]
    assert first in [known.name for known in then.known]


def test_questions_that_cannot_matter_any_more_are_not_asked() -> None:
    """Who was fined on the spot is not asked about shopping."""
    filled = suggested({"story": "派出所当场罚了我两百元，我没违法。"})
    names = {asked.name for asked in guide(filled, TODAY)[0].ask}
    assert names.isdisjoint({"for_living", "bulk", "certificate"})


@pytest.mark.parametrize("wrong", [{"u0-served_on": "gestern"}, {"u0-act_kind": "moon"}, {"u0-respondent_organ": "x"}])
def test_what_cannot_be_read_stops_no_question(wrong: dict[str, str]) -> None:
    assert guide(suggested({"story": GYM}) | wrong, TODAY)


def test_no_story_no_suggestion() -> None:
    page = shown(story="")
    assert "从事情经过看出的" not in page
    assert 'name="u0-nature"' in page


def test_a_guided_form_is_filed_with_what_was_not_asked_left_unknown() -> None:
    form = suggested({"story": GYM}) | {
        "name": "赵海燕",
        "received_on": "2026-09-29",
        "u0-other_name": "动力健身有限公司",
        "u0-event_on": "2026-09-22",
        "u0-urgency": "none",
    }
    assert submit(browser("intake_clerk"), "/desk/disputes", form).status_code == 303
    assert [(unit.channel, unit.other_side) for unit in units()] == [("mediation", "动力健身有限公司")]
