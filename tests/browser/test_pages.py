"""Every page: usable by keyboard, by screen reader, without JavaScript, on a phone, and in English."""

import re

import pytest
from playwright.sync_api import Browser, expect

from services.chassis.demo_users import DEMO_PASSWORD
from services.kernel.opening import opening_codes
from tests.browser.house import House
from tests.browser.test_walk import fill_in_the_filing, register
from tests.browser.visitor import PHONE, Visitor, visitor

# Where each page is, as which role; {stage} is the page of the first case that has come that far.
PAGES = {
    "sign-in": (None, "/sign-in"),
    "patterns": ("officer", "/-/patterns"),
    "desk": ("intake_clerk", "/desk"),
    "filing": ("intake_clerk", "/desk/disputes/new"),
    "search": ("intake_clerk", "/desk/disputes?q=普陀"),
    "rules": ("intake_clerk", "/desk/rules"),
    "overrides": ("head", "/desk/overrides"),
    "online": (None, "/desk/online"),
    "status": (None, "/desk/status"),
    "mediation": ("mediator", "/mediation"),
    "adjudication": ("adjudicator", "/adjudication"),
    "list": ("officer", "/reconsideration"),
    "received": ("officer", "{filed}"),
    "drafted": ("reviewer", "{drafted}"),
    "served": ("officer", "{decision_served}"),
    "advised": ("officer", "{advice_served}"),
    "decision": ("officer", "{drafted}/decision"),
    "redaction": ("publisher", "{decision_served}/redaction"),
    "masked": ("head", "{masked}/redaction"),
    "organ": ("respondent", "/reconsideration/organ"),
    "organ's case": ("respondent", "{organ}"),
    "notices": ("officer", "/notices"),
    "public": (None, "/public"),
    "calculator": (None, "/public/deadline"),
    "calculator at the desk": ("intake_clerk", "/public/deadline?rule=arl.review&start=2026-09-29"),
    "not found": (None, "/public/decisions/00000000-0000-4000-8000-000000000000"),
}
UNLABELLED = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
  .filter(one => !one.labels?.length && !one.getAttribute('aria-label') && !one.getAttribute('aria-labelledby'))
  .map(one => one.outerHTML.slice(0, 120))"""
NAMELESS = """() => [...document.querySelectorAll('a, button, summary')]
  .filter(one => !one.innerText.trim() && !one.textContent.trim() && !one.getAttribute('aria-label'))
  .map(one => one.outerHTML.slice(0, 120))"""
WITHOUT_ALT = "() => [...document.images].filter(one => !one.hasAttribute('alt')).map(one => one.src)"
DOUBLE_IDS = """() => { const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
  return ids.filter((id, at) => ids.indexOf(id) !== at) }"""
TOO_WIDE = """() => { const room = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth <= room ? [] : [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > room + 1).map(one => one.outerHTML.slice(0, 120)).slice(0, 5) }"""
# Every text against what it really stands on, as the browser computed both (WCAG 2.2, 1.4.3).
PALE = """() => {
  const parts = colour => (colour.match(/[\\d.]+/g) || []).map(Number)
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0)
  const ground = one => { for (let at = one; at; at = at.parentElement) {
    const found = parts(getComputedStyle(at).backgroundColor); if (found.length === 3 || found[3] === 1) return found }
    return [255, 255, 255] }
  const poor = new Set()
  for (const one of document.querySelectorAll('body *')) {
    const says = [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
    if (!says || !one.checkVisibility() || one.closest('.sr, .skip, [aria-hidden=true]')) continue
    const style = getComputedStyle(one), [a, b] = [light(parts(style.color)), light(ground(one))]
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05)
    if (ratio < 4.5) poor.add(`${ratio.toFixed(2)} ${style.color} on ${ground(one)}: ${one.outerHTML.slice(0, 90)}`) }
  return [...poor] }"""


def address(house: House, name: str) -> str:
    path = PAGES[name][1]
    found = {stage: house.case(stage) for stage in ("filed", "drafted", "decision_served", "masked", "advice_served")}
    organ = house.case("advice_served").replace("/cases/", "/organ/cases/")
    return path.format(**found, organ=organ)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_by_everybody_and_fits_a_phone(chromium: Browser, house: House, name: str) -> None:
    with visitor(chromium, house, PAGES[name][0]) as reader:
        page = reader.page
        answer = page.goto(house.address + address(house, name))
        assert answer is not None
        assert answer.status == (404 if name == "not found" else 200)
        assert page.locator("h1").count() == 1
        assert page.locator("html").get_attribute("lang") == "zh-CN"
        assert page.title().strip("· ")
        for landmark in ("header", "main", "footer"):
            assert page.locator(f"body > {landmark}").count() == 1, landmark
        for fault in (UNLABELLED, NAMELESS, WITHOUT_ALT, DOUBLE_IDS, PALE):
            assert page.evaluate(fault) == [], fault
        assert [said for said in reader.complaints if "404" not in said] == []
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        assert page.evaluate(TOO_WIDE) == []


def test_the_sign_in_needs_no_mouse_and_no_script(chromium: Browser, house: House) -> None:
    for scripts in (True, False):
        with visitor(chromium, house, scripts=scripts) as somebody:
            somebody.visit("/sign-in")
            tab_to(somebody, "#username")
            somebody.page.keyboard.type("chengban")
            somebody.page.keyboard.press("Tab")
            somebody.page.keyboard.type(DEMO_PASSWORD)
            somebody.page.keyboard.press("Enter")
            expect(somebody.page).to_have_url(f"{house.address}/reconsideration")


def test_the_first_tab_leads_past_the_navigation(chromium: Browser, house: House) -> None:
    with visitor(chromium, house, "officer") as officer:
        officer.visit("/reconsideration")
        officer.page.keyboard.press("Tab")
        skip = officer.page.locator("a.skip")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        officer.page.keyboard.press("Enter")
        expect(officer.page.locator("main")).to_be_focused()


def test_a_filing_works_without_javascript(chromium: Browser, house: House) -> None:
    with visitor(chromium, house, "intake_clerk", scripts=False) as clerk:
        fill_in_the_filing(clerk)
        register(clerk)
        assert "普非诉〔2026〕" in clerk.reads()


def test_a_case_is_accepted_by_keyboard_alone_without_javascript(chromium: Browser, house: House) -> None:
    with visitor(chromium, house, "officer", scripts=False) as officer:
        officer.visit(house.case("filed"))
        tab_to(officer, "#step-accept_application summary")
        officer.page.keyboard.press("Enter")
        for order in range(1, len(opening_codes().conditions) + 1):
            tab_to(officer, f"#step-accept_application label:nth-of-type({order}) [name=met]")
            officer.page.keyboard.press("Space")
        tab_to(officer, "#step-accept_application button[type=submit]")
        officer.page.keyboard.press("Enter")
        expect(officer.page.locator("#step-send_copy")).to_be_visible()


def tab_to(visitor: Visitor, target: str) -> None:
    """Press Tab until it is there; wherever the focus stands on the way, it is seen."""
    for _ in range(60):
        visitor.page.keyboard.press("Tab")
        focused = visitor.page.locator(":focus")
        assert focused.evaluate("one => one.matches(':focus-visible') && getComputedStyle(one).outlineStyle !== 'none'")
        if visitor.page.locator(target).evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"no Tab leads to {target}")


def test_the_pages_speak_english_when_asked(chromium: Browser, house: House) -> None:
    with visitor(chromium, house, "officer") as officer:
        officer.visit(house.case("filed"))
        officer.page.get_by_role("link", name="English").click()
        expect(officer.page.locator("html")).to_have_attribute("lang", "en")
        assert officer.page.url.endswith(house.case("filed"))
        expect(officer.page.locator("h2").first).to_have_text(re.compile("^[A-Z][a-z ]+$"))
        officer.page.get_by_role("link", name="中文").click()
        expect(officer.page.locator("html")).to_have_attribute("lang", "zh-CN")


def test_every_component_stands_on_the_patterns_page(chromium: Browser, house: House) -> None:
    with visitor(chromium, house, "officer") as officer:
        officer.visit("/-/patterns")
        for component in (".button", ".tag", ".alert", ".card", "table", ".timeline", ".paper", ".figures"):
            assert officer.page.locator(f"main {component}").count(), component
