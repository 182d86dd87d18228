"""The limits of a case side by side on one line of time: bars from start to last day, with signs for what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from services.chassis.clock_lines import ClockLine
from services.chassis.clock_picture import Picture, picture
from services.chassis.law_in_use import law_in_use
from services.kernel.deadline import Deadline, StepKind
from services.kernel.facts import ClockFacts
from services.kernel.law import Law

BarKind = Literal["run", "stopped"]
SignKind = Literal["start", "reminder", "due", "told", "met", "lapsed", "closed", "today"]
SIGN_TITLES = {
    "start": "起算日",
    "reminder": "提醒",
    "due": "届满日",
    "told": "告知当事人的日期",
    "met": "已办结",
    "lapsed": "已届满",
    "closed": "不再计算",
    "today": "今天",
}
TICKS = 6
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days; `x` and `width` are shares of the whole, as SVG takes them."""

    kind: BarKind
    x: str
    width: str
    from_on: date
    to_on: date | None


@dataclass(frozen=True, slots=True)
class Sign:
    """One day that matters."""

    kind: SignKind
    x: str
    on: date

    @property
    def title(self) -> str:
        """What the sign says."""
        return SIGN_TITLES[self.kind]


@dataclass(frozen=True, slots=True)
class Lane:
    """One limit on the line of time, and its month calendar."""

    line: ClockLine
    bars: tuple[Bar, ...]
    signs: tuple[Sign, ...]
    picture: Picture


@dataclass(frozen=True, slots=True)
class Chart:
    """Every limit of a case on the same line. `today` is none when the line does not reach this day."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Sign, ...]
    today: Sign | None

    @property
    def kinds(self) -> frozenset[str]:
        """The signs that stand somewhere on it."""
        return frozenset(sign.kind for lane in self.lanes for sign in lane.signs)

    @property
    def is_stopped(self) -> bool:
        """Whether some limit stood still."""
        return any(bar.kind == "stopped" for lane in self.lanes for bar in lane.bars)


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> str:
        return f"{self._share(day):.2f}%"

    def width(self, first: date, last: date) -> str:
        return f"{max(self._share(last) - self._share(first), 0):.2f}%"

    def _share(self, day: date) -> float:
        return 100 * (min(max(day, self.first), self.last) - self.first).days / (self.last - self.first).days


def chart(lines: Sequence[ClockLine], today: date, law: Law | None = None) -> Chart:
    """Lay the limits of a case over one scale, which reaches today as long as one of them lives."""
    if not lines:
        return Chart((), (), None)
    chosen = law or law_in_use()
    reckoned = [(line, chosen.deadline(line.facts)) for line in lines]
    days = [day for line, told in reckoned for day in _days(line, told)]
    days += [today] if any(line.facts.is_live for line in lines) else []
    scale = _with_room(min(days), max(days))
    marked = Sign("today", scale.x(today), today) if scale.first <= today <= scale.last else None
    return Chart(tuple(_lane(line, told, scale, chosen) for line, told in reckoned), _ticks(scale), marked)


def _days(line: ClockLine, told: Deadline) -> list[date]:
    found = (line.started_on, line.facts.ended_on, told.due_on, told.nominal_on, line.notified_on)
    spans = [day for stop in line.facts.suspensions for day in (stop.from_on, stop.until_on)]
    return [day for day in (*found, *spans) if day is not None]


def _with_room(first: date, last: date) -> _Scale:
    """Room at both ends, so that no sign is cut."""
    room = max((last - first) // 20, _ONE_DAY)
    return _Scale(first - room, last + room)


def _lane(line: ClockLine, told: Deadline, scale: _Scale, law: Law) -> Lane:
    first, last = sorted((told.started_on, _end(line.facts, told)))
    bars = [Bar("run", scale.x(first), scale.width(first, last), first, told.due_on)]
    for step in told.trace:
        if step.kind is StepKind.SUSPENDED:
            until = (step.to_on or scale.last - _ONE_DAY) + _ONE_DAY
            width = scale.width(step.from_on, until)
            bars.append(Bar("stopped", scale.x(step.from_on), width, step.from_on, step.to_on))
    return Lane(line, tuple(bars), tuple(_signs(line, told, scale, law)), picture(told, law.calendar))


def _end(clock: ClockFacts, told: Deadline) -> date:
    """Where the bar ends: on the last day, or where a limit without one was stopped or ended."""
    return told.due_on or clock.ended_on or max(step.from_on for step in told.trace)


def _signs(line: ClockLine, told: Deadline, scale: _Scale, law: Law) -> list[Sign]:
    clock = line.facts
    found: list[tuple[SignKind, date]] = [("start", clock.started_on)]
    found += [("reminder", one.on) for one in law.reminders(clock)]
    if told.due_on is not None:
        found.append(("due", told.due_on))
    if line.notified_on is not None and line.notified_on != told.due_on:
        found.append(("told", line.notified_on))
    if clock.ended_on is not None:
        found += [(kind, clock.ended_on) for kind in ("met", "lapsed", "closed") if kind == clock.state.value]
    return [Sign(kind, scale.x(on), on) for kind, on in found]


def _ticks(scale: _Scale) -> tuple[Sign, ...]:
    """The first days of months, so many that their names do not touch; of a short line its first day."""
    firsts, month = [], scale.first.replace(day=1)
    while month <= scale.last:
        if month >= scale.first:
            firsts.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    step = -(-len(firsts) // TICKS) or 1
    return tuple(Sign("start", scale.x(day), day) for day in (firsts[::step] or [scale.first]))
