"""One person before the screen: a browser context of its own, signed in or not."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, Response

from services.chassis import sessions
from services.walk.people import person
from tests.browser.house import House

SCREENSHOTS = Path(__file__).parents[2] / "docs" / "screenshots"
WIDE, PHONE = (1280, 900), (390, 844)
LARGEST = 250_000


class Visitor:
    def __init__(self, page: Page, house: House) -> None:
        self.page, self.house = page, house
        self.complaints: list[str] = []
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def visit(self, path: str) -> Response:
        answer = self.page.goto(self.house.address + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        return answer

    def step(self, command: str, *, ticks: str = "", **fields: str) -> None:
        """Open a step of the case, fill its form and send it; `ticks` names boxes that are all to be ticked."""
        form = self.page.locator(f"#step-{command}")
        form.locator("summary").click()
        for name, value in fields.items():
            field = form.locator(f"[name={name}]")
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        for box in form.locator(f"[name={ticks}]").all() if ticks else ():
            box.check()
        form.locator("button[type=submit]").click()

    def reads(self) -> str:
        return self.page.locator("main").inner_text()

    def shoot(self, name: str) -> None:
        """Keep what is on the screen, small enough for a repository."""
        keep(Image.open(io.BytesIO(self.page.screenshot())), name)


def keep(picture: Image.Image, name: str) -> None:
    """The colours that are far apart are kept, or the few spots of gold and red would fade."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    file = SCREENSHOTS / f"{name}.png"
    picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE).save(file, optimize=True)
    assert file.stat().st_size <= LARGEST, f"{name}.png has {file.stat().st_size} bytes"


@contextmanager
def visitor(
    browser: Browser, house: House, role: str | None = None, *, size: tuple[int, int] = WIDE, scripts: bool = True
) -> Iterator[Visitor]:
    """The demo user of a role comes signed in; without a role it is the public."""
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(
        viewport=viewport, java_script_enabled=scripts, locale="zh-CN", reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    if role:
        session_id = sessions.begin(person(role))
        context.add_cookies([{"name": sessions.SESSION_COOKIE, "value": session_id, "url": house.address}])
    try:
        yield Visitor(context.new_page(), house)
    finally:
        context.close()
