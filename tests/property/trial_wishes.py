"""One maker for each command of the trial: procedure, hearing, committee, evidence, inquiries, stay, review of the basis."""

from collections.abc import Callable
from datetime import date, time, timedelta

from services.reconsideration import commands as c
from services.reconsideration.domain import Case

Wish = Callable[[Case], c.AnyCommand]
# They ask for much that chance alone seldom brings, and would keep most walks from a decision.
HINDERING = frozenset({"record_complexity", "consult_committee", "request_attached_review", "call_hearing"})


def trial_wishes(on: date, order: int) -> dict[str, Wish]:
    """Lawful and unlawful ones by the order of the wish."""
    return {**_of_hearing(on, order), **_of_evidence(on, order), **_of_basis(order)}


def _of_hearing(on: date, order: int) -> dict[str, Wish]:
    call = c.CallHearing(
        held_on=on + timedelta(days=20),
        at=time(9),
        place="听证室",
        matters="事实",
        presiding="甲",
        listeners=("乙", "丙") if order % 2 else ("乙",),
        recorder="丁",
    )
    move = c.MoveHearing(held_on=on + timedelta(days=order), at=time(9), place="听证室", reason="调整")
    held = c.RecordHearing(applicant_came=order % 2 == 0, respondent_came=True, head_came=True, record="笔录")
    return {
        "choose_summary": lambda _: c.ChooseSummary(summary_type="all_agree", all_agree=order % 2 == 0),
        "convert_to_ordinary": lambda _: c.ConvertToOrdinary(reason="复杂"),
        "record_complexity": lambda _: c.RecordComplexity(grounds=("mass_concern",) if order % 2 else ()),
        "call_hearing": lambda _: call,
        "move_hearing": lambda _: move,
        "record_hearing": lambda _: held,
        "consult_committee": lambda _: c.ConsultCommittee(cases=("needed",), questions="如何"),
        "record_committee_opinion": lambda _: c.RecordCommitteeOpinion(opinion="撤销", advised="REVOKE"),
        "explain_departure": lambda _: c.ExplainDeparture(reason="新事实"),
        "order_stay": lambda _: c.OrderStay(ground="asked" if order % 2 else "mercy", reason="损失"),
        "decline_stay": lambda _: c.DeclineStay(reason="不合理"),
        "lift_stay": lambda _: c.LiftStay(reason="消除"),
    }


def _of_evidence(on: date, order: int) -> dict[str, Wish]:
    item = c.RecordEvidence(
        kind="documentary",
        title="台账",
        submitter=("applicant", "respondent", "third_party")[order % 3],
        proves="damage",
        purpose="损失",
        collected_on=on - timedelta(days=order),
    )
    more = c.SupplementEvidence(kind="witness", title="证言", proves="legality", purpose="回应")
    officers = ("甲", "乙") if order % 2 else ("甲",)
    inquiry = c.Inquire(way="question", of="某店", officers=officers, cards_shown=True, record="笔录")
    reading = c.RecordFileReading(reader="申请人", material="答复", refused=None if order % 2 else "privacy")
    return {
        "record_evidence": lambda _: item,
        "allow_supplement": lambda _: c.AllowSupplement(raised_by="applicant", matter="新理由"),
        "supplement_evidence": lambda _: more,
        "examine_evidence": lambda _: c.ExamineEvidence(number=1 + order, examination="属实", admitted=True),
        "record_file_reading": lambda _: reading,
        "inquire": lambda _: inquiry,
        "begin_excluded_time": lambda _: c.BeginExcludedTime(ground="appraisal", matter="笔迹"),
        "end_excluded_time": lambda _: c.EndExcludedTime(result="属实"),
    }


def _of_basis(order: int) -> dict[str, Wish]:
    ask = c.RequestAttachedReview(
        kind="local" if order else "rule",
        document="普规1号",
        provision="第五条",
        maker="某局",
        reason="超越权限",
    )
    result = "lawful" if order % 2 else "against_higher_law"
    return {
        "request_attached_review": lambda _: ask,
        "decline_attached_review": lambda _: c.DeclineAttachedReview(reason="不是依据"),
        "take_up_attached_review": lambda _: c.TakeUpAttachedReview(competent=order % 2 == 0),
        "notify_basis_maker": lambda _: c.NotifyBasisMaker(),
        "file_basis_reply": lambda _: c.FileBasisReply(reply="合法"),
        "transfer_basis": lambda _: c.TransferBasis(receiver="市政府"),
        "conclude_attached_review": lambda _: c.ConcludeAttachedReview(result=result, opinion="意见"),
    }
