"""裁决: draft, signature by somebody else, issue, end of the file."""

from datetime import date
from typing import assert_never

from services.kernel.refusal import Fault, Refused

from ..codes import OUTCOMES
from ..commands import CloseCase, Deciding, DraftDecision, IssueDecision, SignDecision
from ..events import (
    AnyEvent,
    CaseClosed,
    DecidingEvent,
    DecisionDrafted,
    DecisionIssued,
    DecisionReturned,
    DecisionSigned,
)
from ..parts import Delivery, Draft
from .case import REPLY, SEND_COPY, Case
from .exchange import REPLYING


def decide(case: Case, command: Deciding, today: date) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case DraftDecision():
            if faults := draft_faults(case, command.draft):
                raise Refused.of(faults)
            return (DecisionDrafted(on=today, by=command.by, draft=command.draft),)
        case SignDecision():
            return _sign(case, command, today)
        case IssueDecision():
            return (DecisionIssued(on=today, by=command.by, paper=command.paper, deliveries=command.deliveries),)
        case CloseCase():
            if case.outstanding("decision"):
                raise Refused("adj.not_served", "裁决书尚未送达双方，不能结案。", cite=case.kind.cite)
            return (CaseClosed(on=today, by=command.by),)
        case _:
            assert_never(command)


def draft_faults(case: Case, draft: Draft) -> list[Fault]:
    """Everything that keeps this draft from being a lawful decision, all at once."""
    basis = case.kind.cite
    outcome = OUTCOMES.get(draft.outcome)
    faults = [
        Fault("adj.unwritten", f"请写明{title}。", basis, field)
        for field, title, text in (("found", "审理查明的事实", draft.found), ("reasons", "裁决的理由", draft.reasons))
        if not text.strip()
    ]
    if outcome is None:
        faults.append(Fault("adj.outcome", "请选择裁决结果。", basis, "outcome"))
    elif outcome.needs_terms and not draft.terms.strip():
        faults.append(Fault("adj.terms", f"“{outcome.title}”须写明裁决的具体内容。", basis, "terms"))
    elif not outcome.needs_terms and draft.terms.strip():
        faults.append(Fault("adj.no_terms", f"“{outcome.title}”不能另写具体内容，正文与结果须一致。", basis, "terms"))
    if not has_been_heard(case):
        text = "被申请人的答复期限尚未届满，也未收到答复，不能拟定裁决。"
        faults.append(Fault("adj.no_reply_yet", text, REPLYING, "procedure"))
    return faults


def has_been_heard(case: Case) -> bool:
    """Whether the respondent answered, or let the time to answer pass."""
    return case.reply is not None or (REPLY in case.clocks and not case.clocks.is_live(REPLY))


def _sign(case: Case, command: SignDecision, today: date) -> tuple[AnyEvent, ...]:
    if case.drafted_by is not None and case.drafted_by.id == command.by.id:
        raise Refused("adj.own_draft", "拟稿人不能签发自己拟定的裁决。", cite=case.kind.cite)
    if command.approved and not has_been_heard(case):
        text = "送达日期已更正，被申请人的答复期限重新计算，尚未届满，不能签发。"
        raise Refused("adj.no_reply_yet", text, cite=REPLYING)
    if command.approved:
        return (DecisionSigned(on=today, by=command.by),)
    if not command.comment.strip():
        raise Refused.of([Fault("adj.return_reason", "退回须写明理由。", case.kind.cite, "comment")])
    return (DecisionReturned(on=today, by=command.by, comment=command.comment),)


def evolve(case: Case, event: DecidingEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case DecisionDrafted():
            change = {"state": "DRAFTED", "draft": event.draft, "drafted_by": event.by, "returned": ""}
            return case.model_copy(update=change)
        case DecisionReturned():
            return case.model_copy(update={"state": "TRIAL", "returned": event.comment})
        case DecisionSigned():
            return _signed(case, event)
        case DecisionIssued():
            asked = tuple(Delivery(**one.model_dump()) for one in event.deliveries)
            return case.model_copy(
                update={
                    "state": "DECIDED",
                    "papers": (*case.papers, event.paper),
                    "deliveries": (*case.deliveries, *asked),
                }
            )
        case CaseClosed():
            return case.model_copy(update={"state": "CLOSED", "clocks": case.clocks.close_all(event.on)})
        case _:
            assert_never(event)


def _signed(case: Case, event: DecisionSigned) -> Case:
    """The decision is made (作出) on the day of signature; its own limit ends with it."""
    clocks = case.met(case.kind.decide, event.on)
    for key in (REPLY, SEND_COPY):
        clocks = clocks.close(key, event.on) if clocks.is_live(key) else clocks
    change = {"state": "SIGNED", "signed_by": event.by, "signed_on": event.on, "clocks": clocks}
    return case.model_copy(update=change)
