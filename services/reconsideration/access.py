"""Who may do what in a reconsideration case: role × state × action. A gap denies."""

from services.kernel.permission import Permissions, grant
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

from .domain import MACHINE, Case

UNDER_WAY = "TRIAL SUSPENDED DRAFTED REVIEWED DECIDED ISSUED SERVED"
OPEN = f"RECEIVED {UNDER_WAY}"
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
        grant("assign_officer", "head officer", OPEN),
        grant("accept_application", "officer head", "RECEIVED"),
        grant("refuse_application", "head", "RECEIVED"),
        grant("withdraw_application", "officer", "RECEIVED TRIAL SUSPENDED"),
        grant("deem_accepted", "service:flows", "RECEIVED"),
        grant("send_copy", "officer", "TRIAL SUSPENDED"),
        grant("file_reply", "respondent", "TRIAL SUSPENDED"),
        grant("deem_no_evidence", "service:flows", "TRIAL SUSPENDED DRAFTED REVIEWED"),
        grant("hear_opinions", "officer", "TRIAL"),
        grant("extend_limit", "head", "TRIAL DRAFTED REVIEWED"),
        grant("suspend", "officer head", "TRIAL"),
        grant("resume", "officer head", "SUSPENDED"),
        grant("draft_decision", "officer", "TRIAL DRAFTED"),
        grant("review_decision", "reviewer head", "DRAFTED"),
        grant("sign_decision", "leader", "REVIEWED"),
        grant("issue_decision", "service:flows", "DECIDED"),
        grant("record_service", "service:reconsideration", f"{UNDER_WAY} TERMINATED CLOSED"),
        grant("record_service_failure", "service:reconsideration", f"{UNDER_WAY} TERMINATED"),
        grant("repeat_service", "officer", "TRIAL SUSPENDED ISSUED SERVED"),
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
        grant("decide_told_date", "officer head", "RECEIVED TRIAL SUSPENDED DRAFTED REVIEWED DECIDED ISSUED SERVED"),
        grant("record_missed_limit", "service:flows", OPEN),
        grant("close_case", "officer head", "SERVED"),
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
