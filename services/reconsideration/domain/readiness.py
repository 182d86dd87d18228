"""Which lawful steps make sense now: the machine says what may be done in a state, this says what is next inside it."""

from collections.abc import Callable, Mapping

from services.kernel.refusal import Refused

from .advising import has_step_left, next_step
from .attached_review import GROUND
from .case import APPEAL, CORRECTION, DECIDE, DEFENCE, DEMAND, MACHINE, Case
from .closing import closing_faults
from .parties import needs_representatives
from .performing import enforcer, enforcing, is_owed, owes_copy, owes_takedown
from .settling import is_pending, may_seal, unsigned
from .terminating import may_terminate


def _has(case: Case, kind: str) -> bool:
    return any(paper.kind == kind for paper in case.papers)


def _decision_clock_runs(case: Case) -> bool:
    return case.clocks.is_live(DECIDE[case.procedure or "ordinary"])


def _hearing_waits(case: Case) -> bool:
    return case.trial.hearing is not None and not case.trial.hearing.is_held


def _basis(case: Case, state: str, **wanted: object) -> bool:
    """Whether the latest review of a basis stands so."""
    review = case.trial.basis
    return review is not None and review.state == state and all(getattr(review, k) == v for k, v in wanted.items())


READY: Mapping[str, Callable[[Case], bool]] = {
    "assign_officer": lambda case: case.officer is None,
    "assign_second": lambda case: case.people.second is None,
    "return_case": lambda case: case.officer is not None,
    "decide_conflict": lambda case: bool(case.people.open_conflicts),
    "ask_correction": lambda case: case.correction.asked_on is None,
    "extend_correction": lambda case: case.clocks.is_live(CORRECTION),
    "record_forwarding": lambda case: case.act.kind == "penalty" and case.filed.forwarding is None,
    "record_oral_application": lambda case: not case.filed.oral_record,
    "offer_mediation": lambda case: case.filed.mediating_since is None,
    "end_offered_mediation": lambda case: case.filed.mediating_since is not None,
    "name_representatives": needs_representatives,
    "release_agent": lambda case: bool(case.agents),
    "split_cases": lambda case: bool(case.linked),
    "send_copy": lambda case: not _has(case, "reply_notice"),
    "file_reply": lambda case: (
        case.reply is None and any(d.paper == "reply_notice" and d.state == "served" for d in case.deliveries)
    ),
    "choose_summary": lambda case: case.procedure == "ordinary" and not _has(case, "reply_notice"),
    "convert_to_ordinary": lambda case: case.procedure == "summary" and case.clocks.is_live(DECIDE["summary"]),
    "allow_supplement": lambda case: case.reply is not None and not case.trial.supplement_for,
    "supplement_evidence": lambda case: bool(case.trial.supplement_for),
    "examine_evidence": lambda case: bool(case.trial.evidence),
    "begin_excluded_time": lambda case: case.trial.excluding is None,
    "end_excluded_time": lambda case: case.trial.excluding is not None,
    "call_hearing": lambda case: case.procedure == "ordinary" and not _hearing_waits(case),
    "move_hearing": _hearing_waits,
    "record_hearing": _hearing_waits,
    "consult_committee": lambda case: case.trial.consultation is None or bool(case.trial.consultation.opinion),
    "record_committee_opinion": lambda case: (
        case.trial.consultation is not None and not case.trial.consultation.opinion
    ),
    "explain_departure": lambda case: case.trial.consultation is not None and bool(case.trial.consultation.opinion),
    "order_stay": lambda case: case.trial.stay.state != "ordered",
    "decline_stay": lambda case: case.trial.stay.state == "none",
    "lift_stay": lambda case: case.trial.stay.state == "ordered",
    "request_attached_review": lambda case: case.trial.basis is None or not case.trial.basis.is_open,
    "decline_attached_review": lambda case: _basis(case, "asked"),
    "take_up_attached_review": lambda case: _basis(case, "asked"),
    "notify_basis_maker": lambda case: _basis(case, "taken_up", competent=True, notified=False),
    "file_basis_reply": lambda case: _basis(case, "taken_up", competent=True, notified=True, reply=""),
    "transfer_basis": lambda case: _basis(case, "taken_up", competent=False, receiver=""),
    "conclude_attached_review": lambda case: _basis(case, "taken_up"),
    "resume": lambda case: not (case.suspension_ground == GROUND and _basis(case, "taken_up")),
    "extend_limit": _decision_clock_runs,
    "repeat_service": lambda case: any(delivery.state == "failed" for delivery in case.deliveries),
    "review_redaction": lambda case: case.redaction.state in {"planned", "reviewed", "approved"},
    "approve_redaction": lambda case: case.redaction.state == "reviewed",
    "withhold_publication": lambda case: (
        case.decision is not None and case.redaction.state not in {"published", "withheld"}
    ),
    "draft_advice": lambda case: (
        case.advice.state == "drafted" or (case.advice.state == "none" and case.decision is None)
    ),
    "sign_advice": lambda case: case.advice.state == "drafted",
    "decline_advice": lambda case: case.advice.state in {"none", "drafted"},
    "file_advice_report": lambda case: case.advice.state == "served",
    "verify_advice": lambda case: (
        case.advice.state == "reported" or (case.advice.state == "served" and not has_step_left(case))
    ),
    "follow_up_advice": lambda case: next_step(case) is not None,
    "withdraw_application": lambda case: case.ending.withdrawal is None,
    "decide_withdrawal": lambda case: case.ending.withdrawal is not None and case.ending.withdrawal.allowed_by is None,
    "terminate_case": may_terminate,
    "sign_statement": lambda case: is_pending(case) and bool(unsigned(case)),
    "seal_statement": may_seal,
    "break_mediation": is_pending,
    "copy_decision": owes_copy,
    "record_performance": is_owed,
    "press_performance": lambda case: case.ending.performance.state == "overdue",
    "record_takedown": owes_takedown,
    "demand_performance": lambda case: (
        not enforcing(case) and (who := enforcer(case)) is not None and who.by == "organ"
    ),
    "apply_enforcement": lambda case: enforcing(case) and DEMAND in case.clocks,
    "record_enforcement": enforcing,
    "record_suit": lambda case: case.ending.open_suit is None,
    "record_complaint": lambda case: case.ending.open_suit is not None and case.ending.open_suit.complaint_on is None,
    "file_defence": lambda case: case.clocks.is_live(DEFENCE),
    "record_appearance": lambda case: case.ending.open_suit is not None,
    "record_ruling": lambda case: case.ending.open_suit is not None and not case.ending.open_suit.result,
    "record_appeal": lambda case: any(case.clocks.is_live(key) for key in APPEAL.values()),
    "correct_paper": lambda case: bool(case.papers),
    "close_case": lambda case: not closing_faults(case),
}
# Steps that other processes take; no person is offered them.
SYSTEM = frozenset(
    {
        "abandon_application",
        "deem_accepted",
        "deem_no_evidence",
        "escalate_advice",
        "follow_up_advice",
        "issue_advice",
        "issue_decision",
        "issue_notice",
        "lapse_appeal",
        "lapse_suit_window",
        "overdue_performance",
        "propose_termination",
        "ripen_demand",
        "plan_redaction",
        "record_missed_limit",
        "record_publication",
        "record_service",
        "record_service_failure",
        "release_redaction",
    }
)


def is_ready(case: Case, command: str) -> bool:
    """Whether the step is lawful in the case's state and makes sense inside it."""
    try:
        MACHINE.step(case.state, command)
    except Refused:
        return False
    ready = READY.get(command)
    return ready is None or ready(case)
