"""补正: one notice that names everything, ten working days for the applicant, and a new review afterwards."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Fault, Refused

from ..commands.correcting import AbandonApplication, AskCorrection, Correcting, ExtendCorrection, FileCorrection
from ..events.correcting import ApplicationAbandoned, CorrectingEvent, CorrectionAsked, CorrectionFiled
from ..events.limits import LimitExtended
from ..parts.opening import Correction
from .case import CORRECTION, REVIEW, REVIEW_AGAIN, Case

ONCE, TEN_DAYS = "行政复议法 第三十一条第一款", "行政复议法 第三十一条第二款"
NOTICE = "arl.supplement_notice"


def review_of(case: Case) -> str:
    """Which review of the application runs: the first, or the new one after its correction (第三十一条第三款)."""
    return REVIEW_AGAIN if REVIEW_AGAIN in case.clocks else REVIEW


def decide(
    case: Case, command: Correcting, today: date, law: Law
) -> tuple[CorrectionAsked | CorrectionFiled | ApplicationAbandoned | LimitExtended, ...]:
    """Answer one wish of this stage."""
    match command:
        case AskCorrection():
            return _ask(case, command, today, law)
        case ExtendCorrection():
            return _extend(case, command, today, law)
        case FileCorrection():
            return _file(case, command, today, law)
        case AbandonApplication():
            if not case.clocks.is_live(CORRECTION):
                raise Refused("arl.correction_not_running", "补正期限没有在进行，不能视为放弃。", cite=TEN_DAYS)
            return (ApplicationAbandoned(on=command.due_on, by=command.by),)
        case _:
            assert_never(command)


def _ask(case: Case, command: AskCorrection, today: date, law: Law) -> tuple[CorrectionAsked, ...]:
    faults = []
    if case.correction.asked_on is not None:
        text = "补正通知已经发过一次；需要补正的事项应当一次性载明，不能再次通知补正。"
        faults.append(Fault("arl.correction_twice", text, ONCE))
    due = law.reckon(NOTICE, case.application.received_on, law_on=case.law_on).due_on
    if due is not None and today > due:
        text = f"补正通知最晚应于{due:%Y-%m-%d}发出，现在只能按已有材料审查。"
        faults.append(Fault("arl.correction_late", text, ONCE))
    if faults:
        raise Refused.of(faults)
    return (CorrectionAsked(on=today, by=command.by, gaps=command.gaps),)


def _extend(case: Case, command: ExtendCorrection, today: date, law: Law) -> tuple[LimitExtended, ...]:
    clock = case.clocks.get(CORRECTION)
    if clock is None or not clock.is_live:
        raise Refused("arl.correction_not_running", "补正通知尚未送达，补正期限还没有起算，不能延长。", cite=TEN_DAYS)
    law.check_extension(clock, command.days, today)
    return (LimitExtended(on=today, by=command.by, key=CORRECTION, days=command.days, reason=command.reason),)


def _file(case: Case, command: FileCorrection, today: date, law: Law) -> tuple[CorrectionFiled, ...]:
    if command.posted_on is not None and command.posted_on > today:
        raise Refused("arl.posted_in_future", "交邮日期不能晚于今天。", cite="民事诉讼法 第八十五条第四款")
    clock = case.clocks.get(CORRECTION)
    due = law.due_on(clock) if clock else None
    is_late = due is not None and (command.posted_on or today) > due
    if is_late and not command.late_reason.strip():
        text = f"补正期限已于{due:%Y-%m-%d}届满；没有正当理由逾期不补正的，视为放弃申请。有正当理由的，请写明。"
        raise Refused("arl.correction_over", text, cite=TEN_DAYS)
    return (
        CorrectionFiled(
            on=today,
            by=command.by,
            materials=command.materials,
            posted_on=command.posted_on,
            late_reason=command.late_reason.strip() if is_late else "",
        ),
    )


def evolve(case: Case, event: CorrectingEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case CorrectionAsked():
            return case.model_copy(
                update={
                    "state": "SUPPLEMENT_WAIT",
                    "correction": Correction(asked_on=event.on, gaps=event.gaps),
                    "clocks": case.clocks.close(REVIEW, event.on),
                }
            )
        case CorrectionFiled():
            clocks = case.clocks.meet(CORRECTION, event.on) if case.clocks.is_live(CORRECTION) else case.clocks
            filed = case.correction.model_copy(update={"filed_on": event.on, "materials": event.materials})
            return case.model_copy(
                update={
                    "state": "RECEIVED",
                    "correction": filed,
                    "clocks": clocks.start(REVIEW_AGAIN, event.on, law_on=case.law_on),
                }
            )
        case ApplicationAbandoned():
            clocks = case.clocks.lapse(CORRECTION, event.on)
            return case.model_copy(update={"state": "ABANDONED", "clocks": clocks})
        case _:
            assert_never(event)
