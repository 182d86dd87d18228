"""The pictures of README and docs: `pytest tests/browser/test_screenshots.py --screenshots` takes them anew."""

import pytest
from playwright.sync_api import Browser

from tests.browser.house import House
from tests.browser.test_walk import fill_in_the_filing
from tests.browser.visitor import PHONE, visitor

TALL = (1280, 1000)


@pytest.fixture(autouse=True)
def _asked_for(wants_screenshots: bool) -> None:
    if not wants_screenshots:
        pytest.skip("no --screenshots")


def shot(browser: Browser, house: House, role: str | None, path: str, name: str) -> None:
    with visitor(browser, house, role, size=TALL) as reader:
        reader.visit(path)
        reader.shoot(name)


def test_the_desk(chromium: Browser, house: House) -> None:
    shot(chromium, house, "intake_clerk", "/desk", "desk")
    with visitor(chromium, house, "intake_clerk", size=TALL) as clerk:
        fill_in_the_filing(clerk)
        clerk.page.locator("h1").scroll_into_view_if_needed()
        clerk.shoot("filing")
        clerk.page.get_by_role("button", name="登记并分流").click()
        clerk.page.locator("h1").scroll_into_view_if_needed()
        clerk.shoot("receipt")


def test_the_officer(chromium: Browser, house: House) -> None:
    shot(chromium, house, "officer", house.case("heard"), "case")
    shot(chromium, house, "officer", f"{house.case('drafted')}/decision", "decision")
    shot(chromium, house, "publisher", f"{house.case('decision_served')}/redaction", "redaction")
    shot(chromium, house, "officer", "/notices", "notices")
    with visitor(chromium, house, "officer", size=PHONE) as officer:
        officer.visit(house.case("heard"))
        officer.shoot("phone")


def test_the_organ(chromium: Browser, house: House) -> None:
    shot(chromium, house, "respondent", house.case("advice_served").replace("/cases/", "/organ/cases/"), "organ")


def test_the_public(chromium: Browser, house: House) -> None:
    shot(chromium, house, None, "/public", "public")


def test_every_list(chromium: Browser, house: House) -> None:
    shot(chromium, house, "officer", "/reconsideration", "cases")
