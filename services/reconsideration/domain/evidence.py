"""证据: eight kinds, who proves what, the ban on collecting it later, and the absence that silence brings about."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Fault, Refused

from ..commands import (
    AllowSupplement,
    BeginExcludedTime,
    EndExcludedTime,
    EvidenceWish,
    ExamineEvidence,
    Inquire,
    RecordEvidence,
    RecordFileReading,
    SupplementEvidence,
)
from ..events import (
    AnyEvent,
    EvidenceEvent,
    EvidenceExamined,
    EvidenceRecorded,
    EvidenceSupplemented,
    ExcludedTimeBegan,
    ExcludedTimeEnded,
    FileRead,
    InquiryMade,
    SupplementAllowed,
)
from ..parts.trial import Evidence, FileReading
from . import inquiry
from .case import CODES, Case

KINDS, BURDEN, EXAMINED = "行政复议法 第四十三条第一款", "行政复议法 第四十四条", "行政复议法 第四十三条第二款"
BAN, LEAVE, SILENCE = "行政复议法 第四十六条第一款", "行政复议法 第四十六条第二款", "行政复议法 第七十条"


def decide(case: Case, command: EvidenceWish, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case RecordEvidence():
            return _record(case, command, today)
        case AllowSupplement():
            if case.trial.supplement_for:
                raise Refused("arl.supplement_allowed", "已同意被申请人补充证据，尚未提交。", cite=LEAVE)
            allowed = SupplementAllowed(on=today, by=command.by, raised_by=command.raised_by, matter=command.matter)
            return (allowed,)
        case SupplementEvidence():
            return _supplement(case, command, today)
        case ExamineEvidence():
            if command.number > len(case.trial.evidence):
                raise Refused("arl.no_such_evidence", f"没有第{command.number}号证据。", cite=EXAMINED)
            told = command.model_dump(exclude={"type", "by"})
            return (EvidenceExamined.model_validate({**told, "on": today, "by": command.by}),)
        case RecordFileReading():
            return _read(command, today)
        case Inquire() | BeginExcludedTime() | EndExcludedTime():
            return inquiry.decide(case, command, today, law)
        case _:
            assert_never(command)


def _coded_faults(kind: str, proves: str) -> list[Fault]:
    faults = []
    if kind not in CODES.evidence_kinds:
        faults.append(Fault("arl.evidence_kind", "请选择证据的种类。", KINDS, "kind"))
    if proves not in CODES.burdens:
        faults.append(Fault("arl.evidence_proves", "请选择待证事项。", BURDEN, "proves"))
    return faults


def _record(case: Case, command: RecordEvidence, today: date) -> tuple[AnyEvent, ...]:
    faults = _coded_faults(command.kind, command.proves)
    if command.collected_on is not None and command.collected_on > today:
        faults.append(Fault("arl.collected_in_future", "取证日期不能晚于今天。", KINDS, "collected_on"))
    if command.submitter == "respondent":
        faults += _respondent_faults(case, command)
    if faults:
        raise Refused.of(faults)
    told = command.model_dump(exclude={"type", "by"})
    evidence = Evidence.model_validate({**told, "submitted_on": today})
    return (EvidenceRecorded(on=today, by=command.by, evidence=evidence),)


def _respondent_faults(case: Case, command: RecordEvidence) -> list[Fault]:
    """The organ brings its evidence with its reply, in time, and made before the reconsideration began."""
    if case.evidence_barred:
        text = "被申请人未按规定答复，视为没有证据、依据，不能再登记其证据。"
        return [Fault("arl.evidence_barred", text, SILENCE, "submitter")]
    faults = []
    if case.reply is None or command.title not in case.reply.evidence:
        text = "答复书的证据目录中没有这一证据；答复后补充证据，须经行政复议机构同意。"
        faults.append(Fault("arl.not_in_reply", text, LEAVE, "title"))
    if command.collected_on is not None and case.accepted_on is not None and command.collected_on >= case.accepted_on:
        text = "行政复议期间，被申请人不得自行向申请人和其他有关单位或者个人收集证据，自行收集的不作为证据。"
        faults.append(Fault("arl.collected_later", text, BAN, "collected_on"))
    return faults


def _supplement(case: Case, command: SupplementEvidence, today: date) -> tuple[AnyEvent, ...]:
    faults = _coded_faults(command.kind, command.proves)
    if not case.trial.supplement_for:
        text = "申请人或者第三人提出新的理由或者证据的，经行政复议机构同意，才能补充证据。"
        faults.append(Fault("arl.no_leave", text, LEAVE))
    if case.evidence_barred:
        faults.append(Fault("arl.evidence_barred", "未按规定答复，视为没有证据、依据，不能再补充证据。", SILENCE))
    if faults:
        raise Refused.of(faults)
    told = command.model_dump(exclude={"type", "by"})
    evidence = Evidence.model_validate({**told, "submitter": "respondent", "submitted_on": today})
    return (EvidenceSupplemented(on=today, by=command.by, evidence=evidence),)


def _read(command: RecordFileReading, today: date) -> tuple[AnyEvent, ...]:
    if command.refused is not None and command.refused not in CODES.reading_refusals:
        text = "除法定情形外，行政复议机构应当同意查阅、复制，请选明不同意的情形。"
        raise Refused("arl.reading_refused", text, cite="行政复议法 第四十七条")
    reading = FileReading(reader=command.reader, material=command.material, on=today, refused=command.refused)
    return (FileRead(on=today, by=command.by, reading=reading),)


def third_party_proves(case: Case) -> bool:
    """The exception of 第七十条: a third party whose rights the act touches has brought evidence that holds."""
    return any(one.submitter == "third_party" and one.admitted for one in case.trial.evidence)


def evolve(case: Case, event: EvidenceEvent) -> Case:
    """Apply one fact of this stage."""
    trial = case.trial
    match event:
        case EvidenceRecorded():
            return case.in_trial(evidence=(*trial.evidence, event.evidence))
        case SupplementAllowed():
            return case.in_trial(supplement_for=event.matter)
        case EvidenceSupplemented():
            return case.in_trial(evidence=(*trial.evidence, event.evidence), supplement_for="")
        case EvidenceExamined():
            change = {"examination": event.examination, "admitted": event.admitted}
            items = list(trial.evidence)
            items[event.number - 1] = items[event.number - 1].model_copy(update=change)
            return case.in_trial(evidence=tuple(items))
        case FileRead():
            return case.in_trial(readings=(*trial.readings, event.reading))
        case InquiryMade() | ExcludedTimeBegan() | ExcludedTimeEnded():
            return inquiry.evolve(case, event)
        case _:
            assert_never(event)
