"""The history of a case in sentences: what happened, on which legal day, by whom, under which article."""

from collections.abc import Mapping, Sequence

from services.chassis import told_dates
from services.chassis.case_sheet import Entry
from services.kernel.moved_limits import LimitMoved, ToldDateDecided
from services.kernel.organs import Profile

from .. import events
from ..domain import CODES, MACHINE, Case
from ..domain.attached_review import ORGANS_OF_BASIS, basis_organ
from ..events import AnyEvent
from . import ending_lines, opening_lines, people_lines, trial_lines

TITLES: Mapping[str, str] = {
    "application_received": "收到行政复议申请",
    "officer_assigned": "分派承办人",
    "application_refused": "决定不予受理",
    "application_withdrawn": "申请人撤回申请",
    "copy_sent": "发出答复通知书和申请书副本",
    "reply_filed": "收到被申请人答复",
    "evidence_barred": "答复期限届满未答复，视为没有证据、依据",
    "opinions_heard": "听取当事人意见",
    "limit_extended": "延长审理期限",
    "case_suspended": "中止",
    "case_resumed": "恢复审理",
    "limit_missed": "期限届满未办结，已登记",
    "limit_moved": "放假安排调整，期限变动",
    "told_date_decided": "处理已告知的期限",
    "decision_drafted": "拟定决定",
    "decision_signed": "签发决定",
    "review_bypassed": "越过审核报签",
    "second_assigned": "确定第二名承办人",
    "case_returned": "承办人退回案件",
    "conflict_declared": "申请回避",
    "conflict_decided": "决定回避",
    "decision_returned": "签发人退回",
    "decision_issued": "制发行政复议决定书",
    "paper_served": "文书送达",
    "service_corrected": "更正送达日期",
    "service_failed": "送达不成",
    "service_repeated": "改以其他方式送达",
    "decision_took_effect": "决定书送达生效",
    "redaction_planned": "拟定隐名方案",
    "redaction_reviewed": "审阅隐名稿",
    "redaction_approved": "第二人复核通过",
    "redaction_returned": "复核人退回隐名稿",
    "redaction_released": "公开件通过扫描",
    "decision_published": "决定书隐名公开",
    "publication_withheld": "决定不公开",
    "advice_drafted": "拟定行政复议意见书",
    "advice_signed": "签发行政复议意见书",
    "advice_declined": "决定不制发意见书",
    "advice_issued": "制发行政复议意见书并抄告上级主管部门",
    "advice_reported": "收到整改情况报告",
    "advice_verified": "核验整改情况",
    "advice_overdue": "逾期未报送整改情况",
    "suit_window_lapsed": "起诉期限届满",
    "case_closed": "结案归档",
}
RESULTS = {"corrected": "已纠正", "partly": "部分纠正", "not_corrected": "未纠正"}


def entries(history: Sequence[AnyEvent], case: Case, district: Profile) -> tuple[Entry, ...]:
    """The whole history, the newest first."""
    return tuple(entry(fact, case, district) for fact in reversed(history))


def entry(fact: AnyEvent, case: Case, district: Profile) -> Entry:
    """One fact as a person reads it."""
    return Entry(
        on=fact.on,
        title=_title(fact),
        detail=_detail(fact, case, district),
        actor=fact.by.name,
        cite=_cite(fact),
    )


def _title(fact: AnyEvent) -> str:
    match fact:
        case events.ApplicationAccepted():
            return "视为受理" if fact.deemed else "受理"
        case events.DecisionReviewed():
            return "审核通过" if fact.approved else "审核退回"
        case events.AdviceEscalated():
            return next(row.title for row in CODES.escalation if row.step == fact.step)
        case _:
            return opening_lines.title(fact) or trial_lines.title(fact) or ending_lines.title(fact) or TITLES[fact.type]


def _detail(fact: AnyEvent, case: Case, district: Profile) -> str | None:
    match fact:
        case events.ServiceCorrected():
            return f"{paper_title(case, fact.delivery.paper)}的送达日期由{fact.was_on}更正为{fact.on}"
        case events.PaperServed():
            return f"{paper_title(case, fact.delivery.paper)}送达{who(case, fact.delivery.recipient)}"
        case events.ApplicationAccepted():
            return "适用普通程序" if fact.procedure == "ordinary" else "适用简易程序"
        case events.ApplicationRefused():
            names = [CODES.refusal_grounds[code].title for code in fact.grounds]
            other = f"；有管辖权的机关：{_organ(fact.competent_organ, district)}" if fact.competent_organ else ""
            return "；".join(names) + other
        case events.CaseSuspended():
            return f"{CODES.suspension_grounds[fact.ground].title}。{fact.reason}"
        case events.DecisionDrafted():
            return CODES.outcomes[fact.draft.outcome].title
        case events.DecisionIssued() | events.AdviceIssued() | events.CopySent() | events.AdviceEscalated():
            return f"{fact.paper.title} {fact.paper.number}"
        case events.LimitExtended():
            return f"延长{fact.days}日。{fact.reason}"
        case LimitMoved() | ToldDateDecided():
            return told_dates.detail(fact, case.clocks)
        case _:
            return opening_lines.detail(fact, case) or _plain_detail(fact)


def _plain_detail(fact: AnyEvent) -> str | None:
    match fact:
        case events.OpinionsHeard():
            return fact.opinions.summary
        case events.ReplyFiled():
            return "逾期答复，不再作为证据" if not fact.reply.in_time else None
        case events.AdviceVerified():
            return RESULTS[fact.result]
        case events.AdviceDrafted():
            found = [CODES.defect(code) for code in fact.defects]
            return "；".join(defect.title for defect in found if defect is not None)
        case events.DecisionPublished():
            return fact.url
        case events.ServiceFailed() | events.ApplicationWithdrawn() | events.CaseResumed():
            return fact.reason
        case events.DecisionReviewed() | events.DecisionReturned() | events.RedactionReturned():
            return fact.comment or None
        case _:
            return trial_lines.detail(fact) or people_lines.detail(fact) or ending_lines.detail(fact)


def _organ(organ_id: str | None, district: Profile) -> str:
    return district.organ(organ_id).name if organ_id and district.has(organ_id) else organ_id or ""


def who(case: Case, ref: str) -> str:
    """A ref in words."""
    if ref == "R":
        return case.respondent.name
    if ref == "S":
        return case.respondent.superior_name
    if ref in ORGANS_OF_BASIS:
        return basis_organ(case, ref)[0]
    return next(party.name for party in case.parties if party.ref == ref)


def paper_title(case: Case, kind: str) -> str:
    """What the paper of a kind is called in this case."""
    return next((paper.title for paper in reversed(case.papers) if paper.kind == kind), kind)


COMMANDS: Mapping[str, str] = {
    "application_received": "receive_application",
    "application_refused": "refuse_application",
    "case_suspended": "suspend",
    "case_resumed": "resume",
    "limit_extended": "extend_limit",
    "limit_moved": "decide_told_date",
    "told_date_decided": "decide_told_date",
    "copy_sent": "send_copy",
    "reply_filed": "file_reply",
    "evidence_barred": "deem_no_evidence",
    "opinions_heard": "hear_opinions",
    "decision_signed": "sign_decision",
    "review_bypassed": "bypass_review",
    "second_assigned": "assign_second",
    "conflict_declared": "declare_conflict",
    "conflict_decided": "decide_conflict",
    "decision_took_effect": "record_service",
    "decision_published": "record_publication",
    "publication_withheld": "withhold_publication",
    "advice_issued": "issue_advice",
    "advice_overdue": "escalate_advice",
    "advice_escalated": "follow_up_advice",
    "suit_window_lapsed": "lapse_suit_window",
}
CITES: Mapping[str, str] = {row.command: row.cite for row in MACHINE.transitions}


def _cite(fact: AnyEvent) -> str | None:
    if isinstance(fact, events.ApplicationAccepted):
        return CITES["deem_accepted" if fact.deemed else "accept_application"]
    if found := opening_lines.cite(fact) or trial_lines.cite(fact) or ending_lines.cite(fact):
        return found
    command = (
        COMMANDS.get(fact.type)
        or trial_lines.COMMANDS.get(fact.type)
        or opening_lines.COMMANDS.get(fact.type)
        or ending_lines.COMMANDS.get(fact.type)
    )
    return CITES[command] if command else None
