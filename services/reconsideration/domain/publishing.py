"""隐名公开: plan, human review, second reader, release, publication - or a reasoned refusal to publish."""

from datetime import date
from typing import assert_never

from services.kernel.refusal import Refused

from ..commands import (
    ApproveRedaction,
    PlanRedaction,
    Publishing,
    RecordPublication,
    ReleaseRedaction,
    ReviewRedaction,
    WithholdPublication,
)
from ..events import (
    AnyEvent,
    DecisionPublished,
    PublicationWithheld,
    PublishingEvent,
    RedactionApproved,
    RedactionPlanned,
    RedactionReleased,
    RedactionReturned,
    RedactionReviewed,
)
from .case import CODES, Case, Redaction

CITE = "行政复议法 第七十九条第一款"


def decide(case: Case, command: Publishing, today: date) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    state = case.redaction.state
    match command:
        case PlanRedaction():
            return (RedactionPlanned(on=today, by=command.by, plan=command.plan),) if state == "none" else ()
        case ReviewRedaction():
            return _review(case, command, today)
        case ApproveRedaction():
            return _approve(case, command, today)
        case ReleaseRedaction():
            if state in {"released", "published"}:
                return ()
            _require(state == "approved", "公开件须经第二人复核后才能生成。")
            return (RedactionReleased(on=today, by=command.by, pdf_sha256=command.pdf_sha256),)
        case RecordPublication():
            if state == "published":
                return ()
            if command.published_on > today:
                raise Refused("arl.published_in_future", "公开日期不能晚于今天。", cite=CITE)
            # Withheld while the copy was on its way out: it is public all the same, and has to be taken back.
            is_out = state == "withheld" and case.redaction.pdf_sha256 is not None
            _require(state == "released" or is_out, "公开件尚未生成。")
            return (DecisionPublished(on=command.published_on, by=command.by, url=command.url),)
        case WithholdPublication():
            return _withhold(case, command, today)
        case _:
            assert_never(command)


def _require(holds: bool, text: str) -> None:
    if not holds:
        raise Refused("arl.redaction_order", text, cite=CITE)


def _review(case: Case, command: ReviewRedaction, today: date) -> tuple[AnyEvent, ...]:
    # Also after the approval: a copy that its scan stopped must be mended and read again.
    _require(case.redaction.state in {"planned", "reviewed", "approved"}, "隐名方案尚未拟定或者公开件已经生成。")
    planned = case.redaction.plan
    if planned is not None and planned.document_sha256 != command.plan.document_sha256:
        raise Refused("arl.redaction_other_document", "隐名方案与决定书不一致，请重新打开审阅页。", cite=CITE)
    if not command.plan.is_complete:
        raise Refused("arl.redaction_open", "仍有疑似身份信息没有逐项决定遮盖或者保留。", cite=CITE)
    return (RedactionReviewed(on=today, by=command.by, plan=command.plan),)


def _approve(case: Case, command: ApproveRedaction, today: date) -> tuple[AnyEvent, ...]:
    _require(case.redaction.state == "reviewed", "隐名稿尚未审阅。")
    if command.by.id in _first_readers(case):
        raise Refused("arl.second_reader", "复核人不能是决定的拟稿人，也不能是隐名稿的审阅人。", cite=CITE)
    if command.approved:
        return (RedactionApproved(on=today, by=command.by),)
    _require(bool(command.comment.strip()), "退回须写明理由。")
    return (RedactionReturned(on=today, by=command.by, comment=command.comment),)


def _first_readers(case: Case) -> frozenset[str]:
    """Whoever wrote the decision, saved the masks or settled any one of them: none of them is the second reader."""
    plan, saved = case.redaction.plan, case.redaction.reviewed_by
    settled = [*(mask.by for mask in plan.replacements), *(kept.by for kept in plan.kept)] if plan else []
    return frozenset(who for who in (*case.drafters, *settled, saved.id if saved else None) if who)


def _withhold(case: Case, command: WithholdPublication, today: date) -> tuple[AnyEvent, ...]:
    if command.ground not in CODES.withhold_grounds:
        raise Refused("arl.withhold_ground", "不公开须选明法定理由。", cite=CITE)
    _require(case.redaction.state != "published", "决定书已经公开，须走撤回程序。")
    return (PublicationWithheld(on=today, by=command.by, ground=command.ground, reason=command.reason),)


def evolve(case: Case, event: PublishingEvent) -> Case:
    """Apply one fact of this stage."""
    return case.model_copy(update={"redaction": _evolve(case.redaction, event)})


def _evolve(redaction: Redaction, event: PublishingEvent) -> Redaction:
    match event:
        case RedactionPlanned():
            return Redaction(state="planned", plan=event.plan)
        case RedactionReviewed():
            return redaction.model_copy(
                update={
                    "state": "reviewed",
                    "plan": event.plan,
                    "reviewed_by": event.by,
                    "approved_by": None,
                    "returned": "",
                }
            )
        case RedactionApproved():
            return redaction.model_copy(update={"state": "approved", "approved_by": event.by})
        case RedactionReturned():
            return redaction.model_copy(update={"state": "planned", "returned": event.comment})
        case RedactionReleased():
            return redaction.model_copy(update={"state": "released", "pdf_sha256": event.pdf_sha256})
        case DecisionPublished():
            return redaction.model_copy(update={"state": "published", "url": event.url})
        case PublicationWithheld():
            return redaction.model_copy(update={"state": "withheld", "ground": event.ground, "reason": event.reason})
        case _:
            assert_never(event)
