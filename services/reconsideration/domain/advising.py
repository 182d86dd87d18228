"""行政复议意见书: from the finding to the letter, the report of sixty days, and what follows silence."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Refused

from ..commands import (
    Advising,
    DeclineAdvice,
    DraftAdvice,
    EscalateAdvice,
    FileAdviceReport,
    FollowUpAdvice,
    IssueAdvice,
    SignAdvice,
    VerifyAdvice,
)
from ..events import (
    AdviceDeclined,
    AdviceDrafted,
    AdviceEscalated,
    AdviceIssued,
    AdviceOverdue,
    AdviceReported,
    AdviceSigned,
    AdviceVerified,
    AdvisingEvent,
    AnyEvent,
)
from ..parts import Delivery
from .case import ADVICE_ORDER, ADVICE_REPORT, CODES, Case

CITE = "行政复议法 第七十六条"


def defects_of(case: Case) -> tuple[str, ...]:
    """The coded defects that the case exposed: the decision's own grounds first, then the findings beside it."""
    if case.draft is None:
        return ()
    grounds = tuple(code for code in case.draft.grounds if CODES.grounds[code].defect)
    return (*grounds, *case.draft.findings)


def decide(case: Case, command: Advising, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case DraftAdvice():
            return _draft(case, command, today)
        case SignAdvice():
            return _sign(case, command, today)
        case DeclineAdvice():
            _require(case, {"none", "drafted"}, "意见书已经签发，不能决定不制发。")
            return (AdviceDeclined(on=today, by=command.by, reason=command.reason),)
        case IssueAdvice():
            if case.advice.paper is not None:
                return ()
            _require(case, {"signed"}, "意见书尚未签发。")
            return (
                AdviceIssued(
                    on=today, by=command.by, paper=command.paper, copied=command.copied, deliveries=command.deliveries
                ),
            )
        case FileAdviceReport():
            _require(case, {"served", "reported"}, "意见书尚未送达，或者已经核验办结。")
            return (
                AdviceReported(on=today, by=command.by, measures=command.measures, in_time=_in_time(case, today, law)),
            )
        case VerifyAdvice():
            # After the last measure a letter that stays without an answer is put on record as not corrected.
            silent = not has_step_left(case) and command.result == "not_corrected"
            _require(case, {"reported", *(("served",) if silent else ())}, "被申请人尚未报送整改情况。")
            return (AdviceVerified(on=today, by=command.by, result=command.result, comment=command.comment),)
        case EscalateAdvice():
            return (AdviceOverdue(on=today, by=command.by, key=command.key, due_on=command.due_on),)
        case FollowUpAdvice():
            return _follow_up(case, command, today)
        case _:
            assert_never(command)


def _require(case: Case, states: set[str], text: str) -> None:
    if case.advice.state not in states:
        raise Refused("arl.advice_order", text, cite=CITE)


def _draft(case: Case, command: DraftAdvice, today: date) -> tuple[AnyEvent, ...]:
    """Nothing happens where no defect was found, or a letter was already drafted or declined."""
    if case.advice.state == "drafted" and command.corrections:
        return (AdviceDrafted(on=today, by=command.by, defects=case.advice.defects, corrections=command.corrections),)
    if unknown := set(command.findings) - CODES.defects.keys():
        raise Refused("arl.finding", f"没有“{'、'.join(sorted(unknown))}”这一瑕疵编号。", cite=CITE)
    defects = tuple(dict.fromkeys((*defects_of(case), *command.findings)))
    if case.advice.state != "none" or not defects:
        return ()
    corrections = command.corrections or tuple(
        f"针对“{found.title}”问题，依法予以纠正，并完善相关执法制度。"
        for code in defects
        if (found := CODES.defect(code)) is not None
    )
    return (AdviceDrafted(on=today, by=command.by, defects=defects, corrections=corrections),)


def _sign(case: Case, command: SignAdvice, today: date) -> tuple[AnyEvent, ...]:
    _require(case, {"drafted"}, "没有待签发的意见书。")
    worded = case.advice.drafted_by
    if command.by.id in case.drafters or (worded is not None and worded.id == command.by.id):
        raise Refused("arl.own_draft", "拟稿人不能签发自己拟定的意见书。", cite=CITE)
    return (AdviceSigned(on=today, by=command.by),)


def _in_time(case: Case, today: date, law: Law) -> bool:
    clock = case.clocks.get(ADVICE_REPORT)
    due = law.due_on(clock) if clock else None
    return due is None or today <= due


def next_step(case: Case) -> str | None:
    """The next measure against silence, in the order of the table; none is left after the last."""
    if not case.advice.overdue:
        return None
    return next((row.step for row in CODES.escalation if row.step not in case.advice.steps), None)


def has_step_left(case: Case) -> bool:
    """Whether a measure of the table has not been taken yet."""
    return any(row.step not in case.advice.steps for row in CODES.escalation)


def _follow_up(case: Case, command: FollowUpAdvice, today: date) -> tuple[AnyEvent, ...]:
    step = next_step(case)
    if step is None:
        return ()
    if command.paper.kind != step:
        raise Refused("arl.advice_step", "后续措施应当依次采取。", cite="行政复议法 第七十七条第二款")
    return (AdviceEscalated(on=today, by=command.by, step=step, paper=command.paper, deliveries=command.deliveries),)


def evolve(case: Case, event: AdvisingEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case AdviceDrafted():
            return _with(
                case, state="drafted", defects=event.defects, corrections=event.corrections, drafted_by=event.by
            )
        case AdviceSigned():
            return _with(case, state="signed", signed_by=event.by)
        case AdviceDeclined():
            return _with(case, state="declined", reason=event.reason)
        case AdviceIssued():
            asked = tuple(Delivery(**d.model_dump()) for d in event.deliveries)
            issued = _with(case, state="issued", paper=event.paper)
            written = (event.paper,) if event.copied is None else (event.paper, event.copied)
            return issued.model_copy(
                update={"papers": (*case.papers, *written), "deliveries": (*case.deliveries, *asked)}
            )
        case AdviceReported():
            return _reported(case, event)
        case AdviceVerified():
            if event.result == "not_corrected" and has_step_left(case):
                return _with(case, state="served", result=event.result, overdue=True)
            return _with(case, state="verified", result=event.result)
        case AdviceOverdue():
            clocks = case.clocks.lapse(event.key, event.on) if case.clocks.is_live(event.key) else case.clocks
            return _with(case, overdue=True).model_copy(update={"clocks": clocks})
        case AdviceEscalated():
            return _escalated(case, event)
        case _:
            assert_never(event)


def _with(case: Case, **change: object) -> Case:
    return case.model_copy(update={"advice": case.advice.model_copy(update=change)})


def _reported(case: Case, event: AdviceReported) -> Case:
    clocks = case.clocks
    for key in (ADVICE_REPORT, ADVICE_ORDER):
        if clocks.is_live(key):
            clocks = clocks.meet(key, event.on)
    return _with(case, state="reported", report=event.measures, overdue=False).model_copy(update={"clocks": clocks})


def _escalated(case: Case, event: AdviceEscalated) -> Case:
    """An order or interview gives a new chance to answer; it is overdue again only when its own limit ends."""
    asked = tuple(Delivery(**d.model_dump()) for d in event.deliveries)
    moved = _with(case, steps=(*case.advice.steps, event.step), overdue=False)
    return moved.model_copy(update={"papers": (*case.papers, event.paper), "deliveries": (*case.deliveries, *asked)})
