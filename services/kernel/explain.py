"""The trace of a deadline in sentences for people, in Chinese and in English. The last sentence is the answer."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from services.kernel.deadline import Deadline, Step, StepKind
from services.kernel.hours import explain_hours
from services.kernel.period import Unit

Language = Literal["zh", "en"]
WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LISTED = 10  # so many counted working days are still named one by one


def explain(deadline: Deadline, language: Language = "zh") -> tuple[str, ...]:
    """Say step by step how the last day was found, each with its provision or notice."""
    if deadline.due_at is not None:
        return tuple(explain_hours(deadline, english=language == "en"))
    return tuple(_chinese(deadline) if language == "zh" else _english(deadline))


def day_zh(day: date) -> str:
    """A date as Chinese papers write it.

    >>> day_zh(date(2026, 10, 12))
    '2026年10月12日（星期一）'
    """
    return f"{day.year}年{day.month}月{day.day}日（星期{WEEKDAYS_ZH[day.weekday()]}）"


def _chinese(deadline: Deadline) -> Iterator[str]:
    zero = deadline.trace[0]
    if _is_before(deadline):
        yield f"以{day_zh(zero.from_on)}为准向前倒算{deadline.period.text_zh}（{deadline.cite}）。"
    else:
        yield f"自{day_zh(zero.from_on)}起算，当日不计入（{zero.basis}）；期限为{deadline.period.text_zh}（{deadline.cite}）。"
    listed = _listed_days(deadline)
    if listed:
        yield "计入的工作日：" + "、".join(f"{day.month}月{day.day}日" for day in listed) + "。"
    for step in deadline.trace[1:]:
        yield from _step_zh(step, deadline)
    if deadline.due_on is None:
        yield "期限正在中止，恢复后才能确定届满日。"
    else:
        doubt = "（暂定）" if deadline.provisional else ""
        verb = "最晚日期" if _is_before(deadline) else "届满日"
        yield f"{verb}{doubt}：{day_zh(deadline.due_on)}。"


def _step_zh(step: Step, deadline: Deadline) -> Iterator[str]:
    first, last = day_zh(step.from_on), day_zh(step.to_on) if step.to_on else ""
    span = first if step.to_on == step.from_on else f"{first}至{last}"
    match step.kind:
        case StepKind.NON_WORKING if step.note:
            yield f"{span}为{step.note}放假（{step.basis}），不计入。"
        case StepKind.COUNTED if step.note:
            yield f"{span}为{step.note}调休上班日（{step.basis}），计入。"
        case StepKind.SUSPENDED if step.to_on is None:
            yield f"自{first}起中止{_basis(step)}，尚未恢复。"
        case StepKind.SUSPENDED:
            yield f"{span}中止{_basis(step)}，不计入，共{step.days}日。"
        case StepKind.EXTENDED:
            yield f"{first}决定延长{_longer_zh(step, deadline)}{_basis(step)}。"
        case StepKind.EXTENSION_VOID:
            yield f"{first}决定延长{_longer_zh(step, deadline)}，但期限已经届满，不生效{_basis(step)}。"
        case StepKind.ROLLED:
            nominal = day_zh(deadline.nominal_on) if deadline.nominal_on else ""
            yield f"期限最后一日{nominal}是休假日（{_holiday(step)}），顺延至{last}（{step.basis}）。"
        case _:
            yield from _doubt_zh(step)


def _doubt_zh(step: Step) -> Iterator[str]:
    match step.kind:
        case StepKind.TAIL:
            yield "届满日在十二月末，下一年的放假通知公布后可能变动。"
        case StepKind.UNKNOWN:
            yield f"{step.from_on.year}年的放假通知未载入，最后一日如为休假日应当顺延（{step.basis}），请人工核对。"
        case StepKind.PROVISIONAL:
            yield f"{_years(step)}年的放假通知尚未公布，{day_zh(step.from_on)}以后暂按周休息日推算，公布后重新计算。"
        case _:
            return


def _english(deadline: Deadline) -> Iterator[str]:
    zero = deadline.trace[0]
    if _is_before(deadline):
        yield f"Counted back {deadline.period.text_en} from {_day_en(zero.from_on)} ({deadline.cite})."
    else:
        yield (
            f"Counted from {_day_en(zero.from_on)}, which itself does not count ({zero.basis}); "
            f"the period is {deadline.period.text_en} ({deadline.cite})."
        )
    listed = _listed_days(deadline)
    if listed:
        yield "Working days counted: " + ", ".join(day.isoformat() for day in listed) + "."
    for step in deadline.trace[1:]:
        yield from _step_en(step, deadline)
    if deadline.due_on is None:
        yield "The clock stands still; the last day is known only after resumption."
    else:
        doubt = " (provisional)" if deadline.provisional else ""
        verb = "Latest day" if _is_before(deadline) else "Last day"
        yield f"{verb}{doubt}: {_day_en(deadline.due_on)}."


def _step_en(step: Step, deadline: Deadline) -> Iterator[str]:
    first, last = _day_en(step.from_on), _day_en(step.to_on) if step.to_on else ""
    span = first if step.to_on == step.from_on else f"{first} to {last}"
    match step.kind:
        case StepKind.NON_WORKING if step.note:
            yield f"{span}: public holiday {step.note} ({step.basis}), not counted."
        case StepKind.COUNTED if step.note:
            yield f"{span}: make-up working day for {step.note} ({step.basis}), counted."
        case StepKind.SUSPENDED if step.to_on is None:
            yield f"Suspended from {first}{_basis_en(step)}, not resumed."
        case StepKind.SUSPENDED:
            yield f"{span}: suspended{_basis_en(step)}, {step.days} days not counted."
        case StepKind.EXTENDED:
            yield f"On {first} extended by {_longer_en(step, deadline)}{_basis_en(step)}."
        case StepKind.EXTENSION_VOID:
            yield f"On {first} extended by {_longer_en(step, deadline)}, too late to have effect{_basis_en(step)}."
        case StepKind.ROLLED:
            nominal = _day_en(deadline.nominal_on) if deadline.nominal_on else ""
            yield f"The last day {nominal} is a day off ({_holiday(step)}) and moves to {last} ({step.basis})."
        case _:
            yield from _doubt_en(step)


def _doubt_en(step: Step) -> Iterator[str]:
    match step.kind:
        case StepKind.TAIL:
            yield "The last day falls at the end of December and may move when the next year's notice appears."
        case StepKind.UNKNOWN:
            yield f"The notice for {step.from_on.year} is not loaded; check by hand whether the last day rolls."
        case StepKind.PROVISIONAL:
            yield (
                f"No holiday notice for {_years(step)} is published; from {_day_en(step.from_on)} on only weekends are known, "
                "and the date will be reckoned again."
            )
        case _:
            return


def _day_en(day: date) -> str:
    return f"{WEEKDAYS_EN[day.weekday()]} {day.isoformat()}"


def _is_before(deadline: Deadline) -> bool:
    return deadline.due_on is not None and deadline.due_on < deadline.started_on


def _listed_days(deadline: Deadline) -> tuple[date, ...]:
    """The counted working days one by one, where there are few enough to read."""
    if deadline.period.unit is not Unit.WORKING_DAY:
        return ()
    runs = [step for step in deadline.trace if step.kind is StepKind.COUNTED]
    if sum(step.days for step in runs) > _LISTED:
        return ()
    return tuple(step.from_on + timedelta(days=n) for step in runs for n in range(step.days))


def _years(step: Step) -> str:
    last = (step.to_on or step.from_on).year
    return str(step.from_on.year) if last == step.from_on.year else f"{step.from_on.year}-{last}"


def _holiday(step: Step) -> str:
    return " ".join(part for part in (step.note, step.source) if part)


def _basis(step: Step) -> str:
    return f"（{step.basis}）" if step.basis else ""


def _basis_en(step: Step) -> str:
    return f" ({step.basis})" if step.basis else ""


def _longer_zh(step: Step, deadline: Deadline) -> str:
    return deadline.period.model_copy(update={"length": step.days}).text_zh


def _longer_en(step: Step, deadline: Deadline) -> str:
    return deadline.period.model_copy(update={"length": step.days}).text_en
