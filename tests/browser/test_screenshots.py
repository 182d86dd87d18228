"""The pictures of README and docs: `pytest tests/browser/test_screenshots.py --screenshots` takes them anew."""

import pypdfium2
from playwright.sync_api import Browser

from tests.browser.house import House
from tests.browser.test_desk import COMBINED, GYM, answer_the_combined, suggest
from tests.browser.test_desk_papers import make_out
from tests.browser.test_walk import fill_in_the_filing, register
from tests.browser.visitor import PHONE, keep, visitor

TALL, TALLER, TALLEST = (1280, 1000), (1280, 1500), (1280, 2100)


def shot(
    browser: Browser,
    house: House,
    role: str | None,
    path: str,
    name: str,
    *,
    size: tuple[int, int] = TALL,
    opened: str | None = None,
) -> None:
    """One picture; `opened` is unfolded first."""
    with visitor(browser, house, role, size=size) as reader:
        reader.visit(path)
        if opened:
            reader.page.locator(opened).click()
            reader.page.mouse.move(0, 0)
        reader.page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0) }")
        reader.shoot(name)


def test_the_desk(chromium: Browser, house: House) -> None:
    shot(chromium, house, "intake_clerk", "/desk", "desk")
    with visitor(chromium, house, "intake_clerk", size=TALLEST) as clerk:
        fill_in_the_filing(clerk)
        clerk.page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0) }")
        clerk.shoot("filing")
        register(clerk)
        clerk.page.set_viewport_size({"width": TALLER[0], "height": TALLER[1]})
        clerk.shoot("receipt")


def test_the_desk_takes_in_a_story(chromium: Browser, house: House) -> None:
    """Story first; then what it suggests, what is still to be asked, the answer for each unit, and the status page."""
    with visitor(chromium, house, "intake_clerk", size=TALLEST) as clerk:
        suggest(clerk, GYM)
        clerk.page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0) }")
        clerk.shoot("guided")
        suggest(clerk, COMBINED)
        answer_the_combined(clerk)
        register(clerk)
        clerk.page.evaluate("() => scrollTo(0, 0)")
        clerk.shoot("combined-receipt")
        code = clerk.page.locator(".qr code").inner_text()
        number = clerk.page.locator(".dispute-number b").inner_text()
        clerk.page.get_by_role("link", name="查看这件争议").click()
        clerk.page.evaluate("() => scrollTo(0, 0)")
        clerk.shoot("dispute")
        suggest(clerk, COMBINED)
        answer_the_combined(clerk)
        clerk.page.get_by_role("button", name="登记并分流").click()
        clerk.page.locator("#duplicates").wait_for()
        clerk.page.set_viewport_size({"width": TALL[0], "height": TALL[1]})
        clerk.page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0) }")
        clerk.shoot("duplicates")
    with visitor(chromium, house, size=PHONE) as somebody:
        somebody.visit(f"/desk/status?number={number}&code={code}")
        somebody.shoot("status")


def test_the_papers_of_the_desk(chromium: Browser, house: House) -> None:
    """The list under the receipt, and the first page of a notice of rights as it comes out of the printer."""
    with visitor(chromium, house, "intake_clerk", size=TALL) as clerk:
        make_out(clerk)
        clerk.page.locator("#issued").scroll_into_view_if_needed()
        clerk.shoot("papers")
        address = clerk.page.locator("#issued tbody a", has_text="权利告知书").nth(1).get_attribute("href")
        content = clerk.page.request.get(f"{house.address}{address}.pdf").body()
    document = pypdfium2.PdfDocument(content)  # type: ignore[no-untyped-call]  # the library has no types
    keep(document[0].render(scale=1.5).to_pil(), "notice-of-rights")


def test_the_officer(chromium: Browser, house: House) -> None:
    reckoning = "#clocks .clock:nth-of-type(2) summary:has-text('这个日期')"
    shot(chromium, house, "officer", "/reconsideration", "cases")
    shot(chromium, house, "officer", house.case("heard"), "case", opened=reckoning)
    shot(chromium, house, "officer", house.case("heard"), "phone", size=PHONE)
    shot(chromium, house, "officer", f"{house.case('drafted')}/decision", "decision")
    shot(chromium, house, "publisher", f"{house.case('decision_served')}/redaction", "redaction", size=TALLER)
    shot(chromium, house, "officer", "/notices", "notices")


def test_the_organ(chromium: Browser, house: House) -> None:
    path = house.case("advice_served").replace("/cases/", "/organ/cases/")
    shot(chromium, house, "respondent", path, "organ", opened="#step-file_advice_report summary")


def test_the_public(chromium: Browser, house: House) -> None:
    shot(chromium, house, None, "/public", "public")
    with visitor(chromium, house, size=TALL) as anybody:
        anybody.visit("/public")
        anybody.page.locator("ol.shelf a").first.click()
        anybody.page.locator("h1").wait_for()
        anybody.shoot("published")


def test_the_limits(chromium: Browser, house: House) -> None:
    """The public calculator, wide and on a phone, and the limits of a case on one line of time."""
    asked = "/public/deadline?rule=arl.review&start=2026-09-29"
    shot(chromium, house, None, asked, "calculator", size=(1280, 1350))
    shot(chromium, house, None, asked, "calculator-phone", size=(PHONE[0], 1400))
    with visitor(chromium, house, "officer", size=TALLER) as officer:
        officer.visit(house.case("heard"))
        officer.page.locator("#clocks .clock", has_text="审理期限").first.locator("summary", has_text="看日历").click()
        officer.page.locator("#clocks").scroll_into_view_if_needed()
        officer.page.evaluate("() => scrollTo(0, document.querySelector('#clocks').offsetTop - 16)")
        officer.shoot("limits")
