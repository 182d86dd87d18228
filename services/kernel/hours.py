"""Limits in hours: from an instant to an instant. They never roll, for the law rolls the last day only."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from services.kernel.calendar import DayStatus, WorkCalendar
from services.kernel.deadline import Deadline, Step, StepKind
from services.kernel.facts import ClockFacts
from services.kernel.moment import SHANGHAI, hours_after, local_date
from services.kernel.period import Period
from services.kernel.refusal import Refused
from services.kernel.rule import HourStart, RuleVersion

EXACT_CITE = "民法典 第二百零一条第二款"
NEXT_HOUR_CITE = "民事诉讼法 第八十五条第二款；民诉解释 第一百二十五条"


def hours_deadline(facts: ClockFacts, rule: RuleVersion, period: Period, calendar: WorkCalendar) -> Deadline:
    """The instant at which a limit of hours ends; the day alone is not enough to say so."""
    if facts.started_at is None:
        raise Refused("clock.no_instant", f"“{rule.title}”以小时计算，请写明起算的时刻。", cite=rule.cite)
    start = facts.started_at.astimezone(SHANGHAI)
    due_at = hours_after(start, period.length, from_next_hour=rule.hours_from is HourStart.NEXT_HOUR)
    begun_on, due_on = local_date(start), local_date(due_at)
    basis = NEXT_HOUR_CITE if rule.hours_from is HourStart.NEXT_HOUR else EXACT_CITE
    steps = [Step(kind=StepKind.DAY_ZERO, from_on=begun_on, to_on=begun_on, days=0, basis=basis)]
    if due_on > begun_on:
        days = (due_on - begun_on).days
        first = begun_on + timedelta(days=1)
        steps.append(Step(kind=StepKind.COUNTED, from_on=first, to_on=due_on, days=days, basis=rule.counting))
    return Deadline(
        rule=rule.id,
        cite=rule.cite,
        period=period,
        started_on=begun_on,
        nominal_on=due_on,
        due_on=due_on,
        status=DayStatus.FINAL,
        calendar_version=calendar.version,
        trace=tuple(steps),
        started_at=start,
        due_at=due_at,
    )


def explain_hours(deadline: Deadline, *, english: bool) -> Iterator[str]:
    """The sentences for a limit of hours; the last one is the answer."""
    start, due, basis = deadline.started_at, deadline.due_at, deadline.trace[0].basis
    if start is None or due is None:
        raise ValueError("this limit does not run in hours")
    begun = due - timedelta(hours=deadline.period.length)
    if english:
        first = (
            f"Counted from {_at_en(start)}" if begun == start else f"Counted from the next full hour, {_at_en(begun)}"
        )
        yield f"{first} ({basis}); the period is {deadline.period.text_en} ({deadline.cite})."
        yield "Hours run through days off; they never roll."
        yield f"Ends at: {_at_en(due)}."
        return
    first = f"自{_at_zh(start)}起算" if begun == start else f"{_at_zh(start)}不计入，自次时{_at_zh(begun)}起算"
    yield f"{first}（{basis}）；期限为{deadline.period.text_zh}（{deadline.cite}）。"
    yield "以小时计算的期限连续计算，不因休假日顺延。"
    yield f"届满时刻：{_at_zh(due)}。"


def _at_zh(moment: datetime) -> str:
    seconds = f"{moment.second}秒" if moment.second else ""
    return f"{moment.year}年{moment.month}月{moment.day}日{moment.hour}时{moment.minute:02}分{seconds}"


def _at_en(moment: datetime) -> str:
    return moment.strftime("%a %Y-%m-%d %H:%M:%S" if moment.second else "%a %Y-%m-%d %H:%M")
