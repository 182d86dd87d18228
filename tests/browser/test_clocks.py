"""Limits in pictures: the public calculator and the line of time of a case, by keyboard, on a phone, without a script."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.house import House
from tests.browser.test_pages import DOUBLE_IDS, NAMELESS, PALE, TOO_WIDE, UNLABELLED, tab_to
from tests.browser.visitor import PHONE, Visitor, visitor

PATH = "/public/deadline"
ANSWERS = {
    "working days": "rule=arl.review&start=2026-09-29",
    "suspended, extended and provisional": (
        "rule=arl.ordinary&start=2026-11-02&suspend_from=2026-11-23&suspend_until=2026-12-21"
        "&suspend_ground=mediation_agreed&extend_length=30&extend_on=2027-01-05"
    ),
    "rolled": "rule=arl.suit&start=2026-09-21",
    "told backwards": "rule=arl.hearing_notice&start=2026-10-14",
    "hours": "rule=arl.performance&start=2026-09-30&length=48&unit=hour&time=09:30",
    "twenty years": "rule=arl.bar_real_property&start=2026-10-14",
    "faults": "rule=arl.ordinary&start=2026-02-30&extend_length=5&go=1",
    "found": "q=答复&channel=reconsideration",
}
UNSAID = """() => [...document.querySelectorAll('.month td.counted, .month td.off, .month td.suspended, .month td.rolled,'
  + '.month td.zero, .month td.last')].filter(one => !one.querySelector('.sr')?.textContent.trim() || !one.querySelector('.signs')
  ?.textContent.trim()).map(one => one.outerHTML.slice(0, 120))"""
UNFOLD = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"


def fits_everybody(reader: Visitor) -> None:
    """With everything unfolded: labelled, named, dark enough, told in words, and no wider than a phone."""
    reader.page.evaluate(UNFOLD)
    for fault in (UNLABELLED, NAMELESS, DOUBLE_IDS, PALE, UNSAID):
        assert reader.page.evaluate(fault) == [], fault
    reader.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert reader.page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("english", [False, True])
def test_an_answer_can_be_read_by_everybody_and_fits_a_phone(
    chromium: Browser, house: House, name: str, english: bool
) -> None:
    with visitor(chromium, house) as anybody:
        if english:
            anybody.page.context.add_cookies([{"name": "lang", "value": "en", "url": house.address}])
        answer = anybody.page.goto(f"{house.address}{PATH}?{ANSWERS[name]}")
        assert answer is not None
        assert answer.status == (422 if name == "faults" else 200)
        fits_everybody(anybody)
        assert [said for said in anybody.complaints if "422" not in said] == []


def test_a_limit_is_found_and_reckoned_by_keyboard_without_a_script(chromium: Browser, house: House) -> None:
    with visitor(chromium, house, scripts=False) as anybody:
        anybody.visit("/public")
        anybody.page.get_by_role("navigation", name="主导航").get_by_role("link", name="期限计算器").click()
        tab_to(anybody, "#q")
        anybody.page.keyboard.type("受理审查")
        anybody.page.keyboard.press("Enter")
        expect(anybody.page.locator(".found-limits")).to_be_visible()
        tab_to(anybody, ".found-limits a[href$='rule=arl.review']")
        anybody.page.keyboard.press("Enter")
        expect(anybody.page.locator("#rule")).to_have_value("arl.review")
        tab_to(anybody, "#start")
        anybody.page.locator("#start").fill("2026-09-29")
        anybody.page.locator("#start").press("Enter")
        expect(anybody.page.locator("#answer")).to_have_text("届满日 2026年10月12日")
        expect(anybody.page.locator(".month td.last")).to_have_text(re.compile("12.*第 5 日，计入，届满日", re.DOTALL))
        assert "rule=arl.review" in anybody.page.url


def test_every_fault_is_told_and_what_was_typed_stays(chromium: Browser, house: House) -> None:
    with visitor(chromium, house, scripts=False) as anybody:
        anybody.visit(f"{PATH}?rule=arl.ordinary&start=2026-11-02")
        anybody.page.get_by_text("延长", exact=True).click()
        anybody.page.locator("[id='extend_length.0']").fill("31")
        anybody.page.locator("[id='extend_on.0']").fill("2026-11-20")
        anybody.page.get_by_text("中止", exact=True).click()
        anybody.page.locator("[id='suspend_until.0']").fill("2026-11-10")
        anybody.page.get_by_role("button", name="推算").click()
        faults = anybody.page.locator(".alert.bad li")
        expect(faults).to_have_count(2)
        expect(faults.filter(has_text="行政复议法 第六十二条第一款")).to_have_count(1)
        expect(anybody.page.locator("[id='extend_length.0']")).to_have_value("31")
        expect(anybody.page.locator("[id='suspend_until.0']")).to_have_value("2026-11-10")
        faults.filter(has_text="中止").get_by_role("link").click()
        expect(anybody.page.locator("[id='suspend_from.0']")).to_be_in_viewport()


def test_the_language_may_be_changed_without_losing_the_answer(chromium: Browser, house: House) -> None:
    with visitor(chromium, house, scripts=False) as anybody:
        anybody.visit(f"{PATH}?{ANSWERS['working days']}")
        anybody.page.get_by_role("link", name="English").click()
        expect(anybody.page.locator("#answer")).to_have_text("last day 2026-10-12")


@pytest.mark.parametrize("stage", ["filed", "heard", "decision_served"])
def test_the_limits_of_a_case_are_told_without_colours_and_fit_a_phone(
    chromium: Browser, house: House, stage: str
) -> None:
    with visitor(chromium, house, "officer") as officer:
        officer.visit(house.case(stage))
        lanes = officer.page.locator("#clocks svg.lane")
        assert lanes.count() == officer.page.locator("#clocks .clock").count() > 0
        for lane in lanes.all():
            assert re.search(r"：.*起算日 \d{4}年", lane.get_attribute("aria-label") or "")
        fits_everybody(officer)
        officer.page.set_viewport_size({"width": 1280, "height": 900})
        for mark in officer.page.locator("#clocks svg.lane .sign").all():
            box, room = mark.bounding_box(), officer.page.locator("#clocks").bounding_box()
            assert box is not None
            assert room is not None
            assert room["x"] <= box["x"] <= room["x"] + room["width"], "a sign stands outside of its card"


def test_the_months_of_a_limit_unfold_without_a_script(chromium: Browser, house: House) -> None:
    with visitor(chromium, house, "officer", scripts=False) as officer:
        officer.visit(house.case("heard"))
        first = officer.page.locator("#clocks .clock").first
        expect(first.locator("table.month").first).to_be_hidden()
        first.locator("summary", has_text="看日历").click()
        expect(first.locator("table.month").first).to_be_visible()
        expect(first.locator(".month td.last")).to_have_count(1)
