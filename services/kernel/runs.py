"""The days of a calendar in runs of like days, as the steps in which a trace tells them."""

from datetime import date, timedelta
from functools import lru_cache

from services.kernel.calendar import WorkCalendar
from services.kernel.deadline import Step, StepKind, step_of

_ONE_DAY = timedelta(days=1)
_Label = tuple[StepKind, str, str]


class Runs(dict[int, tuple[Step, int]]):
    """By its first day, the run that begins there, and the day after it; days as ordinals.

    A step is made when it is first asked for and then shared by all traces: only the last one of a trace is cut.
    """

    def __init__(self, calendar: WorkCalendar, basis: str) -> None:
        super().__init__()
        self._calendar = calendar
        self._basis = basis

    def __missing__(self, first: int) -> tuple[Step, int]:
        day = until = date.fromordinal(first)
        label = self._label(day)
        while until < self._calendar.last_day and self._label(until + _ONE_DAY) == label:
            until += _ONE_DAY
        kind, basis, note = label
        after = until.toordinal() + 1
        self[first] = Step(kind, day, until, after - first, basis, note), after
        return self[first]

    def cover(self, first: int, last: date, steps: list[Step]) -> None:
        """Add the steps from the first day to the last, both included; none where the last comes before the first."""
        after = last.toordinal() + 1
        while first < after:
            run, first = self[first]
            steps.append(run)
        if first > after and steps:
            kind, from_on, _, days, basis, note, source = steps[-1]
            steps[-1] = step_of((kind, from_on, last, days - (first - after), basis, note, source))

    def _label(self, day: date) -> _Label:
        entry = self._calendar.entry(day)
        if self._calendar.is_working_day(day):
            return (StepKind.COUNTED, entry.notice, entry.name) if entry else (StepKind.COUNTED, self._basis, "")
        return StepKind.NON_WORKING, self._calendar.source(day), entry.name if entry else ""


@lru_cache(maxsize=64)
def runs_of(calendar: WorkCalendar, basis: str) -> Runs:
    """The runs of a calendar for limits that count working days by this provision."""
    return Runs(calendar, basis)
