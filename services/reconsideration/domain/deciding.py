"""决定: draft, review, signature, issue - text and outcome cannot disagree, and nobody signs alone."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Refused

from ..commands import (
    BypassReview,
    CloseCase,
    Deciding,
    DiscussDecision,
    DraftDecision,
    IssueDecision,
    ReviewDecision,
    SignDecision,
)
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
    ReviewBypassed,
)
from ..parts import Delivery
from ..parts.people import Bypass, Discussion
from .case import DECIDE, REPLY, Case
from .closing import closing_faults
from .drafting import draft_faults
from .people import signing_faults


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
        case BypassReview():
            _not_the_drafter(case, command.by.id, "越过审核报送")
            return (ReviewBypassed(on=today, by=command.by, reason=command.reason),)
        case DiscussDecision():
            return _discussed(case, command, today, law)
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


def _not_the_drafter(case: Case, who: str, what: str) -> None:
    if who in case.drafters:
        raise Refused("arl.own_draft", f"拟稿人不能{what}自己拟定的决定。", cite="行政复议法 第六十一条第一款")


def _sign(case: Case, command: SignDecision, today: date, law: Law) -> tuple[AnyEvent, ...]:
    _not_the_drafter(case, command.by.id, "签发")
    if command.approved:
        passed_on = {one.by.id for one in case.people.bypasses[-1:]} if case.reviewed_by is None else set()
        if command.by.id in passed_on | ({case.reviewed_by.id} if case.reviewed_by else set()):
            raise Refused("arl.own_review", "审核人不能签发自己审核的决定。", cite="行政复议法 第六十一条第一款")
        _is_lawful(case, law)
        return (DecisionSigned(on=today, by=command.by),)
    if not command.comment.strip():
        raise Refused("arl.return_reason", "退回须写明理由。")
    return (DecisionReturned(on=today, by=command.by, comment=command.comment),)


def _is_lawful(case: Case, law: Law) -> None:
    """Since the draft was written a corrected date of service may have undone what it rests on."""
    faults = signing_faults(case)
    if case.draft is not None:
        faults += draft_faults(case, case.draft, law)
    if faults:
        raise Refused.of(faults)


def _discussed(case: Case, command: DiscussDecision, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """集体讨论通过 stands in for the head's agreement; without a majority the draft goes back with the views."""
    _not_the_drafter(case, command.by.id, "主持讨论")
    names = [one.member for one in command.views]
    if len(set(names)) < len(names):
        raise Refused("arl.member_twice", "同一名参加人只能记录一次意见。", cite="行政复议法 第六十一条第一款")
    held = Discussion(held_on=today, views=command.views)
    if held.is_passed:
        _is_lawful(case, law)
        return (DecisionSigned(on=today, by=command.by, discussion=held),)
    views = "；".join(f"{one.member}：{one.view}" for one in held.views if not one.agrees)
    return (DecisionReturned(on=today, by=command.by, comment=f"集体讨论未通过。{views}", discussion=held),)


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
        case ReviewBypassed():
            past = Bypass(on=event.on, by=event.by, step="review_decision", reason=event.reason)
            people = case.people.model_copy(update={"bypasses": (*case.people.bypasses, past)})
            return case.model_copy(update={"state": "REVIEWED", "reviewed_by": None, "people": people})
        case DecisionReturned():
            people = case.people.model_copy(update={"discussion": event.discussion})
            update = {"state": "TRIAL", "returned": event.comment, "reviewed_by": None, "people": people}
            return case.model_copy(update=update)
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
    people = case.people.model_copy(update={"discussion": event.discussion})
    signed = {"signed_by": event.by, "signed_on": event.on, "clocks": clocks, "people": people}
    return case.model_copy(update={"state": "DECIDED", **signed})
