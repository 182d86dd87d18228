"""What the history of a case says of its trial: hearing, committee, evidence, inquiries, stay, review of the basis."""

from collections.abc import Mapping

from .. import events
from ..domain import CODES
from ..events import AnyEvent

TITLES: Mapping[str, str] = {
    "summary_chosen": "适用简易程序",
    "converted_to_ordinary": "转为普通程序",
    "evidence_recorded": "登记证据",
    "supplement_allowed": "同意被申请人补充证据",
    "evidence_supplemented": "被申请人补充证据",
    "evidence_examined": "审查证据",
    "inquiry_made": "调查取证",
    "excluded_time_began": "开始鉴定或者现场勘验",
    "excluded_time_ended": "鉴定或者现场勘验结束",
    "complexity_recorded": "认定重大、疑难、复杂",
    "hearing_called": "通知听证",
    "hearing_moved": "变更听证",
    "hearing_held": "举行听证",
    "committee_consulted": "提请行政复议委员会咨询",
    "committee_opinion_recorded": "记录咨询意见",
    "departure_explained": "说明不采纳咨询意见的理由",
    "stay_ordered": "决定停止执行",
    "stay_declined": "决定不停止执行",
    "stay_lifted": "恢复执行",
    "attached_review_requested": "提出附带审查",
    "attached_review_declined": "不予附带审查",
    "attached_review_taken_up": "处理附带审查",
    "basis_maker_notified": "通知制定机关答复",
    "basis_reply_filed": "收到制定机关答复",
    "basis_transferred": "转送有权处理的机关",
    "attached_review_concluded": "作出附带审查结论",
    "notice_issued": "制发程序性文书",
}
COMMANDS: Mapping[str, str] = {
    "summary_chosen": "choose_summary",
    "converted_to_ordinary": "convert_to_ordinary",
    "evidence_recorded": "record_evidence",
    "supplement_allowed": "allow_supplement",
    "evidence_supplemented": "supplement_evidence",
    "evidence_examined": "examine_evidence",
    "file_read": "record_file_reading",
    "inquiry_made": "inquire",
    "complexity_recorded": "record_complexity",
    "hearing_called": "call_hearing",
    "hearing_moved": "move_hearing",
    "hearing_held": "record_hearing",
    "committee_consulted": "consult_committee",
    "committee_opinion_recorded": "record_committee_opinion",
    "departure_explained": "explain_departure",
    "stay_declined": "decline_stay",
    "stay_lifted": "lift_stay",
    "attached_review_requested": "request_attached_review",
    "attached_review_declined": "decline_attached_review",
    "attached_review_taken_up": "take_up_attached_review",
    "basis_maker_notified": "notify_basis_maker",
    "basis_reply_filed": "file_basis_reply",
    "basis_transferred": "transfer_basis",
    "attached_review_concluded": "conclude_attached_review",
}


def title(fact: AnyEvent) -> str | None:
    """What one fact of the trial is called; nothing for every other fact."""
    if isinstance(fact, events.FileRead):
        return "不同意查阅、复制案卷" if fact.reading.refused else "查阅、复制案卷"
    return TITLES.get(fact.type)


def detail(fact: AnyEvent) -> str | None:
    """What else a person wants to know of one fact of the trial."""
    match fact:
        case events.SummaryChosen():
            return CODES.summary_types[fact.summary_type].title
        case events.ComplexityRecorded():
            return "；".join(CODES.complexity_grounds[code].title for code in fact.grounds) or None
        case events.HearingCalled():
            return f"{fact.hearing.on} {fact.hearing.at:%H:%M}，{fact.hearing.place}"
        case events.HearingMoved():
            return f"{fact.held_on} {fact.at:%H:%M}，{fact.place}。{fact.reason}"
        case events.HearingHeld():
            waived = "申请人无正当理由未到场，视为放弃听证权利。" if not fact.attendance.applicant_came else ""
            return waived + fact.record
        case events.CommitteeConsulted():
            return fact.consultation.questions
        case events.CommitteeOpinionRecorded():
            return fact.opinion
        case events.NoticeIssued():
            return f"{fact.paper.title} {fact.paper.number}"
        case _:
            return _of_evidence(fact) or _of_stay(fact)


def _of_evidence(fact: AnyEvent) -> str | None:
    match fact:
        case events.EvidenceRecorded() | events.EvidenceSupplemented():
            return f"{CODES.evidence_kinds[fact.evidence.kind].title}：{fact.evidence.title}"
        case events.SupplementAllowed():
            return fact.matter
        case events.EvidenceExamined():
            return f"第{fact.number}号：{fact.examination}"
        case events.FileRead():
            because = f"（{CODES.reading_refusals[fact.reading.refused].title}）" if fact.reading.refused else ""
            return f"{fact.reading.reader}：{fact.reading.material}{because}"
        case events.InquiryMade():
            return f"{fact.inquiry.of}；调查人员：{'、'.join(fact.inquiry.officers)}"
        case events.ExcludedTimeBegan():
            return f"{CODES.excluded_times[fact.ground].title}：{fact.matter}"
        case events.ExcludedTimeEnded():
            return fact.result
        case _:
            return None


def _of_stay(fact: AnyEvent) -> str | None:
    match fact:
        case events.StayOrdered():
            return f"{CODES.stay_grounds[fact.ground].title}。{fact.reason}"
        case events.ConvertedToOrdinary() | events.StayDeclined() | events.StayLifted():
            return fact.reason
        case events.DepartureExplained() | events.AttachedReviewDeclined():
            return fact.reason
        case events.AttachedReviewRequested():
            return f"{fact.review.document}（{fact.review.provision}）"
        case events.AttachedReviewTakenUp():
            return "本机关有权处理" if fact.competent else "本机关无权处理，转送有权处理的机关"
        case events.BasisTransferred():
            return fact.receiver
        case events.AttachedReviewConcluded():
            return f"{CODES.basis_results[fact.result].title}。{fact.opinion}"
        case _:
            return None


def cite(fact: AnyEvent) -> str | None:
    """The provision of a fact whose ground names it more exactly than its step does."""
    match fact:
        case events.StayOrdered():
            return CODES.stay_grounds[fact.ground].cite
        case events.ExcludedTimeBegan():
            return fact.cite
        case events.SummaryChosen():
            return CODES.summary_types[fact.summary_type].cite
        case _:
            return None
