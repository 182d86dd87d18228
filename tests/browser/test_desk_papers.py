"""The papers of the desk before a clerk: made out with one click, read on the screen, on a telephone, and as PDF."""

from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import Browser

from services.chassis.render.pdf_parts import text_layer
from tests.browser.house import House
from tests.browser.test_desk import COMBINED, answer_the_combined, suggest
from tests.browser.test_walk import register
from tests.browser.visitor import PHONE, Visitor, visitor

A4 = (595.28, 841.89)


def make_out(clerk: Visitor) -> None:
    """File the combined story and make out all its papers, without JavaScript."""
    suggest(clerk, COMBINED)
    answer_the_combined(clerk)
    register(clerk)
    clerk.page.get_by_role("button", name="制发全部文书").click()
    clerk.page.locator("#issued tbody a", has_text="登记回执").wait_for()


def test_all_papers_of_a_dispute_are_made_out_and_read(chromium: Browser, house: House) -> None:
    with visitor(chromium, house, "intake_clerk", scripts=False) as clerk:
        make_out(clerk)
        rows = clerk.page.locator("#issued tbody tr")
        assert rows.count() >= 1 + 2 * 3
        assert clerk.page.locator("#issued tbody button").count() == 0
        address = clerk.page.locator("#issued tbody a", has_text="权利告知书").nth(1).get_attribute("href")
        assert address is not None
        clerk.visit(address)
        assert "应当先申请行政复议" in clerk.reads()
        content = clerk.page.request.get(f"{house.address}{address}.pdf").body()
        assert "应当先申请行政复议" in "".join("".join(text_layer(content)).split())
        assert clerk.complaints == []
    with visitor(chromium, house, "intake_clerk", size=PHONE) as clerk:
        clerk.visit(address)
        assert clerk.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        clerk.visit(address.partition("/issued/")[0])
        assert clerk.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_only_the_paper_is_printed(chromium: Browser, house: House) -> None:
    with visitor(chromium, house, "intake_clerk") as clerk:
        make_out(clerk)
        clerk.page.locator("#issued tbody a", has_text="登记回执").click()
        clerk.page.locator(".paper").wait_for()
        printed = clerk.page.pdf(format="A4")
        text = "".join("".join(text_layer(printed)).split())
        with pikepdf.open(BytesIO(printed)) as pages:
            assert [float(side) for side in pages.pages[0].mediabox] == pytest.approx([0, 0, *A4], abs=1)
        assert "登记回执" in text
        assert "一站式窗口" not in text
