"""A real Chromium before a real gateway: uvicorn in a thread, six apps, the demo district on embedded servers."""

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, fonts, missing, program
from tests.fixtures.cleaning import Cleaner

if TYPE_CHECKING:
    from tests.browser.house import House

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", action="store_true", help="write docs/screenshots anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    reason, wants = missing(), config.getoption("--screenshots", default=False)
    for item in items:
        if HERE not in item.path.parents:
            continue
        item.add_marker(pytest.mark.browser)
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))
        elif item.path.name == "test_screenshots.py" and not wants:
            item.add_marker(pytest.mark.skip(reason="pictures are taken with --screenshots"))


@pytest.fixture(scope="session")
def wants_screenshots(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--screenshots", default=False))


@pytest.fixture(scope="module")
def house(
    _cleaner: Cleaner, redis_server: str, tmp_path_factory: pytest.TempPathFactory, wants_screenshots: bool
) -> "Iterator[House]":
    """One for each module: the tests of a module walk in it from page to page."""
    # Not imported above: our modules read their settings, and this file may be read before those are made.
    built = import_module("tests.browser.house")
    _cleaner.clean()
    before = dict(os.environ)
    os.environ |= {"JIEFEN_DEMO_USERS": "true", "JIEFEN_POST_BOOK_DIR": str(tmp_path_factory.mktemp("post"))}
    try:
        with built.standing(whole=wants_screenshots) as house:
            yield house
    finally:
        os.environ.clear()
        os.environ.update(before)
        built.settings.cache_clear()
        _cleaner.clean()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """For one module only: Playwright keeps an event loop in this thread, which would disturb the tests that follow."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(), args=list(ARGUMENTS), env={**os.environ, **fonts(), "LANGUAGE": "zh_CN"}
        )
        yield browser
        browser.close()
