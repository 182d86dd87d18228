"""听证: when it is a duty, five clear working days of notice, who must come, and what staying away means."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Fault, Refused

from ..commands import (
    CallHearing,
    ConsultCommittee,
    ExplainDeparture,
    HearingWish,
    MoveHearing,
    RecordCommitteeOpinion,
    RecordComplexity,
    RecordHearing,
)
from ..events import (
    AnyEvent,
    CommitteeConsulted,
    CommitteeOpinionRecorded,
    ComplexityRecorded,
    DepartureExplained,
    HearingCalled,
    HearingEvent,
    HearingHeld,
    HearingMoved,
)
from ..parts.trial import Attendance, Hearing, Panel
from . import committee
from .case import CODES, HEARING_NOTICE, Case

HELD, NOTICE, ABSENCE = "行政复议法 第五十条", "行政复议法 第五十一条第一款", "行政复议法 第五十一条第二款"
FEWEST_LISTENERS = 2


def decide(case: Case, command: HearingWish, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case RecordComplexity():
            return _complex(command, today)
        case CallHearing():
            if faults := calling_faults(case, command, today, law):
                raise Refused.of(faults)
            return (HearingCalled(on=today, by=command.by, hearing=_called(command, today)),)
        case MoveHearing():
            if faults := _moving_faults(case, command, today, law):
                raise Refused.of(faults)
            told = command.model_dump(exclude={"type", "by"})
            return (HearingMoved.model_validate({**told, "on": today, "by": command.by}),)
        case RecordHearing():
            if faults := _record_faults(case, command, today, law):
                raise Refused.of(faults)
            came = Attendance.model_validate(command.model_dump(include=set(Attendance.model_fields)))
            return (HearingHeld(on=today, by=command.by, attendance=came, record=command.record),)
        case ConsultCommittee() | RecordCommitteeOpinion() | ExplainDeparture():
            return committee.decide(case, command, today)
        case _:
            assert_never(command)


def _complex(command: RecordComplexity, today: date) -> tuple[AnyEvent, ...]:
    faults = [
        Fault("arl.complexity", f"没有“{code}”这一情形。", HELD, "grounds")
        for code in command.grounds
        if code not in CODES.complexity_grounds
    ]
    if not command.grounds and not command.technical:
        faults.append(
            Fault("arl.complexity", "请选明重大、疑难、复杂的情形，或者专业性、技术性较强。", HELD, "grounds")
        )
    if faults:
        raise Refused.of(faults)
    return (ComplexityRecorded(on=today, by=command.by, grounds=command.grounds, technical=command.technical),)


def _called(command: CallHearing, today: date) -> Hearing:
    panel = Panel(presiding=command.presiding, listeners=command.listeners, recorder=command.recorder)
    return Hearing(
        on=command.held_on,
        at=command.at,
        place=command.place,
        matters=command.matters,
        panel=panel,
        called_on=today,
    )


def calling_faults(case: Case, command: CallHearing, today: date, law: Law) -> list[Fault]:
    """Everything that keeps this hearing from being called, all at once."""
    faults = []
    if case.procedure != "ordinary":
        faults.append(Fault("arl.hearing_ordinary", "简易程序不举行听证；需要听证的，先转为普通程序。", HELD))
    if case.trial.hearing is not None and not case.trial.hearing.is_held:
        faults.append(Fault("arl.hearing_called", "已通知听证；时间、地点有变的，请变更听证。", HELD))
    if len(set(command.listeners)) < FEWEST_LISTENERS:
        text = "听证由一名主持人、两名以上听证员主持，请填写至少两名听证员。"
        faults.append(Fault("arl.hearing_panel", text, "行政复议法 第五十条第三款", "listeners"))
    if len({command.presiding, command.recorder, *command.listeners}) < len(command.listeners) + 2:
        text = "主持人、听证员、记录员须由不同的人担任。"
        faults.append(Fault("arl.hearing_people", text, "行政复议法 第五十条第三款", "presiding"))
    return faults + _notice_faults(case, command.held_on, today, law)


def last_notice_on(case: Case, held_on: date, law: Law) -> date | None:
    """The last day on which the notice of a hearing may reach the parties, counted backwards from the hearing."""
    return law.reckon(HEARING_NOTICE, held_on, law_on=case.law_on).due_on


def _notice_faults(case: Case, held_on: date, today: date, law: Law) -> list[Fault]:
    last = last_notice_on(case, held_on, law)
    if last is None or today <= last:
        return []
    text = f"{held_on}举行听证，最晚应当于{last}通知当事人，今天通知已经来不及。"
    return [Fault("arl.hearing_notice", text, NOTICE, "held_on")]


def _moving_faults(case: Case, command: MoveHearing, today: date, law: Law) -> list[Fault]:
    """A later hearing is told at once; an earlier one needs its full notice again (听证办法 第四条)."""
    hearing = case.trial.hearing
    if hearing is None or hearing.is_held:
        return [Fault("arl.no_hearing", "没有尚未举行的听证。", NOTICE)]
    if command.held_on < today:
        return [Fault("arl.hearing_past", "听证日期不能早于今天。", NOTICE, "held_on")]
    return _notice_faults(case, command.held_on, today, law) if command.held_on < hearing.on else []


def _record_faults(case: Case, command: RecordHearing, today: date, law: Law) -> list[Fault]:
    hearing = case.trial.hearing
    if hearing is None or hearing.is_held:
        return [Fault("arl.no_hearing", "没有尚未举行的听证。", HELD)]
    if today < hearing.on:
        return [Fault("arl.hearing_not_yet", f"听证定于{hearing.on}举行，尚不能登记笔录。", HELD)]
    faults = _served_faults(case, hearing, law)
    if not command.applicant_came and command.applicant_excuse.strip():
        text = "申请人有正当理由未到场的，不能视为放弃听证权利，请变更听证时间。"
        faults.append(Fault("arl.hearing_excused", text, ABSENCE, "applicant_excuse"))
    if not command.head_came and not command.head_excuse.strip():
        text = "被申请人的负责人未参加听证的，应当说明理由并委托相应的工作人员参加，请写明。"
        faults.append(Fault("arl.hearing_head", text, ABSENCE, "head_excuse"))
    return faults


def _served_faults(case: Case, hearing: Hearing, law: Law) -> list[Fault]:
    """The first notice must have reached every party in time; a move is told with its reason, however late."""
    if hearing.told > 1:
        return []
    last = last_notice_on(case, hearing.on, law)
    sent = [one for one in case.deliveries if one.paper == "hearing_notice" and one.state != "replaced"]
    latest = {one.recipient: one for one in sent}
    late = [one for one in latest.values() if one.served_on is None or (last is not None and one.served_on > last)]
    text = f"听证通知书未在{last}以前送达每一方当事人，请变更听证时间。"
    return [Fault("arl.hearing_notice_late", text, NOTICE)] if late else []


def owed(case: Case) -> list[Fault]:
    """What the trial of a case still owes before it may be decided: a hearing that is a duty, the committee's opinion."""
    hearing = case.trial.hearing
    faults = committee.owed(case)
    if case.trial.complexity and (hearing is None or not hearing.is_held):
        text = "重大、疑难、复杂的案件应当组织听证，尚未举行。"
        faults.append(Fault("arl.no_hearing_held", text, "行政复议法 第五十条第一款", "procedure"))
    return faults


def evolve(case: Case, event: HearingEvent) -> Case:
    """Apply one fact of this stage."""
    trial = case.trial
    match event:
        case ComplexityRecorded():
            return case.in_trial(complexity=event.grounds, technical=event.technical)
        case HearingCalled():
            return case.in_trial(hearing=event.hearing)
        case HearingMoved():
            change = {"on": event.held_on, "at": event.at, "place": event.place}
            was = trial.hearing
            moved = was.model_copy(update={**change, "told": was.told + 1}) if was else None
            return case.in_trial(hearing=moved)
        case HearingHeld():
            change = {"attendance": event.attendance, "record": event.record}
            return case.in_trial(hearing=trial.hearing.model_copy(update=change) if trial.hearing else None)
        case CommitteeConsulted() | CommitteeOpinionRecorded() | DepartureExplained():
            return committee.evolve(case, event)
        case _:
            assert_never(event)
