"""A due date as a page shows it: the day, its state in words, and whether it is only provisional (暂定)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

State = Literal["overdue", "today", "soon", "ok", "stopped", "met", "lapsed", "closed"]

# When a list begins to warn is a matter of display; when the law reminds is in the rulebook.
SOON = 3

TEXTS = {
    "overdue": "已逾期",
    "today": "今天到期",
    "soon": "还剩 %(left)s 个工作日",
    "ok": "还剩 %(left)s 个工作日",
    "stopped": "中止，暂不计算",
    "met": "已办结",
    "lapsed": "已届满",
    "closed": "不再计算",
}


@dataclass(frozen=True, slots=True)
class Due:
    """What `ui.due_badge` shows. `left` counts working days and is none where nobody asked."""

    due_on: date | None
    state: State
    left: int | None = None
    provisional: bool = False

    def words(self, say: Callable[..., str]) -> str:
        """The state in the reader's language; `say` is the page's `_`."""
        if self.state in {"soon", "ok"}:
            return say(TEXTS["ok"], left=self.left) if self.left is not None else say("进行中")
        return say(TEXTS[self.state])


def due(due_on: date | None, today: date, *, left: int | None = None, provisional: bool = False) -> Due:
    """The badge of a running clock: `left` are the working days that remain; no date means it stands still.

    >>> due(date(2026, 10, 12), date(2026, 10, 12)).state
    'today'
    >>> due(None, date(2026, 10, 12)).state
    'stopped'
    """
    if due_on is None:
        return Due(None, "stopped")
    if due_on < today:
        return Due(due_on, "overdue", left, provisional)
    if due_on == today:
        return Due(due_on, "today", 0, provisional)
    state: State = "soon" if left is not None and left <= SOON else "ok"
    return Due(due_on, state, left, provisional)


def lapsed(due_on: date, *, provisional: bool = False) -> Due:
    """The badge of a clock that ran out: whether that was somebody's fault is told by the history, not by the clock."""
    return Due(due_on, "lapsed", provisional=provisional)


def closed(on: date) -> Due:
    """The badge of a clock that binds nobody any more, because the case went another way."""
    return Due(on, "closed")


def met(on: date) -> Due:
    """The badge of a clock that was answered in time."""
    return Due(on, "met")
