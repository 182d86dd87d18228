"""The desk's minute: from a story to routed claim units, receipts and dates, by clicks alone."""

import time

from playwright.sync_api import Browser, expect

from tests.browser.house import House
from tests.browser.test_walk import register
from tests.browser.visitor import Visitor, visitor

MINUTE = 60
GYM = "我在长寿路办了8800块健身年卡，上周门关了，会籍说公司没钱，不退"
COMBINED = (
    "昨晚跟邻居吵架，他推了我一把，眼镜碎了。今天城管当场罚了我两百元，我没违法。"
    "我向城管局申请公开执法记录，他们说不公开。"
)
# A fight with a neighbour, a fine on the spot, and a request for documents that was refused.
ANSWERS = {
    "u0-urgency": "none",
    "u0-other_name": "赵某某",
    "u0-event_on": "2026-11-22",
    "u1-urgency": "none",
    "u1-act_title": "当场处罚决定书",
    "u1-respondent_organ": "putuo.urban",
    "u1-act_made_on": "2026-11-22",
    "u1-served_on": "2026-11-22",
    "u2-urgency": "none",
    "u2-act_title": "不予公开告知书",
    "u2-respondent_organ": "putuo.urban",
    "u2-act_made_on": "2026-11-20",
    "u2-served_on": "2026-11-20",
}


def say(clerk: Visitor, name: str, value: str) -> None:
    """Answer one question wherever it stands: in a list, in a field, or among those already answered."""
    field = clerk.page.locator(f"[name='{name}']")
    folded = clerk.page.locator(f"details:not([open]):has([name='{name}']) > summary")
    if folded.count():
        folded.first.click()
    if field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def suggest(clerk: Visitor, story: str) -> None:
    clerk.visit("/desk/disputes/new")
    for name, value in {"story": story, "name": "冯一鸣", "phone": "13917720417", "received_on": "2026-11-23"}.items():
        say(clerk, name, value)
    clerk.page.get_by_role("button", name="按事情经过提示").click()
    expect(clerk.page.get_by_text("从事情经过看出的").first).to_be_visible()


def answer_the_combined(clerk: Visitor) -> None:
    for name, value in ANSWERS.items():
        say(clerk, name, value)


def test_the_gym_card_is_routed_within_a_minute(chromium: Browser, house: House) -> None:
    """Example 1 of the routing file."""
    with visitor(chromium, house, "intake_clerk") as clerk:
        began = time.monotonic()
        suggest(clerk, GYM)
        for name, value in {
            "u0-urgency": "none",
            "u0-other_name": "动力健身有限公司",
            "u0-event_on": "2026-11-16",
        }.items():
            say(clerk, name, value)
        register(clerk)
        assert time.monotonic() - began < MINUTE
        told = clerk.reads()
        for said in ("行政调解", "上海市普陀区市场监督管理局", "消费者权益保护法", "您的权利", "扫码查进展"):
            assert said in told, said
        assert clerk.complaints == []


def test_a_combined_story_becomes_three_routed_units_within_a_minute(chromium: Browser, house: House) -> None:
    with visitor(chromium, house, "intake_clerk", scripts=False) as clerk:
        began = time.monotonic()
        suggest(clerk, COMBINED)
        assert clerk.page.locator("section.unit").count() == 3
        answer_the_combined(clerk)
        register(clerk)
        assert time.monotonic() - began < MINUTE
        units = clerk.page.locator(".receipt-unit")
        assert units.count() == 3
        fight, fine, documents = (units.nth(turn).inner_text() for turn in range(3))
        assert "治安" in fight or "调解" in fight
        for preposed in (fine, documents):
            assert "复议前置" in preposed
        assert "2027年1月21日" in fine, "行政复议法 第二十条: sixty days from 2026-11-22"
        assert "2027年1月19日" in documents, "行政复议法 第二十条: sixty days from 2026-11-20"
        code, number = clerk.page.locator(".qr code").inner_text(), clerk.page.locator(".dispute-number b").inner_text()
    with visitor(chromium, house) as somebody:
        somebody.visit(f"/desk/status?number={number}&code={code}")
        assert somebody.page.locator("tbody tr").count() == 3
        assert "冯一鸣" not in somebody.page.content()
        assert somebody.complaints == []
