"""调查、鉴定与现场勘验: two officers with their cards; what an appraisal takes is not counted in the limit."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Fault, Refused

from ..commands import BeginExcludedTime, EndExcludedTime, Inquire
from ..events import AnyEvent, ExcludedTimeBegan, ExcludedTimeEnded, InquiryMade
from ..parts.trial import ExcludedTime, Inquiry
from .case import CODES, DECIDE, Case

INQUIRY, OFFICERS = "行政复议法 第四十五条第一款", "行政复议法 第四十五条第二款"
FEWEST_OFFICERS = 2


def decide(
    case: Case, command: Inquire | BeginExcludedTime | EndExcludedTime, today: date, law: Law
) -> tuple[AnyEvent, ...]:
    """Answer one wish about an inquiry."""
    match command:
        case Inquire():
            if faults := _inquiry_faults(command):
                raise Refused.of(faults)
            made = command.model_dump(include=set(Inquiry.model_fields))
            return (InquiryMade(on=today, by=command.by, inquiry=Inquiry.model_validate({**made, "on": today})),)
        case BeginExcludedTime():
            return _begin(case, command, today, law)
        case EndExcludedTime():
            if case.trial.excluding is None:
                raise Refused("arl.nothing_excluded", "没有正在进行的鉴定或者现场勘验。", cite=INQUIRY)
            return (ExcludedTimeEnded(on=today, by=command.by, result=command.result),)
        case _:
            assert_never(command)


def _inquiry_faults(command: Inquire) -> list[Fault]:
    faults = []
    if command.way not in CODES.inquiry_ways:
        faults.append(Fault("arl.inquiry_way", "请选择调查取证的方式。", INQUIRY, "way"))
    if len(set(command.officers)) < FEWEST_OFFICERS:
        faults.append(Fault("arl.two_officers", "调查取证时，行政复议人员不得少于两人。", OFFICERS, "officers"))
    if not command.cards_shown:
        faults.append(Fault("arl.cards", "调查取证时，应当出示行政复议工作证件。", OFFICERS, "cards_shown"))
    return faults


def _begin(case: Case, command: BeginExcludedTime, today: date, law: Law) -> tuple[AnyEvent, ...]:
    found = CODES.excluded_times.get(command.ground)
    if found is None:
        raise Refused("arl.excluded_ground", "请选择鉴定或者现场勘验。", cite=INQUIRY)
    if case.trial.excluding is not None:
        raise Refused("arl.already_excluded", "已有鉴定或者现场勘验在进行，请先登记其结束。", cite=found.cite)
    clock = case.clocks.get(DECIDE[case.procedure or "ordinary"])
    if clock is not None and clock.is_live:
        law.check_suspension(clock, command.ground, today)
        clock.suspend(today, command.ground, found.cite)
    began = ExcludedTimeBegan(on=today, by=command.by, ground=command.ground, matter=command.matter, cite=found.cite)
    return (began,)


def owed(case: Case) -> list[Fault]:
    """An appraisal that is still under way: its result is awaited."""
    running = case.trial.excluding
    if running is None:
        return []
    title = CODES.excluded_times[running.ground].title
    return [Fault("arl.excluded_runs", f"{title}尚未结束。", CODES.excluded_times[running.ground].cite, "procedure")]


def evolve(case: Case, event: InquiryMade | ExcludedTimeBegan | ExcludedTimeEnded) -> Case:
    """Apply one fact; the limit to decide stands still as long as the appraisal or the inspection takes."""
    trial, key = case.trial, DECIDE[case.procedure or "ordinary"]
    live = case.clocks.is_live(key)
    match event:
        case InquiryMade():
            return case.in_trial(inquiries=(*trial.inquiries, event.inquiry))
        case ExcludedTimeBegan():
            clocks = case.clocks.suspend(key, event.on, event.ground, event.cite) if live else case.clocks
            began = ExcludedTime(ground=event.ground, matter=event.matter, from_on=event.on)
            return case.model_copy(update={"clocks": clocks}).in_trial(excluded=(*trial.excluded, began))
        case ExcludedTimeEnded():
            clocks = case.clocks.resume(key, event.on) if live else case.clocks
            ended = {"until_on": event.on, "result": event.result}
            excluded = tuple(e if e.until_on else e.model_copy(update=ended) for e in trial.excluded)
            return case.model_copy(update={"clocks": clocks}).in_trial(excluded=excluded)
        case _:
            assert_never(event)
