"""What the history of a case says of its end: withdrawal, termination, statement, performance, enforcement, suits."""

from collections.abc import Mapping

from .. import events
from ..domain import MACHINE
from ..domain.case import ENDINGS
from ..events import AnyEvent

TITLES: Mapping[str, str] = {
    "withdrawal_asked": "申请人要求撤回申请",
    "termination_proposed": "中止满六十日，建议终止",
    "case_terminated": "决定终止行政复议",
    "agreement_reached": "达成调解协议",
    "statement_signed": "当事人在调解书上签名盖章",
    "statement_sealed": "调解书加盖印章，发生法律效力",
    "mediation_broken": "调解书生效前一方反悔，恢复审理",
    "statement_served": "调解书送达各方",
    "decision_copied": "抄告上一级主管部门",
    "performance_recorded": "登记履行",
    "performance_overdue": "逾期未履行",
    "penalty_taken_down": "撤回已公开的处罚信息",
    "performance_demanded": "催告",
    "demand_ripened": "催告期满",
    "enforcement_applied": "申请人民法院强制执行",
    "enforcement_recorded": "登记强制执行结果",
    "suit_recorded": "当事人提起行政诉讼",
    "complaint_received": "收到起诉状副本",
    "defence_filed": "提交答辩状和证据",
    "appearance_recorded": "出庭应诉",
    "ruling_received": "收到裁判",
    "appeal_recorded": "登记上诉",
    "appeal_lapsed": "上诉期限届满，裁判生效",
    "paper_corrected": "更正文书",
}
COMMANDS: Mapping[str, str] = {
    "withdrawal_decided": "decide_withdrawal",
    "termination_proposed": "propose_termination",
    "agreement_reached": "record_agreement",
    "statement_signed": "sign_statement",
    "statement_sealed": "seal_statement",
    "mediation_broken": "break_mediation",
    "decision_copied": "copy_decision",
    "performance_recorded": "record_performance",
    "performance_overdue": "overdue_performance",
    "performance_pressed": "press_performance",
    "penalty_taken_down": "record_takedown",
    "performance_demanded": "demand_performance",
    "demand_ripened": "ripen_demand",
    "enforcement_applied": "apply_enforcement",
    "enforcement_recorded": "record_enforcement",
    "complaint_received": "record_complaint",
    "defence_filed": "file_defence",
    "appearance_recorded": "record_appearance",
    "ruling_received": "record_ruling",
    "appeal_recorded": "record_appeal",
    "appeal_lapsed": "lapse_appeal",
    "paper_corrected": "correct_paper",
}
WITHDRAWAL = next(row.cite for row in MACHINE.transitions if row.id == "T22a")
PRESSED = {"order": "责令限期履行", "interview": "约谈被申请人的有关负责人", "circular": "通报批评"}
SIDES = {"respondent": "被申请人", "organ": "复议机关"}


def title(fact: AnyEvent) -> str | None:
    """What one fact of the ending is called; nothing for every other fact."""
    match fact:
        case events.WithdrawalDecided():
            return "准予撤回申请" if fact.approved else "不准予撤回申请"
        case events.PerformancePressed():
            return PRESSED[fact.measure]
        case _:
            return TITLES.get(fact.type)


def detail(fact: AnyEvent) -> str | None:
    """What else a person wants to know of one fact of the ending."""
    match fact:
        case events.WithdrawalAsked():
            return f"{fact.reason}{'（和解：' + fact.settlement + '）' if fact.settlement else ''}"
        case events.WithdrawalDecided():
            return fact.comment or None
        case events.CaseTerminated():
            return f"{ENDINGS.termination_grounds[fact.ground].title}。{fact.reason}"
        case events.AgreementReached():
            return fact.terms
        case events.MediationBroken():
            return fact.reason
        case _:
            return _of_performance(fact) or _of_suit(fact)


def _of_performance(fact: AnyEvent) -> str | None:
    match fact:
        case events.PerformanceRecorded():
            return f"{fact.performed_on}：{fact.account}"
        case events.PenaltyTakenDown():
            return f"{fact.taken_down_on}：{fact.explanation}"
        case events.PerformanceDemanded():
            return fact.matter
        case events.EnforcementRecorded():
            return fact.result
        case events.PaperCorrected():
            return f"{fact.paper_number}：“{fact.wrong}”更正为“{fact.right}”"
        case _:
            return None


def _of_suit(fact: AnyEvent) -> str | None:
    match fact:
        case events.SuitRecorded():
            against = "、".join(SIDES[side] for side in fact.suit.defendants) or "须由人判断"
            late = "" if fact.suit.in_time else "；已超过起诉期限"
            return f"被告：{against}；{fact.suit.court} {fact.suit.court_number}{late}"
        case events.AppearanceRecorded():
            came = fact.appearance
            return came.person if came.head_came else f"{came.person}（负责人未出庭：{came.excuse}）"
        case events.RulingReceived():
            return fact.result
        case _:
            return None


def cite(fact: AnyEvent) -> str | None:
    """The provision of a fact whose ground names it more exactly than its step does."""
    match fact:
        case events.CaseTerminated() | events.SuitRecorded():
            return fact.cite
        case events.WithdrawalAsked():
            return WITHDRAWAL
        case _:
            return None
