"""A limit as a month calendar: what each day was counted as, in signs and words that need no colour."""

from calendar import Calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.kernel.calendar import WorkCalendar
from services.kernel.deadline import COVERING, Deadline, Step, StepKind
from services.kernel.period import Unit
from services.kernel.refusal import Refused

WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")
SHOWN = 8  # so many months are drawn; of a longer limit the first and the last ones
_WEEKS = Calendar()
_ONE_DAY = timedelta(days=1)
_NUMBERED = frozenset({Unit.WORKING_DAY, Unit.DAY})


class DayKind(StrEnum):
    """What a day was to the limit. `plain` lies outside of it."""

    ZERO = "zero"
    COUNTED = "counted"
    OFF = "off"
    SUSPENDED = "suspended"
    ROLLED = "rolled"
    PLAIN = "plain"


SIGNS: Mapping[DayKind, str] = {
    DayKind.ZERO: "起",
    DayKind.COUNTED: "计",
    DayKind.OFF: "休",
    DayKind.SUSPENDED: "停",
    DayKind.ROLLED: "顺",
    DayKind.PLAIN: "",
}
LAST, WORKED, PROVISIONAL = "届", "班", "暂"
Word = tuple[str, Mapping[str, str | int]]


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day. `number`: the how-manieth counted day it is, where days are counted one by one."""

    on: date
    kind: DayKind
    number: int | None
    name: str
    is_rest: bool
    is_worked: bool
    is_last: bool
    is_nominal: bool
    is_provisional: bool

    @property
    def signs(self) -> tuple[str, ...]:
        """What stands in the cell beside the day of the month."""
        counted = str(self.number) if self.number is not None else SIGNS[self.kind]
        marks = (
            counted,
            "休" if self.is_rest and self.kind is not DayKind.OFF else "",
            WORKED if self.is_worked else "",
            PROVISIONAL if self.is_provisional else "",
            LAST if self.is_last else "",
        )
        return tuple(mark for mark in marks if mark)

    @property
    def words(self) -> tuple[Word, ...]:
        """The same in words, for those who hear the page."""
        return (*self._counting(), *self._arranged(), *self._standing())

    def _counting(self) -> Iterator[Word]:
        match self.kind:
            case DayKind.ZERO:
                yield "起算日，不计入", {}
            case DayKind.COUNTED if self.number is not None:
                yield "第 %(number)s 日，计入", {"number": self.number}
            case DayKind.COUNTED:
                yield "计入", {}
            case DayKind.OFF:
                yield "不计入", {}
            case DayKind.SUSPENDED:
                yield "中止，不计入", {}
            case DayKind.ROLLED:
                yield "顺延", {}
            case DayKind.PLAIN:
                return

    def _arranged(self) -> Iterator[Word]:
        if self.is_rest:
            yield ("%(name)s放假", {"name": self.name}) if self.name else ("休息日", {})
        if self.is_worked:
            yield "调休上班", {}

    def _standing(self) -> Iterator[Word]:
        if self.is_nominal and not self.is_last:
            yield "顺延前的最后一日", {}
        if self.is_last:
            yield "届满日", {}
        if self.is_provisional:
            yield "暂定", {}


@dataclass(frozen=True, slots=True)
class Month:
    """A month from Monday to Sunday; places that belong to its neighbours are empty. `left_out`: months before it."""

    first: date
    weeks: tuple[tuple[DayCell | None, ...], ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """The months of a limit, and which signs they use."""

    months: tuple[Month, ...]
    kinds: tuple[str, ...]
    has_counted_rest: bool
    has_worked: bool
    has_provisional: bool
    is_numbered: bool


def picture(deadline: Deadline, calendar: WorkCalendar) -> Picture:
    """Draw the months from day 0 to the last day, or from the latest day of notice to the event."""
    drawing = _Drawing(deadline, calendar)
    months = tuple(drawing.months())
    cells = [cell for month in months for week in month.weeks for cell in week if cell]
    seen = {cell.kind for cell in cells}
    return Picture(
        months=months,
        kinds=tuple(kind.value for kind in DayKind if kind in seen),
        has_counted_rest=any(cell.is_rest and cell.kind is DayKind.COUNTED for cell in cells),
        has_worked=any(cell.is_worked for cell in cells),
        has_provisional=any(cell.is_provisional for cell in cells),
        is_numbered=any(cell.number is not None for cell in cells),
    )


class _Drawing:
    """The steps of one trace, asked day by day."""

    def __init__(self, deadline: Deadline, calendar: WorkCalendar) -> None:
        self.deadline, self.calendar = deadline, calendar
        self.covering = [step for step in deadline.trace if step.kind in COVERING]
        self.doubted = [step for step in deadline.trace if step.kind in (StepKind.PROVISIONAL, StepKind.UNKNOWN)]
        self.is_before = deadline.due_on is not None and deadline.due_on < deadline.started_on

    def months(self) -> Iterator[Month]:
        firsts = list(_firsts(*self._span()))
        shown, left_out = firsts, 0
        if len(firsts) > SHOWN:
            half = SHOWN // 2
            shown, left_out = firsts[:half] + firsts[-half:], len(firsts) - SHOWN
        for place, first in enumerate(shown):
            yield Month(first, self._weeks(first), left_out if place == SHOWN // 2 else 0)

    def _span(self) -> tuple[date, date]:
        told = self.deadline
        days = [told.started_on, *(step.to_on or step.from_on for step in self.covering)]
        days += [step.from_on for step in self.covering]
        days += [day for day in (told.due_on, told.nominal_on) if day is not None]
        return min(days), max(days)

    def _weeks(self, first: date) -> tuple[tuple[DayCell | None, ...], ...]:
        weeks = _WEEKS.monthdatescalendar(first.year, first.month)
        return tuple(tuple(self._cell(day) if day.month == first.month else None for day in week) for week in weeks)

    def _cell(self, day: date) -> DayCell:
        step = next((step for step in self.covering if _holds(step, day)), None)
        kind, works, entry = self._kind(day, step), self._works(day), self.calendar.entry(day)
        return DayCell(
            on=day,
            kind=kind,
            number=self._number(day) if kind is DayKind.COUNTED else None,
            name=entry.name if entry else "",
            is_rest=works is False,
            is_worked=bool(works and entry),
            is_last=day == self.deadline.due_on,
            is_nominal=day == self.deadline.nominal_on,
            is_provisional=any(_holds(doubt, day) for doubt in self.doubted),
        )

    def _kind(self, day: date, step: Step | None) -> DayKind:
        if day == self.deadline.started_on:
            return DayKind.ZERO
        if step is None:
            return DayKind.PLAIN
        match step.kind:
            case StepKind.COUNTED if self.is_before and (self._number(day) or 1) > self.deadline.period.length:
                return DayKind.ROLLED
            case StepKind.COUNTED:
                return DayKind.COUNTED
            case StepKind.SUSPENDED:
                return DayKind.SUSPENDED
            case StepKind.ROLLED:
                return DayKind.ROLLED
            case _:
                return DayKind.OFF

    def _works(self, day: date) -> bool | None:
        """Whether organs work on the day; nothing where no calendar reaches."""
        try:
            return self.calendar.is_working_day(day)
        except Refused:
            return None

    def _number(self, day: date) -> int | None:
        """The how-manieth counted day; months and years are not counted in days."""
        if self.deadline.period.unit not in _NUMBERED:
            return None
        counted = [step for step in self.covering if step.kind is StepKind.COUNTED]
        if self.is_before:
            return sum(_days(max(step.from_on, day), step.to_on or day) for step in counted)
        return sum(_days(step.from_on, min(step.to_on or day, day)) for step in counted)


def _holds(step: Step, day: date) -> bool:
    return step.from_on <= day and (step.to_on is None or day <= step.to_on)


def _days(first: date, last: date) -> int:
    return max((last - first).days + 1, 0)


def _firsts(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
