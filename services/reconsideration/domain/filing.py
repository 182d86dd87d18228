"""提出申请: how the applicant came to know, what kept him, through whom he applied, and mediation before acceptance."""

from datetime import date
from typing import assert_never

from services.kernel.filing_window import Knowledge, Obstacle
from services.kernel.law import Law
from services.kernel.opening import opening_codes
from services.kernel.refusal import Fault, Refused

from ..commands.filing import (
    EndOfferedMediation,
    Filing,
    OfferMediation,
    RecordForwarding,
    RecordKnowledge,
    RecordObstacle,
    RecordOralApplication,
)
from ..events.filing import (
    FilingEvent,
    ForwardingRecorded,
    KnowledgeRecorded,
    MediationOffered,
    ObstacleRecorded,
    OfferedMediationEnded,
    OralApplicationRecorded,
)
from ..parts.opening import Forwarding
from .case import Case

CODES = opening_codes()
FORWARD, APPLICATION = "arl.forward", "行政复议法 第二十条第一款"
ORAL, OBSTACLE, VOLUNTARY = "行政复议法实施条例 第二十条", "行政复议法 第二十条第二款", "行政复议法 第五条"


def decide(case: Case, command: Filing, today: date, law: Law) -> tuple[FilingEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case RecordKnowledge():
            return _know(case, command, today)
        case RecordObstacle():
            return _obstacle(case, command, today)
        case RecordForwarding():
            return _forward(case, command, today, law)
        case RecordOralApplication():
            if not command.confirmed:
                raise Refused("arl.oral_unconfirmed", "口头申请笔录须向申请人核对或者宣读，并由其签字确认。", cite=ORAL)
            return (OralApplicationRecorded(on=today, by=command.by, record=command.record),)
        case OfferMediation():
            return _offer(case, command, today)
        case EndOfferedMediation():
            return (OfferedMediationEnded(on=today, by=command.by, reason=command.reason),)
        case _:
            assert_never(command)


def _know(case: Case, command: RecordKnowledge, today: date) -> tuple[FilingEvent, ...]:
    faults = []
    if command.manner not in CODES.manners:
        faults.append(Fault("arl.manner", "请选择知道行政行为的方式。", "行政复议法实施条例 第十五条", "manner"))
    if command.known_on is None and command.manner not in {"unknown", "urgent"}:
        faults.append(Fault("arl.known_on", "请填写知道或者应当知道之日。", APPLICATION, "known_on"))
    if command.longer_days is not None and not command.longer_basis.strip():
        faults.append(
            Fault("arl.longer_basis", "申请期限长于一般期限的，须写明法律依据。", APPLICATION, "longer_basis")
        )
    faults += [
        Fault("arl.known_in_future", "日期不能晚于今天。", APPLICATION, name)
        for name, on in (("known_on", command.known_on), ("told_on", command.told_on))
        if on is not None and on > today
    ]
    if case.act.made_on and command.known_on and command.known_on < case.act.made_on and case.act.kind != "inaction":
        faults.append(Fault("arl.known_too_early", "知道行政行为之日不能早于作出之日。", APPLICATION, "known_on"))
    if faults:
        raise Refused.of(faults)
    known = Knowledge.model_validate(command.model_dump(exclude={"type", "by"}))
    return (KnowledgeRecorded(on=today, by=command.by, known=known),)


def _obstacle(case: Case, command: RecordObstacle, today: date) -> tuple[FilingEvent, ...]:
    faults = []
    if command.until_on < command.from_on:
        faults.append(Fault("arl.obstacle_order", "障碍消除之日不能早于发生之日。", OBSTACLE, "until_on"))
    if command.until_on > today:
        faults.append(Fault("arl.obstacle_future", "障碍消除之日不能晚于今天。", OBSTACLE, "until_on"))
    if any(one.from_on < command.until_on and command.from_on < one.until_on for one in case.filed.obstacles):
        faults.append(Fault("arl.obstacle_twice", "这段时间已经登记过障碍。", OBSTACLE, "from_on"))
    if faults:
        raise Refused.of(faults)
    obstacle = Obstacle(from_on=command.from_on, until_on=command.until_on, reason=command.reason)
    return (ObstacleRecorded(on=today, by=command.by, obstacle=obstacle),)


def _forward(case: Case, command: RecordForwarding, today: date, law: Law) -> tuple[FilingEvent, ...]:
    faults = []
    if command.ground not in CODES.forwarding or case.act.kind != "penalty":
        text = "只有当场作出或者依据电子技术监控设备记录作出的行政处罚，才可以通过处罚机关提交申请。"
        faults.append(Fault("arl.forward_ground", text, "行政复议法 第三十二条第一款", "ground"))
    if command.organ_received_on > case.application.received_on:
        text = "处罚机关收到申请之日不能晚于本机关收到之日。"
        faults.append(Fault("arl.forward_order", text, "行政复议法 第三十二条第二款", "organ_received_on"))
    if faults:
        raise Refused.of(faults)
    due = law.reckon(FORWARD, command.organ_received_on, law_on=case.law_on).due_on
    passed_on = Forwarding(
        ground=command.ground,
        organ_received_on=command.organ_received_on,
        in_time=due is None or case.application.received_on <= due,
    )
    return (ForwardingRecorded(on=today, by=command.by, forwarding=passed_on),)


def _offer(case: Case, command: OfferMediation, today: date) -> tuple[FilingEvent, ...]:
    if case.filed.mediating_since is not None:
        return ()
    faults = [
        Fault("arl.mediation_unwilling", f"受理前调解须经{who}同意。", VOLUNTARY, name)
        for who, is_willing, name in (
            ("申请人", command.applicant_willing, "applicant_willing"),
            ("被申请人", command.respondent_willing, "respondent_willing"),
        )
        if not is_willing
    ]
    if faults:
        raise Refused.of(faults)
    return (MediationOffered(on=today, by=command.by),)


def evolve(case: Case, event: FilingEvent) -> Case:
    """Apply one fact of this stage; no state and no clock changes."""
    return case.model_copy(update={"filed": case.filed.model_copy(update=_change(case, event))})


def _change(case: Case, event: FilingEvent) -> dict[str, object]:
    match event:
        case KnowledgeRecorded():
            return {"known": event.known}
        case ObstacleRecorded():
            return {"obstacles": (*case.filed.obstacles, event.obstacle)}
        case ForwardingRecorded():
            return {"forwarding": event.forwarding}
        case OralApplicationRecorded():
            return {"oral_record": event.record}
        case MediationOffered():
            return {"mediating_since": event.on}
        case OfferedMediationEnded():
            return {"mediating_since": None}
        case _:
            assert_never(event)
