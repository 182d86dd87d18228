"""What the walk expects of the house: a broken expectation ends it with one sentence."""

import time
from collections.abc import Callable
from typing import TypeVar

from services.chassis.now import monotonic

T = TypeVar("T")
PATIENCE = 90.0
PAUSE = 0.15


class Unexpected(Exception):  # noqa: N818 - it names what happened, as `Refused` does
    """The house did something else than the script says. The message is what a person reads."""


def expect(holds: bool, what: str) -> None:
    """Go on only if it holds."""
    if not holds:
        raise Unexpected(what)


def equal(found: object, wanted: object, what: str) -> None:
    """Go on only if the house says exactly this."""
    expect(found == wanted, f"{what}：应为 {wanted}，实为 {found}")


def awaited(what: str, probe: Callable[[], T | None], patience: float = PATIENCE) -> T:
    """Ask again and again until there is an answer: flows and consumers need their moment."""
    until = monotonic() + patience
    while True:
        found = probe()
        if found:
            return found
        expect(monotonic() < until, f"等了 {patience:.0f} 秒仍没有：{what}")
        time.sleep(PAUSE)
