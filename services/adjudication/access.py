"""Who may do what in an adjudication case: role × state × action. A gap denies; mediators see nothing of it."""

from services.kernel.permission import Permissions, grant
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

from .domain import MACHINE, Case

STAFF = "adjudicator leader supervisor auditor"
PAPERS = "TRIAL DRAFTED SIGNED DECIDED SERVED WITHDRAWN CLOSED"

PERMISSIONS = Permissions(
    [
        grant("read_list", STAFF),
        grant("read_case", STAFF),
        grant("read_missed_limits", STAFF),
        grant("explain_missed_limit", "adjudicator leader"),
        grant("read_paper", STAFF),
        grant("receive_request", "service:flows service:intake"),
        grant("accept_request", "adjudicator", "RECEIVED"),
        grant("refuse_request", "adjudicator", "RECEIVED"),
        grant("withdraw_request", "adjudicator", "RECEIVED TRIAL DRAFTED"),
        grant("send_copy", "adjudicator", "TRIAL"),
        grant("file_reply", "adjudicator", "TRIAL"),
        grant("draft_decision", "adjudicator", "TRIAL DRAFTED"),
        grant("sign_decision", "leader", "DRAFTED"),
        grant("issue_decision", "adjudicator", "SIGNED"),
        grant("record_service", "service:adjudication", PAPERS),
        grant("record_service_failure", "service:adjudication", PAPERS),
        grant("repeat_service", "adjudicator", "TRIAL DRAFTED SIGNED DECIDED"),
        grant("extend_limit", "leader", "TRIAL DRAFTED"),
        grant("decide_told_date", "adjudicator leader", "RECEIVED TRIAL DRAFTED SIGNED DECIDED SERVED"),
        grant("record_missed_limit", "service:flows", "RECEIVED TRIAL DRAFTED SIGNED DECIDED SERVED"),
        grant("close_case", "adjudicator", "SERVED NOT_ACCEPTED WITHDRAWN"),
        grant("read_hand_over", "service:flows service:intake"),
        grant("sweep", "service:flows"),
    ]
)


def permit(principal: Principal, case: Case | None, action: str) -> None:
    """Refuse what no grant names."""
    if PERMISSIONS.allows(principal, action, case.state if case else None):
        return
    if case is not None and PERMISSIONS.allows(principal, action):
        MACHINE.step(case.state, action)  # theirs, but not now: refused with the article
    raise Refused("access.denied", "您的岗位不能在案件的当前状态下办理这一事项。")
