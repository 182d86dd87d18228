"""From the facts of a limit and the rule's version to its last day. Every due date in the house comes from here."""

from datetime import date
from typing import NamedTuple

from services.kernel.calendar import DayStatus, WorkCalendar
from services.kernel.deadline import Deadline, Step, StepKind
from services.kernel.explain import explain
from services.kernel.facts import ClockFacts, ClockState, Extension, Suspension
from services.kernel.hours import hours_deadline
from services.kernel.period import Period, Unit
from services.kernel.policy import DEFAULT, Policy
from services.kernel.reckoning import Count, Reckoned, months_after, reckon
from services.kernel.refusal import Refused
from services.kernel.rule import Direction, Roll, RuleVersion
from services.kernel.trace import trace

__all__ = [
    "ClockFacts",
    "ClockState",
    "Count",
    "Deadline",
    "Extension",
    "Policy",
    "Reckoned",
    "Reminder",
    "Step",
    "StepKind",
    "Suspension",
    "deadline",
    "due_on",
    "explain",
    "months_after",
    "next_start",
    "reckon",
    "reminders",
]


class Reminder(NamedTuple):
    """A day on which to remind someone, so many working days before the last day."""

    working_days_before: int
    on: date


def deadline(facts: ClockFacts, rule: RuleVersion, calendar: WorkCalendar, policy: Policy | None = None) -> Deadline:
    """Reckon the last day of a limit, with the trace that explains it. Nothing is stored and no clock is read."""
    readings = policy or DEFAULT
    count = _count(facts, rule)
    if count.period.unit is Unit.HOUR:
        return hours_deadline(facts, rule, count.period, calendar)
    found = reckon(count, calendar, readings)
    return Deadline(
        rule=rule.id,
        cite=rule.cite,
        period=count.period,
        started_on=facts.started_on,
        nominal_on=found.nominal_on,
        due_on=found.due_on,
        status=_status(count, found, calendar),
        calendar_version=calendar.version,
        trace=trace(count, found, rule.counting, calendar, readings),
    )


def due_on(facts: ClockFacts, rule: RuleVersion, calendar: WorkCalendar, policy: Policy | None = None) -> date | None:
    """The last day alone, without a trace; `None` while the clock stands still."""
    count = _count(facts, rule)
    if count.period.unit is Unit.HOUR:
        return hours_deadline(facts, rule, count.period, calendar).due_on
    return reckon(count, calendar, policy or DEFAULT).due_on


def next_start(found: Deadline, policy: Policy) -> date | None:
    """Day 0 of a limit that runs from the end of this one (期满之日起); the switch `chain_from` says from which end."""
    return found.nominal_on if found.due_on is not None and policy.chain_from == "nominal" else found.due_on


def period_of(facts: ClockFacts, rule: RuleVersion) -> Period:
    """The length that binds: the one the document fixed, else the rule's."""
    period = facts.period or rule.period
    if period is None:
        raise Refused("clock.no_period", f"“{rule.title}”的期限由文书写明，请先填写期限。", cite=rule.cite)
    return period


def reminders(due: date, rule: RuleVersion, calendar: WorkCalendar, *, after: date) -> tuple[Reminder, ...]:
    """The days to remind before the last day, earliest first; those on or before `after` are left out."""
    found = (Reminder(n, calendar.add_working_days(due, -n)) for n in sorted(rule.reminders, reverse=True))
    return tuple(reminder for reminder in found if reminder.on > after)


def _count(facts: ClockFacts, rule: RuleVersion) -> Count:
    return Count(
        facts.started_on, period_of(facts, rule), facts.suspensions, facts.extensions, rule.roll, rule.direction
    )


def _status(count: Count, found: Reckoned, calendar: WorkCalendar) -> DayStatus:
    """How firm the answer is. A limit in calendar days that never rolls asks no notice at all."""
    if count.direction is Direction.BEFORE:
        return calendar.status(count.start)
    if count.roll is Roll.NONE and count.period.unit is not Unit.WORKING_DAY:
        return DayStatus.FINAL
    last = found.due_on or found.nominal_on
    return calendar.status(last) if last else DayStatus.FINAL
