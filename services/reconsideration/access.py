"""Who may do what in a reconsideration case: role × state × action. A gap denies."""

from services.kernel.permission import Permissions, grant
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

from .domain import MACHINE, Case

UNDER_WAY = "TRIAL SUSPENDED DRAFTED REVIEWED DECIDED MEDIATED ISSUED SERVED"
SUABLE, PERFORMING = f"{UNDER_WAY} TERMINATED", "ISSUED SERVED"
OPEN = f"RECEIVED {UNDER_WAY}"
WAITING = "RECEIVED SUPPLEMENT_WAIT"
OPENING = f"{WAITING} ABANDONED WITHDRAWN_PRE NOT_ACCEPTED DISMISSED"
FIRST_PAPERS = "SUPPLEMENT_WAIT NOT_ACCEPTED DISMISSED"
STAFF = "officer reviewer head leader publisher supervisor auditor"

PERMISSIONS = Permissions(
    [
        grant("read_list", f"{STAFF} respondent"),
        grant("read_case", STAFF),
        grant("read_missed_limits", STAFF),
        grant("explain_missed_limit", "officer head"),
        grant("read_answer", "respondent"),
        grant("take_step", f"{STAFF} respondent"),
        grant("read_paper", f"{STAFF} respondent"),
        grant("read_audit", "auditor head"),
        grant("receive_application", "service:flows service:intake intake_clerk"),
        grant("distribute", "head"),
        grant("assign_officer", "head officer", f"SUPPLEMENT_WAIT {OPEN}"),
        grant("accept_application", "officer head", "RECEIVED"),
        grant("refuse_application", "head", "RECEIVED"),
        grant("withdraw_application", "officer", f"{WAITING} TRIAL SUSPENDED DRAFTED REVIEWED"),
        grant("record_knowledge", "officer head", f"{WAITING} TRIAL"),
        grant("record_obstacle", "officer head", f"{WAITING} TRIAL"),
        grant("record_forwarding", "officer head", "RECEIVED"),
        grant("record_oral_application", "officer head", "RECEIVED"),
        grant("offer_mediation", "officer head", "RECEIVED"),
        grant("end_offered_mediation", "officer head", "RECEIVED"),
        grant("ask_correction", "officer head", "RECEIVED"),
        grant("extend_correction", "head", "SUPPLEMENT_WAIT"),
        grant("file_correction", "officer head", "SUPPLEMENT_WAIT ABANDONED"),
        grant("abandon_application", "service:flows", "SUPPLEMENT_WAIT"),
        grant("add_applicant", "officer head", WAITING),
        grant("name_representatives", "officer head", f"{WAITING} TRIAL SUSPENDED"),
        grant("appoint_agent", "officer head", f"{WAITING} TRIAL SUSPENDED"),
        grant("release_agent", "officer head", f"{WAITING} TRIAL SUSPENDED"),
        grant("join_third_party", "officer head", "TRIAL SUSPENDED"),
        grant("join_cases", "officer head", "TRIAL SUSPENDED"),
        grant("split_cases", "officer head", "TRIAL SUSPENDED"),
        grant("dismiss_application", "head", "TRIAL"),
        grant("obey_superior", "head", "NOT_ACCEPTED TRIAL SUSPENDED"),
        grant("deem_accepted", "service:flows", "RECEIVED"),
        grant("send_copy", "officer", "TRIAL SUSPENDED"),
        grant("file_reply", "respondent", "TRIAL SUSPENDED"),
        grant("deem_no_evidence", "service:flows", "TRIAL SUSPENDED DRAFTED REVIEWED MEDIATED"),
        grant("hear_opinions", "officer", "TRIAL"),
        grant("choose_summary", "officer head", "TRIAL"),
        grant("convert_to_ordinary", "head", "TRIAL"),
        grant("record_evidence", "officer", "TRIAL SUSPENDED"),
        grant("allow_supplement", "officer head", "TRIAL"),
        grant("supplement_evidence", "respondent", "TRIAL SUSPENDED"),
        grant("examine_evidence", "officer", "TRIAL SUSPENDED"),
        grant("record_file_reading", "officer", "TRIAL SUSPENDED DRAFTED REVIEWED"),
        grant("inquire", "officer", "TRIAL"),
        grant("begin_excluded_time", "officer head", "TRIAL"),
        grant("end_excluded_time", "officer head", "TRIAL"),
        grant("record_complexity", "officer head", "TRIAL"),
        grant("call_hearing", "officer head", "TRIAL"),
        grant("move_hearing", "officer head", "TRIAL"),
        grant("record_hearing", "officer", "TRIAL"),
        grant("consult_committee", "officer head", "TRIAL SUSPENDED"),
        grant("record_committee_opinion", "officer head", "TRIAL SUSPENDED"),
        grant("explain_departure", "officer head", "TRIAL SUSPENDED"),
        grant("order_stay", "head leader", "TRIAL SUSPENDED"),
        grant("decline_stay", "head leader", "TRIAL SUSPENDED"),
        grant("lift_stay", "head leader", "TRIAL SUSPENDED"),
        grant("request_attached_review", "officer head", "RECEIVED TRIAL SUSPENDED DRAFTED REVIEWED"),
        grant("decline_attached_review", "head", "TRIAL SUSPENDED"),
        grant("take_up_attached_review", "officer head", "TRIAL"),
        grant("notify_basis_maker", "officer head", "SUSPENDED"),
        grant("file_basis_reply", "officer", "SUSPENDED"),
        grant("transfer_basis", "officer head", "SUSPENDED"),
        grant("conclude_attached_review", "officer head", "SUSPENDED"),
        grant("issue_notice", "officer head leader", f"{FIRST_PAPERS} {UNDER_WAY} TERMINATED CLOSED"),
        grant("read_hearings", STAFF),
        grant("extend_limit", "head", "TRIAL DRAFTED REVIEWED"),
        grant("suspend", "officer head", "TRIAL"),
        grant("resume", "officer head", "SUSPENDED"),
        grant("draft_decision", "officer", "TRIAL DRAFTED"),
        grant("review_decision", "reviewer head", "DRAFTED"),
        grant("bypass_review", "head", "DRAFTED"),
        grant("discuss_decision", "head leader", "REVIEWED"),
        grant("assign_second", "head officer", "RECEIVED TRIAL SUSPENDED DRAFTED REVIEWED"),
        grant("return_case", "officer", "RECEIVED TRIAL SUSPENDED DRAFTED REVIEWED"),
        grant("declare_conflict", "officer reviewer head leader", "RECEIVED TRIAL SUSPENDED DRAFTED REVIEWED"),
        grant("decide_conflict", "head leader", "RECEIVED TRIAL SUSPENDED DRAFTED REVIEWED"),
        grant("sign_decision", "leader", "REVIEWED"),
        grant("issue_decision", "service:flows", "DECIDED"),
        grant("record_service", "service:reconsideration", f"{UNDER_WAY} TERMINATED CLOSED {OPENING}"),
        grant("record_service_failure", "service:reconsideration", f"{UNDER_WAY} TERMINATED {OPENING}"),
        grant("repeat_service", "officer", f"{FIRST_PAPERS} {UNDER_WAY} TERMINATED"),
        grant("plan_redaction", "service:flows", "SERVED"),
        grant("review_redaction", "publisher officer", "SERVED"),
        grant("approve_redaction", "publisher reviewer head", "SERVED"),
        grant("release_redaction", "service:flows", "SERVED"),
        grant("record_publication", "service:flows", "SERVED"),
        grant("withhold_publication", "head", "SERVED"),
        grant("draft_advice", "service:flows officer", "SERVED"),
        grant("sign_advice", "leader", "SERVED"),
        grant("decline_advice", "head", "SERVED"),
        grant("issue_advice", "service:flows", "SERVED"),
        grant("file_advice_report", "respondent", "SERVED"),
        grant("verify_advice", "officer reviewer", "SERVED"),
        grant("escalate_advice", "service:flows", "SERVED CLOSED"),
        grant("follow_up_advice", "service:flows", "SERVED"),
        grant("lapse_suit_window", "service:flows", "ISSUED SERVED CLOSED"),
        grant("decide_told_date", "officer head", f"SUPPLEMENT_WAIT {OPEN}"),
        grant("decide_withdrawal", "head", "TRIAL SUSPENDED DRAFTED REVIEWED"),
        grant("propose_termination", "service:flows", "SUSPENDED"),
        grant("terminate_case", "leader", "TRIAL SUSPENDED DRAFTED REVIEWED"),
        grant("record_agreement", "officer", "TRIAL SUSPENDED"),
        grant("sign_statement", "officer", "MEDIATED"),
        grant("seal_statement", "leader", "MEDIATED"),
        grant("break_mediation", "officer head", "MEDIATED"),
        grant("copy_decision", "officer", "SERVED"),
        grant("record_performance", "officer", PERFORMING),
        grant("overdue_performance", "service:flows", PERFORMING),
        grant("press_performance", "head", PERFORMING),
        grant("record_takedown", "officer", PERFORMING),
        grant("demand_performance", "officer head", "SERVED"),
        grant("ripen_demand", "service:flows", "SERVED"),
        grant("apply_enforcement", "head", "SERVED"),
        grant("record_enforcement", "officer head", "SERVED"),
        grant("record_suit", "officer head", SUABLE),
        grant("record_complaint", "officer head", SUABLE),
        grant("file_defence", "officer head", SUABLE),
        grant("record_appearance", "officer head", SUABLE),
        grant("record_ruling", "officer head", SUABLE),
        grant("record_appeal", "officer head", SUABLE),
        grant("lapse_appeal", "service:flows", SUABLE),
        grant("correct_paper", "head", "TRIAL SUSPENDED MEDIATED ISSUED SERVED TERMINATED"),
        grant("record_missed_limit", "service:flows", OPEN),
        grant("close_case", "officer head", "SERVED TERMINATED"),
        grant("read_hand_over", "service:flows service:intake"),
        grant("sweep", "service:flows"),
    ]
)


def is_organ_user(principal: Principal) -> bool:
    """Whether the principal acts for a respondent and for nobody here."""
    return principal.has("respondent") and not principal.has(*STAFF.split())


def sent_to_organ(case: Case) -> bool:
    """Whether the organ has been called on: before that it does not know of the case."""
    return any(delivery.recipient == "R" for delivery in case.deliveries)


def may_see(principal: Principal, case: Case) -> bool:
    """A respondent's user sees the cases in which its own organ was called on, and no others."""
    if is_organ_user(principal):
        return principal.organ == case.respondent.organ_id and sent_to_organ(case)
    return True


def may_read_paper(principal: Principal, case: Case, kind: str) -> bool:
    """A respondent reads what was sent to it."""
    if not is_organ_user(principal):
        return True
    return any(one.recipient == "R" and one.paper == kind for one in case.deliveries)


def permit(principal: Principal, case: Case | None, action: str) -> None:
    """Refuse what no grant names; a case of another organ does not exist for its user."""
    if case is not None and not may_see(principal, case):
        raise Refused("missing.case", "没有这个案件，或者您无权查看。")
    if PERMISSIONS.allows(principal, action, case.state if case else None):
        return
    if case is not None and PERMISSIONS.allows(principal, action):
        MACHINE.step(case.state, action)  # theirs, but not now: refused with the article
    raise Refused("access.denied", "您的岗位不能在案件的当前状态下办理这一事项。")
