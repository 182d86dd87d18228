"""Compare the kernel's answers with those of a file of limits: every difference is named, and shown with its trace."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple, assert_never

from pydantic import ValidationError

from services.kernel.calendar import WorkCalendar
from services.kernel.clock import Deadline, StepKind, deadline, next_start
from services.kernel.facts import ClockFacts, Extension, Suspension
from services.kernel.law import Law
from services.kernel.moment import SHANGHAI, Channel, Filing, hours_after, is_in_time, local_date
from services.kernel.period import Period, Unit
from services.kernel.refusal import Refused
from services.kernel.rule import Confidence, Direction, Roll, RuleVersion
from services.kernel.served import served_on
from services.local import clock_case as cases
from services.local.failure import PartFailed

UNITS = {"workday": Unit.WORKING_DAY, "day": Unit.DAY, "month": Unit.MONTH, "year": Unit.YEAR}
ROLLS = {"next_workday": Roll.NEXT_WORKING_DAY, "none": Roll.NONE}
CHANNELS = {"mail": Channel.POST, "online": Channel.ONLINE, "counter": Channel.COUNTER}


class Answer(NamedTuple):
    """One question of a case, with what the file expects and what the kernel found, as text."""

    what: str
    expected: str
    found: str


class Outcome(NamedTuple):
    """What came of one case: the answers that differ, and the last day with its trace where there is one."""

    case: cases.Case
    differences: tuple[Answer, ...]
    deadline: Deadline | None


def read_cases(path: Path) -> tuple[cases.Case, ...]:
    """Read the file line by line; every line that is no case is named by its number."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise PartFailed(f"{path}: {getattr(problem, 'strerror', None) or problem}") from problem
    found, broken = list[cases.Case](), list[str]()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(cases.CASE.validate_json(line))
        except ValidationError as problem:
            first = problem.errors()[0]
            where = ".".join(map(str, first["loc"]))
            broken.append(f"{path}:{number}: {f'{where}: ' if where else ''}{first['msg']}")
    if broken:
        raise PartFailed("\njiefen: ".join(broken))
    if not found:
        raise PartFailed(f"{path}: there is no case in this file.")
    return tuple(found)


def outcome(case: cases.Case, law: Law) -> Outcome:
    """Put the questions of one case to the kernel. A refusal is an answer too, and differs from any day."""
    try:
        found = (
            None if isinstance(case, cases.BetweenCase | cases.HoursCase | cases.LocalDateCase) else last_day(case, law)
        )
        answers = tuple(_answers(case, law, found))
    except Refused as refusal:
        return Outcome(case, (Answer("refused", "", f"{refusal.code}: {refusal.text}"),), None)
    except (ValueError, OverflowError) as problem:
        return Outcome(case, (Answer("refused", "", str(problem)),), None)
    return Outcome(case, tuple(one for one in answers if one.expected != one.found), found)


def last_day(case: cases.LimitCase, law: Law) -> Deadline:
    """The limit of a case as the kernel reckons it, with its trace."""
    start = served_on(case.service, law) if isinstance(case, cases.ServiceCase) else case.start
    return _reckon(case, law, start=start)


def _answers(case: cases.Case, law: Law, found: Deadline | None) -> Iterator[Answer]:
    match case:
        case cases.BetweenCase():
            yield _pair("count", case.expected_count, law.calendar.working_days_between(case.start, case.to))
        case cases.HoursCase():
            end = hours_after(case.start, case.length, from_next_hour=case.hour_rule == "next_hour")
            yield _pair("due", case.expected_due.astimezone(SHANGHAI), end.astimezone(SHANGHAI))
        case cases.LocalDateCase():
            yield _pair("local_date", case.expected_local_date, local_date(case.instant))
        case _:
            if found is not None:
                yield from _limit(case, law, found)


def _limit(case: cases.LimitCase, law: Law, found: Deadline) -> Iterator[Answer]:
    match case:
        case cases.DueCase():
            granted = tuple(s.kind is StepKind.EXTENDED for s in found.trace if s.kind in _DECIDED)
            yield _pair("extension_valid", case.expected_extension_valid, granted)
        case cases.ServiceCase():
            yield _pair("start", case.expected_start, found.started_on)
        case cases.TimelyCase():
            yield _pair("timely", case.expected_timely, found.due_on and _in_time(case.filing, found.due_on, law))
        case cases.RecalculationCase():
            before = _reckon(case, law, calendar=_laid_over(law.calendar, case.calendar_before))
            yield _pair("due_before", case.expected_due_before, before.due_on)
            yield _pair("changed", case.expected_changed, before.due_on != found.due_on)
        case cases.CorrectionCase():
            yield _pair("due_before", case.expected_due_before, _reckon(case, law, start=case.recorded_start).due_on)
        case cases.ChainCase():
            yield _pair("steps", list(map(str, case.expected_steps)), list(map(str, _chain(case, law))))
            return
        case cases.BackwardCase():
            yield _pair("due", case.expected_due, found.due_on)
            return
        case _:
            assert_never(case)
    yield from _end(case, found)


_DECIDED = frozenset({StepKind.EXTENDED, StepKind.EXTENSION_VOID})


def _end(case: cases.LimitCase, found: Deadline) -> Iterator[Answer]:
    """The last day itself. Where the file calls it provisional, it gives the day by weekends alone."""
    if case.expected_nominal is not None or case.expected_due is None:
        yield _pair("nominal", case.expected_nominal, found.nominal_on)
    if case.expected_provisional:
        yield _pair("due_if_weekends_only", case.expected_due_if_weekends_only, found.due_on)
    else:
        yield _pair("due", case.expected_due, found.due_on)
    yield _pair("provisional", bool(case.expected_provisional), found.provisional)


def _reckon(
    case: cases.LimitCase, law: Law, *, start: date | None = None, calendar: WorkCalendar | None = None
) -> Deadline:
    period = Period(length=case.length, unit=UNITS[case.unit])
    return _reckon_period(
        case, law, period, start or case.start, calendar or _laid_over(law.calendar, case.calendar_override)
    )


def _reckon_period(case: cases.LimitCase, law: Law, period: Period, start: date, calendar: WorkCalendar) -> Deadline:
    facts = ClockFacts(
        key=case.id,
        rule=case.id,
        started_on=start,
        law_on=start,
        suspensions=tuple(Suspension(from_on=s.from_on, until_on=s.to_on, ground="") for s in case.suspensions),
        extensions=tuple(Extension(length=e.length, decided_on=e.decided_on) for e in case.extensions),
    )
    policy = law.policy
    if isinstance(case, cases.BackwardCase):
        policy = policy.model_copy(update={"notice_days": case.mode})
    return deadline(facts, _rule(case, period), calendar, policy)


def _chain(case: cases.ChainCase, law: Law) -> Iterator[date]:
    start, calendar = case.start, _laid_over(law.calendar, case.calendar_override)
    for step in case.steps:
        period = Period(length=step.length, unit=UNITS[step.unit])
        found = _reckon_period(case, law, period, start, calendar)
        following = next_start(found, law.policy)
        if found.due_on is None or following is None:
            return
        yield found.due_on
        start = following


def _rule(case: cases.LimitCase, period: Period) -> RuleVersion:
    """A rule made for this case: the file gives lengths and clauses, not rules of the house."""
    return RuleVersion(
        id=case.id,
        title=case.description,
        title_en=case.description,
        channel="case",
        law=case.clause or "-",
        article="",
        bound="parties",
        starts="case",
        period=period,
        roll=ROLLS[case.roll or "next_workday"],
        direction=Direction.BEFORE if isinstance(case, cases.BackwardCase) else Direction.AFTER,
        counting=case.clause,
        confidence=Confidence.INFERRED,
        checked_on=case.start,
        valid_from=case.start,
    )


def _laid_over(calendar: WorkCalendar, days: cases.Days) -> WorkCalendar:
    return calendar.with_days({day: what == "work" for day, what in days.items()}, "案例所设") if days else calendar


def _in_time(given: cases.Filed, due_on: date, law: Law) -> bool:
    filing = Filing(channel=CHANNELS[given.channel], at=given.submitted_at, postmark_on=given.postmark)
    policy = law.policy.model_copy(update={"counter_closes": given.closing}) if given.closing else law.policy
    return is_in_time(filing, due_on, policy)


def _pair(what: str, expected: object, found: object) -> Answer:
    return Answer(what, str(expected), str(found))
