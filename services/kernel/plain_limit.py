"""Limits in working days that nothing stopped or lengthened: nearly all of a house, so they are reckoned without detours.

They give the very answers of kernel/clock, which reckons every other limit (tests/property/test_clock_speed.py).
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from services.kernel.calendar import DayStatus, WorkCalendar
from services.kernel.deadline import Deadline, Step, StepKind, step_of
from services.kernel.period import Period, Unit
from services.kernel.rule import Direction, RuleVersion
from services.kernel.runs import runs_of
from services.kernel.trace import START_CITE

# A member read from its class, and the constructor of a named tuple, cost as much as all the rest of a limit.
_FINAL, _DAY_ZERO = DayStatus.FINAL, StepKind.DAY_ZERO
_Fields = tuple[str, str, Period, date, date, date, DayStatus, str, tuple[Step, ...], None, None]
_deadline_of: Callable[[_Fields], Deadline] = partial(tuple.__new__, Deadline)


class PlainLimit:
    """What the newest version of a rule says, read once. It governs every limit whose legal date is not before it."""

    __slots__ = ("_calendar", "_firm_until", "_runs", "_words", "length", "valid_from")

    def __init__(self, rule: RuleVersion, period: Period, calendar: WorkCalendar) -> None:
        self.valid_from = rule.valid_from
        self.length = period.length
        self._calendar = calendar
        self._firm_until = calendar.firm_until
        self._words = rule.id, rule.cite, period, calendar.version
        self._runs = runs_of(calendar, rule.counting)

    def deadline(self, start: date) -> Deadline | None:
        """The last day with its trace; `None` where a notice still to come may change it, which kernel/trace says."""
        due = self._calendar.add_working_days(start, self.length)
        if due > self._firm_until:
            return None
        steps = [step_of((_DAY_ZERO, start, start, 0, START_CITE, "", ""))]
        self._runs.cover(start.toordinal() + 1, due, steps)
        rule, cite, period, version = self._words
        return _deadline_of((rule, cite, period, start, due, due, _FINAL, version, tuple(steps), None, None))


def plain_limit(rule: RuleVersion, calendar: WorkCalendar) -> PlainLimit | None:
    """The rule made ready, or `None` where it is not such a one: it ended, or counts otherwise, or backwards."""
    period = rule.period
    if period is None or period.unit is not Unit.WORKING_DAY or rule.direction is not Direction.AFTER:
        return None
    return None if rule.valid_until else PlainLimit(rule, period, calendar)
