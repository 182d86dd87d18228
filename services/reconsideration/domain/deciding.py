"""决定: draft, review, signature, issue - text and outcome cannot disagree, and nobody signs alone."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Fault, Refused

from ..commands import CloseCase, Deciding, DraftDecision, IssueDecision, ReviewDecision, SignDecision
from ..events import (
    AnyEvent,
    CaseClosed,
    DecidingEvent,
    DecisionDrafted,
    DecisionIssued,
    DecisionReturned,
    DecisionReviewed,
    DecisionSigned,
    DecisionTookEffect,
)
from ..parts import Delivery, Draft
from .case import CODES, DECIDE, REPLY, Case


def decide(case: Case, command: Deciding, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case DraftDecision():
            if faults := draft_faults(case, command.draft, law):
                raise Refused.of(faults)
            return (DecisionDrafted(on=today, by=command.by, draft=command.draft),)
        case ReviewDecision():
            _not_the_drafter(case, command.by.id, "审核")
            return (DecisionReviewed(on=today, by=command.by, approved=command.approved, comment=command.comment),)
        case SignDecision():
            return _sign(case, command, today, law)
        case IssueDecision():
            return (DecisionIssued(on=today, by=command.by, paper=command.paper, deliveries=command.deliveries),)
        case CloseCase():
            if faults := closing_faults(case):
                raise Refused.of(faults)
            return (CaseClosed(on=today, by=command.by),)
        case _:
            assert_never(command)


def draft_faults(case: Case, draft: Draft, law: Law) -> list[Fault]:
    """Everything that keeps this draft from being a lawful decision, all at once."""
    outcome = CODES.outcomes.get(draft.outcome)
    if outcome is None:
        return [Fault("arl.outcome", "请选择决定种类。", "行政复议法 第六十一条第一款", "outcome")]
    faults = [
        Fault("arl.ground", f"“{outcome.title}”不能以“{_ground(code)}”为理由。", outcome.cite, "grounds")
        for code in draft.grounds
        if code not in outcome.grounds
    ]
    if not draft.grounds:
        faults.append(Fault("arl.no_ground", "请选明法定理由。", outcome.cite, "grounds"))
    if not draft.found.strip():
        faults.append(Fault("arl.found", "请写明经审理查明的事实。", "行政复议法 第六十一条第一款", "found"))
    if not draft.reasons.strip():
        faults.append(Fault("arl.reasons", "请写明本机关认为的理由。", "行政复议法 第六十一条第一款", "reasons"))
    if outcome.needs_terms and not draft.terms.strip():
        faults.append(Fault("arl.terms", f"“{outcome.title}”须写明具体内容。", outcome.cite, "terms"))
    if outcome.performs and draft.perform_days is None and _own_period(outcome.period_rule, case, law) is None:
        faults.append(Fault("arl.perform_days", "责令履行须写明履行期限。", outcome.cite, "perform_days"))
    if outcome.inaction_only and case.act.kind != "inaction":
        faults.append(
            Fault("arl.not_inaction", f"“{outcome.title}”只适用于不履行法定职责案件。", outcome.cite, "outcome")
        )
    faults += [
        Fault("arl.finding", f"没有“{code}”这一瑕疵编号。", "行政复议法 第七十六条", "findings")
        for code in draft.findings
        if code not in CODES.defects
    ]
    return faults + _procedure_faults(case, draft)


def _procedure_faults(case: Case, draft: Draft) -> list[Fault]:
    """What the procedure still owes before anyone may decide."""
    faults = []
    if case.reply is None and not case.evidence_barred:
        faults.append(
            Fault(
                "arl.no_reply_yet", "被申请人的答复期限尚未届满，也未收到答复。", "行政复议法 第四十八条", "procedure"
            )
        )
    if case.procedure == "ordinary" and not case.opinions:
        faults.append(
            Fault(
                "arl.not_heard",
                "普通程序应当当面或者通过互联网、电话等方式听取当事人的意见。",
                "行政复议法 第四十九条",
                "procedure",
            )
        )
    if case.evidence_barred and CODES.outcomes[draft.outcome].needs_evidence:
        faults.append(
            Fault(
                "arl.no_evidence",
                "被申请人未按规定答复，视为没有证据、依据，不能作出该种决定。",
                "行政复议法 第七十条",
                "outcome",
            )
        )
    if "G-NOREPLY" in draft.grounds and not case.evidence_barred:
        faults.append(
            Fault("arl.replied", "被申请人已按规定答复，不能以未答复为理由。", "行政复议法 第七十条", "grounds")
        )
    return faults


def _own_period(rule: str | None, case: Case, law: Law) -> int | None:
    """The length that a rule sets where the decision names none (重新作出行政行为的期限)."""
    period = law.at(case.law_on)[rule].period if rule else None
    return period.length if period else None


def _ground(code: str) -> str:
    found = CODES.grounds.get(code)
    return found.title if found else code


def _not_the_drafter(case: Case, who: str, what: str) -> None:
    if who in case.drafters:
        raise Refused("arl.own_draft", f"拟稿人不能{what}自己拟定的决定。", cite="行政复议法 第六十一条第一款")


def _sign(case: Case, command: SignDecision, today: date, law: Law) -> tuple[AnyEvent, ...]:
    _not_the_drafter(case, command.by.id, "签发")
    if command.approved:
        if case.reviewed_by is not None and case.reviewed_by.id == command.by.id:
            raise Refused("arl.own_review", "审核人不能签发自己审核的决定。", cite="行政复议法 第六十一条第一款")
        # Since the draft was written a corrected date of service may have undone what it rests on.
        if case.draft is not None and (faults := draft_faults(case, case.draft, law)):
            raise Refused.of(faults)
        return (DecisionSigned(on=today, by=command.by),)
    if not command.comment.strip():
        raise Refused("arl.return_reason", "退回须写明理由。")
    return (DecisionReturned(on=today, by=command.by, comment=command.comment),)


def closing_faults(case: Case) -> list[Fault]:
    """What is still owed before the file may be archived."""
    faults = [
        Fault("arl.not_served", "尚有文书未送达或者送达不成，不能结案。", "行政复议法 第七十五条第二款")
        for one in case.deliveries
        if one.state in {"requested", "failed"}
    ][:1]
    if case.redaction.state not in {"published", "withheld"}:
        faults.append(Fault("arl.not_published", "尚未公开，也未决定不公开。", "行政复议法 第七十九条第一款"))
    if case.advice.is_open:
        faults.append(Fault("arl.advice_open", "行政复议意见书尚未办结。", "行政复议法 第七十六条"))
    if case.clocks.live():
        faults.append(Fault("arl.clock_runs", "尚有期限在进行。", "行政诉讼法 第四十五条"))
    return faults


def evolve(case: Case, event: DecidingEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case DecisionDrafted():
            drafters = tuple(dict.fromkeys((*case.drafters, event.by.id)))
            return case.model_copy(
                update={
                    "state": "DRAFTED",
                    "draft": event.draft,
                    "drafted_by": event.by,
                    "drafters": drafters,
                    "returned": "",
                }
            )
        case DecisionReviewed():
            if event.approved:
                return case.model_copy(update={"state": "REVIEWED", "reviewed_by": event.by})
            return case.model_copy(update={"state": "TRIAL", "returned": event.comment})
        case DecisionReturned():
            return case.model_copy(update={"state": "TRIAL", "returned": event.comment, "reviewed_by": None})
        case DecisionSigned():
            return _signed(case, event)
        case DecisionIssued():
            asked = tuple(Delivery(**d.model_dump()) for d in event.deliveries)
            return case.model_copy(
                update={
                    "state": "ISSUED",
                    "papers": (*case.papers, event.paper),
                    "deliveries": (*case.deliveries, *asked),
                }
            )
        case DecisionTookEffect():
            return case.model_copy(update={"state": "SERVED", "effective_on": event.on})
        case CaseClosed():
            return case.model_copy(update={"state": "CLOSED", "clocks": case.clocks.close_all(event.on)})
        case _:
            assert_never(event)


def _signed(case: Case, event: DecisionSigned) -> Case:
    """The decision is made (作出) on the day of signature; its own limit and the reply limit end with it."""
    clocks = case.clocks
    for key in (DECIDE[case.procedure or "ordinary"], REPLY[case.procedure or "ordinary"]):
        if clocks.is_live(key):
            clocks = clocks.meet(key, event.on)
    return case.model_copy(update={"state": "DECIDED", "signed_by": event.by, "signed_on": event.on, "clocks": clocks})
