"""审理程序: which of the two applies, and the way from summary to ordinary that never starts the limit anew."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Fault, Refused

from ..commands import ChooseSummary, ConvertToOrdinary, Proceeding
from ..commands.opening import Procedure
from ..events import AnyEvent, ConvertedToOrdinary, ProceedingEvent, SummaryChosen
from .case import CODES, DECIDE, ORDINARY, REPLY, SEND_COPY, SUMMARY, Case

ALL_AGREE = "all_agree"
CITE, CONVERT = "行政复议法 第五十三条", "行政复议法 第五十五条"
# Kinds of the law that only one kind of act can be.
KINDS = {"warning": "penalty", "small_amount": None, "information": "information"}


def decide(case: Case, command: Proceeding, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case ChooseSummary():
            faults = summary_faults(case, command.summary_type, is_clear=command.is_clear, agreed=command.all_agree)
            if faults := [*faults, *_too_late(case, today, law)]:
                raise Refused.of(faults)
            return (SummaryChosen(on=today, by=command.by, summary_type=command.summary_type),)
        case ConvertToOrdinary():
            return _convert(case, command, today)
        case _:
            assert_never(command)


def summary_faults(case: Case, summary_type: str | None, *, is_clear: bool, agreed: bool) -> list[Fault]:
    """Everything that keeps the case out of the summary procedure, all at once (行政复议法 第五十三条)."""
    kind = CODES.summary_types.get(summary_type or "")
    if kind is None:
        return [Fault("arl.summary_type", "适用简易程序须选明法定情形。", CITE, "summary_type")]
    if summary_type == ALL_AGREE:
        return [] if agreed else [_fault("all_agree", "其他案件适用简易程序，须经当事人各方同意。", kind.cite)]
    faults = []
    if not is_clear:
        faults.append(_fault("is_clear", "须认为事实清楚、权利义务关系明确、争议不大，才能适用简易程序。", CITE))
    wanted = KINDS.get(summary_type or "")
    if wanted is not None and case.act.kind != wanted:
        faults.append(_fault("summary_type", f"本案的行政行为不是“{kind.title}”的案件。", kind.cite))
    amount = case.act.fine_amount
    if kind.limit is not None and (amount is None or amount > kind.limit):
        text = f"案件款额未填或者超过{kind.limit}元，不能以款额为由适用简易程序。"
        faults.append(Fault("arl.summary_amount", text, kind.cite, "summary_type"))
    return faults


def _fault(field: str, text: str, cite: str) -> Fault:
    return Fault(f"arl.summary_{field}", text, cite, field)


def _too_late(case: Case, today: date, law: Law) -> list[Fault]:
    """The shorter limit counts from acceptance too: it must not have run out before it is chosen."""
    clock = case.clocks.get(ORDINARY)
    if case.procedure == "summary" or clock is None or not clock.is_live:
        return [Fault("arl.already_summary", "审理期限没有按普通程序进行，不能改为简易程序。", CITE)]
    if any(paper.kind == "reply_notice" for paper in case.papers):
        # [D] The respondent that was told the ordinary time to reply keeps it.
        return [Fault("arl.copy_sent", "已按普通程序通知被申请人答复，不能再改为简易程序。", CITE)]
    if clock.extensions or case.trial.complexity or case.trial.hearing:
        return [Fault("arl.not_simple", "已延长期限、认定为重大疑难复杂或者通知听证的案件，不适用简易程序。", CITE)]
    due = law.due_on(clock.model_copy(update={"key": SUMMARY, "rule": SUMMARY}))
    if due is not None and today > due:
        text = f"简易程序的审理期限自受理之日起算，到{due}已经届满，不能再适用。"
        return [Fault("arl.summary_over", text, "行政复议法 第六十二条第二款")]
    return []


def _convert(case: Case, command: ConvertToOrdinary, today: date) -> tuple[AnyEvent, ...]:
    if case.procedure != "summary":
        raise Refused("arl.not_summary", "本案适用的不是简易程序，无须转换。", cite=CONVERT)
    if not case.clocks.is_live(SUMMARY):
        # [D] A conversion saves no limit that has run out, as an extension does not.
        raise Refused("arl.converted_too_late", "简易程序的审理期限已经届满，届满后不能以转换程序补救。", cite=CONVERT)
    return (ConvertedToOrdinary(on=today, by=command.by, reason=command.reason),)


def evolve(case: Case, event: ProceedingEvent) -> Case:
    """Apply one fact of this stage: every limit goes on under the other procedure's rule from its own day 0."""
    match event:
        case SummaryChosen():
            return _moved(case, "ordinary", "summary", event.on)
        case ConvertedToOrdinary():
            return _moved(case, "summary", "ordinary", event.on)
        case _:
            assert_never(event)


def _moved(case: Case, was: Procedure, now: Procedure, on: date) -> Case:
    """The respondent that was told the shorter time to reply gets the longer one (第四十八条)."""
    clocks = case.clocks
    for rules in (DECIDE, SEND_COPY, REPLY):
        if rules[was] in clocks:
            clocks = clocks.carry(rules[was], rules[now], on)
    return case.model_copy(update={"procedure": now, "clocks": clocks})
