"""Why the last day is what it is: the steps from day 0, each with the provision or the notice behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from services.kernel.calendar import DayStatus, WorkCalendar
from services.kernel.deadline import Step, StepKind
from services.kernel.period import Unit
from services.kernel.policy import Policy
from services.kernel.reckoning import Count, Reckoned, Span, merge
from services.kernel.rule import Direction, Roll
from services.kernel.runs import runs_of

START_CITE = "民事诉讼法 第八十五条第二款"
ROLL_CITE = "民事诉讼法 第八十五条第三款"
MONTH_CITE = "民法典 第二百零二条"
_ONE_DAY = timedelta(days=1)


def trace(count: Count, found: Reckoned, counting: str, calendar: WorkCalendar, policy: Policy) -> tuple[Step, ...]:
    """List the steps; those that cover days follow each other without a gap from day 0 to the due day."""
    unit = count.period.unit
    basis = MONTH_CITE if unit in (Unit.MONTH, Unit.YEAR) else counting
    return tuple(_Walk(count, found, merge(count.suspensions, policy), basis, calendar).steps())


@dataclass(frozen=True, slots=True)
class _Walk:
    count: Count
    found: Reckoned
    spans: list[Span]
    basis: str
    calendar: WorkCalendar

    def steps(self) -> Iterator[Step]:
        start = self.count.start
        yield Step(kind=StepKind.DAY_ZERO, from_on=start, to_on=start, days=0, basis=START_CITE)
        if self.count.direction is Direction.BEFORE:
            if self.found.due_on is not None:
                yield from self._run(self._first_before(self.found.due_on), start - _ONE_DAY)
            yield from self._firmness(start)
            return
        covered = self._cover(start + _ONE_DAY, self.found.nominal_on, StepKind.COUNTED)
        yield from sorted((*self._extensions(), *covered), key=lambda step: step.from_on)
        if self.found.nominal_on is not None and self.found.due_on != self.found.nominal_on:
            yield from self._cover(self.found.nominal_on + _ONE_DAY, self.found.due_on, StepKind.ROLLED)
        last = self.found.due_on or self.found.nominal_on
        if last is not None:
            yield from self._firmness(last)

    def _first_before(self, latest: date) -> date:
        """The earliest day told backwards: after the latest day of notice, unless that day itself counts."""
        unit, length = self.count.period.unit, self.count.period.length
        eve = self.count.start - _ONE_DAY
        between = self.calendar.working_days_between(latest, eve) if unit is Unit.WORKING_DAY else (eve - latest).days
        return latest if between < length else latest + _ONE_DAY

    def _extensions(self) -> Iterator[Step]:
        for extension, granted in zip(self.count.extensions, self.found.granted, strict=True):
            kind = StepKind.EXTENDED if granted else StepKind.EXTENSION_VOID
            day = extension.decided_on
            yield Step(kind=kind, from_on=day, to_on=day, days=extension.length, basis=extension.basis)

    def _cover(self, first: date, last: date | None, kind: StepKind) -> Iterator[Step]:
        """Walk over the days up to the last one, or to where an open suspension begins."""
        day = first
        for stopped, resumed in self.spans:
            if last is not None and stopped > last:
                break
            if resumed is not None and resumed <= day:
                continue
            if stopped > day:
                yield from self._stretch(day, stopped - _ONE_DAY, kind)
            yield self._suspended(max(stopped, day), None if resumed is None else resumed - _ONE_DAY)
            if resumed is None:
                return
            day = resumed
        if last is not None and day <= last:
            yield from self._stretch(day, last, kind)

    def _stretch(self, first: date, last: date, kind: StepKind) -> Iterator[Step]:
        if kind is StepKind.COUNTED:
            yield from self._run(first, last)
            return
        nominal = self.found.nominal_on or first
        entry = self.calendar.entry(nominal)
        yield Step(
            kind=StepKind.ROLLED,
            from_on=first,
            to_on=last,
            days=(last - first).days + 1,
            basis=ROLL_CITE,
            note=entry.name if entry else "",
            source=self.calendar.source(nominal),
        )

    def _run(self, first: date, last: date) -> Iterator[Step]:
        """Counted days; in working days, cut where a notice or a weekend changes what a day is."""
        if self.count.period.unit is not Unit.WORKING_DAY:
            days = (last - first).days + 1
            yield Step(kind=StepKind.COUNTED, from_on=first, to_on=last, days=days, basis=self.basis)
            return
        steps: list[Step] = []
        runs_of(self.calendar, self.basis).cover(first.toordinal(), last, steps)
        yield from steps

    def _suspended(self, first: date, last: date | None) -> Step:
        """One step for a merged suspension, naming every ground that fell into it."""
        inside = [
            stop
            for stop in self.count.suspensions
            if (last is None or stop.from_on <= last) and (stop.until_on is None or stop.until_on > first)
        ]
        return Step(
            kind=StepKind.SUSPENDED,
            from_on=first,
            to_on=last,
            days=0 if last is None else (last - first).days + 1,
            basis="；".join(dict.fromkeys(stop.basis for stop in inside if stop.basis)),
            note="；".join(dict.fromkeys(stop.ground for stop in inside)),
        )

    def _firmness(self, last: date) -> Iterator[Step]:
        if self.count.roll is Roll.NONE and self.count.period.unit is not Unit.WORKING_DAY:
            return
        status = self.calendar.status(last)
        if self.calendar.is_before_first(last):
            yield Step(kind=StepKind.UNKNOWN, from_on=last, to_on=last, days=1, basis=ROLL_CITE)
        elif status is DayStatus.PROVISIONAL:
            first = max(self.calendar.final_until + _ONE_DAY, self.count.start)
            days = (last - first).days + 1
            yield Step(kind=StepKind.PROVISIONAL, from_on=first, to_on=last, days=days, basis="")
        elif status is DayStatus.TAIL:
            first = max(self.calendar.tail_from or last, self.count.start)
            yield Step(kind=StepKind.TAIL, from_on=first, to_on=last, days=(last - first).days + 1, basis="")
