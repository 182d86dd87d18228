"""Why the last day is what it is: the steps from day 0, each with the provision or the notice behind it."""

from collections.abc import Iterator
from datetime import date, timedelta

from services.kernel.calendar import DayStatus, WorkCalendar
from services.kernel.deadline import Step, StepKind
from services.kernel.facts import ClockFacts, Suspension
from services.kernel.period import Period, Unit
from services.kernel.reckoning import Policy, Reckoned, Span, merge
from services.kernel.rule import Direction, Roll, RuleVersion

START_CITE = "民事诉讼法 第八十五条第二款"
ROLL_CITE = "民事诉讼法 第八十五条第三款"
MONTH_CITE = "民法典 第二百零二条"
_ONE_DAY = timedelta(days=1)


def trace(
    facts: ClockFacts, rule: RuleVersion, period: Period, calendar: WorkCalendar, policy: Policy, found: Reckoned
) -> tuple[Step, ...]:
    """List the steps; those that cover days follow each other without a gap from day 0 to the due day."""
    start = facts.started_on
    steps = [Step(kind=StepKind.DAY_ZERO, from_on=start, to_on=start, days=0, basis=START_CITE)]
    if rule.direction is Direction.BEFORE:
        return (*steps, *_before(start, period, calendar, found), *_firmness(rule, period, calendar, start))
    spans = merge(facts.suspensions, policy)
    steps += _extensions(facts, found)
    steps += _counted(start, found.nominal_on, period, rule, calendar, spans, facts.suspensions)
    if found.nominal_on is not None and found.due_on != found.nominal_on:
        steps += _rolled(found.nominal_on, found.due_on, calendar, spans, facts.suspensions)
    last = found.due_on or found.nominal_on
    if last is not None:
        steps += _firmness(rule, period, calendar, last)
    return tuple(steps)


def _extensions(facts: ClockFacts, found: Reckoned) -> Iterator[Step]:
    for extension, granted in zip(facts.extensions, found.granted, strict=True):
        kind = StepKind.EXTENDED if granted else StepKind.EXTENSION_VOID
        day = extension.decided_on
        yield Step(kind=kind, from_on=day, to_on=day, days=extension.length, basis=extension.basis)


def _counted(
    start: date,
    end: date | None,
    period: Period,
    rule: RuleVersion,
    calendar: WorkCalendar,
    spans: list[Span],
    stops: tuple[Suspension, ...],
) -> Iterator[Step]:
    """Walk from the day after day 0 to the unrolled end, or to where an open suspension begins."""
    day = start + _ONE_DAY
    basis = MONTH_CITE if period.unit in (Unit.MONTH, Unit.YEAR) else rule.counting
    for stopped, resumed in spans:
        if end is not None and stopped > end:
            break
        if resumed is not None and resumed <= day:
            continue
        if stopped > day:
            yield from _run(day, stopped - _ONE_DAY, period.unit, basis, calendar)
        begin = max(stopped, day)
        yield _suspended(begin, None if resumed is None else resumed - _ONE_DAY, stops)
        if resumed is None:
            return
        day = resumed
    if end is not None and day <= end:
        yield from _run(day, end, period.unit, basis, calendar)


def _run(first: date, last: date, unit: Unit, basis: str, calendar: WorkCalendar) -> Iterator[Step]:
    if unit is not Unit.WORKING_DAY:
        yield Step(kind=StepKind.COUNTED, from_on=first, to_on=last, days=(last - first).days + 1, basis=basis)
        return
    day = first
    while day <= last:
        kind, source, name = _label(day, basis, calendar)
        until = day
        while until < last and _label(until + _ONE_DAY, basis, calendar) == (kind, source, name):
            until += _ONE_DAY
        yield Step(kind=kind, from_on=day, to_on=until, days=(until - day).days + 1, basis=source, note=name)
        day = until + _ONE_DAY


def _label(day: date, basis: str, calendar: WorkCalendar) -> tuple[StepKind, str, str]:
    entry = calendar.entry(day)
    if calendar.is_working_day(day):
        return (StepKind.COUNTED, entry.notice, entry.name) if entry else (StepKind.COUNTED, basis, "")
    return StepKind.NON_WORKING, calendar.source(day), entry.name if entry else ""


def _suspended(first: date, last: date | None, stops: tuple[Suspension, ...]) -> Step:
    """One step for a merged suspension, naming every ground that fell into it."""
    inside = [
        stop for stop in stops
        if (last is None or stop.from_on <= last) and (stop.until_on is None or stop.until_on > first)
    ]  # fmt: skip
    return Step(
        kind=StepKind.SUSPENDED,
        from_on=first,
        to_on=last,
        days=0 if last is None else (last - first).days + 1,
        basis="；".join(dict.fromkeys(stop.basis for stop in inside if stop.basis)),
        note="；".join(dict.fromkeys(stop.ground for stop in inside)),
    )


def _rolled(
    nominal: date, due: date | None, calendar: WorkCalendar, spans: list[Span], stops: tuple[Suspension, ...]
) -> Iterator[Step]:
    """Cover the days from the one after the unrolled end to the due day."""
    entry = calendar.entry(nominal)
    note = f"{entry.name} {entry.notice}" if entry else calendar.source(nominal)
    day = nominal + _ONE_DAY
    for stopped, resumed in spans:
        if stopped < day or (due is not None and stopped > due):
            continue
        if stopped > day:
            yield _roll_step(day, stopped - _ONE_DAY, note)
        yield _suspended(stopped, None if resumed is None else resumed - _ONE_DAY, stops)
        if resumed is None:
            return
        day = resumed
    if due is not None and day <= due:
        yield _roll_step(day, due, note)


def _roll_step(first: date, last: date, note: str) -> Step:
    days = (last - first).days + 1
    return Step(kind=StepKind.ROLLED, from_on=first, to_on=last, days=days, basis=ROLL_CITE, note=note)


def _before(event: date, period: Period, calendar: WorkCalendar, found: Reckoned) -> Iterator[Step]:
    """Backwards, only the days between the notice and the event are told."""
    if found.due_on is not None and period.unit is Unit.WORKING_DAY:
        yield from _run(found.due_on + _ONE_DAY, event - _ONE_DAY, period.unit, "", calendar)


def _firmness(rule: RuleVersion, period: Period, calendar: WorkCalendar, last: date) -> Iterator[Step]:
    if rule.roll is Roll.NONE and period.unit is not Unit.WORKING_DAY:
        return
    status = calendar.status(last)
    if status is DayStatus.PROVISIONAL:
        first = calendar.final_until + _ONE_DAY
        yield Step(kind=StepKind.PROVISIONAL, from_on=first, to_on=last, days=(last - first).days + 1, basis="")
    elif status is DayStatus.TAIL and calendar.tail_from is not None:
        days = (last - calendar.tail_from).days + 1
        yield Step(kind=StepKind.TAIL, from_on=calendar.tail_from, to_on=last, days=days, basis="")
