"""A round over many: one that fails never keeps the others from their turn, and is named at the end."""

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from services.chassis.client import CallFailed, CallRefused

Stop = TypeVar("Stop")

REMINDED = ("mediation", "adjudication", "reconsideration")
SWEPT = (*REMINDED, "notify")
"""The notify service has one kind of clock, the period of a public notice (公告送达), and nobody to remind of it."""


class RoundIncomplete(Exception):  # noqa: N818 - said of a round, not of the program
    """Some of those visited failed; the rest had their turn. The next round asks all of them again."""


async def visit_each(stops: Iterable[Stop], visit: Callable[[Stop], Awaitable[object]]) -> None:
    """Visit all in order, then fail with the names of those that failed."""
    failed: list[str] = []
    for stop in stops:
        try:
            await visit(stop)
        except (CallRefused, CallFailed) as fault:
            failed.append(f"{stop} ({fault})")
    if failed:
        raise RoundIncomplete(f"{len(failed)} failed after all were tried: {'; '.join(failed)}")
