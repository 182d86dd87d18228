"""Why a limit ends when it does, in one sentence, in Chinese and in English."""

from collections.abc import Iterator

from services.kernel.deadline import Deadline, StepKind
from services.kernel.explain import Language, day_zh, explain
from services.kernel.rule import Direction, RuleVersion


def of(rule: RuleVersion, found: Deadline, language: Language) -> str:
    """The end of the limit; one of hours is told by the hour."""
    if found.due_at is not None:
        return " ".join(explain(found, language)) if language == "en" else "".join(explain(found, language))
    return "".join(_chinese(rule, found) if language == "zh" else _english(rule, found))


def _chinese(rule: RuleVersion, found: Deadline) -> Iterator[str]:
    is_before = rule.direction is Direction.BEFORE
    yield f"“{rule.title}”为{found.period.text_zh}（{rule.cite}），"
    yield f"自{day_zh(found.started_on)}" + ("向前倒算" if is_before else "起算，当日不计入")
    stopped, longer = _days(found, StepKind.SUSPENDED), _days(found, StepKind.EXTENDED)
    if stopped:
        yield f"，其间中止{stopped}日不计入"
    if longer:
        yield f"，延长{found.period.model_copy(update={'length': longer}).text_zh}"
    if found.due_on is None:
        yield "；期限正在中止，恢复后才能确定届满日。"
        return
    doubt = "暂定" if found.provisional else ""
    if found.nominal_on is not None and found.nominal_on != found.due_on:
        yield f"；最后一日{day_zh(found.nominal_on)}不是工作日或者在中止期间，顺延"
    yield f"，{doubt}{'最晚应在' if is_before else '到'}{day_zh(found.due_on)}{'办理' if is_before else '届满'}。"


def _english(rule: RuleVersion, found: Deadline) -> Iterator[str]:
    is_before = rule.direction is Direction.BEFORE
    yield f"{rule.title_en}: {found.period.text_en} ({rule.cite}), "
    yield f"counted {'back ' if is_before else ''}from {found.started_on}" + (
        "" if is_before else ", which does not count"
    )
    stopped, longer = _days(found, StepKind.SUSPENDED), _days(found, StepKind.EXTENDED)
    if stopped:
        yield f", {stopped} days suspended"
    if longer:
        yield f", extended by {found.period.model_copy(update={'length': longer}).text_en}"
    if found.due_on is None:
        yield "; the clock stands still, and the last day is known only after resumption."
        return
    if found.nominal_on is not None and found.nominal_on != found.due_on:
        yield f"; the last day {found.nominal_on} is no working day or suspended and rolls over"
    doubt = "provisionally " if found.provisional else ""
    yield f"; {doubt}{'to be done at the latest on' if is_before else 'it ends on'} {found.due_on}."


def _days(found: Deadline, kind: StepKind) -> int:
    return sum(step.days for step in found.trace if step.kind is kind)
