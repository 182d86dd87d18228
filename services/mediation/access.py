"""Who may do what in a mediation case: role × state × action. A gap denies; adjudicators see nothing of mediation."""

from services.kernel.permission import Permissions, grant
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

from .domain import MACHINE, Case

STAFF = "mediator supervisor auditor"

PERMISSIONS = Permissions(
    [
        grant("read_list", STAFF),
        grant("read_case", STAFF),
        grant("read_missed_limits", STAFF),
        grant("explain_missed_limit", "mediator"),
        grant("receive_request", "service:flows service:intake"),
        grant("accept_request", "mediator", "RECEIVED"),
        grant("refuse_request", "mediator", "RECEIVED"),
        grant("withdraw_request", "mediator", "RECEIVED MEDIATING"),
        grant("record_session", "mediator", "MEDIATING"),
        grant("draft_agreement", "mediator", "MEDIATING"),
        grant("sign_agreement", "mediator", "MEDIATING"),
        grant("terminate_mediation", "mediator", "MEDIATING"),
        grant("extend_limit", "mediator", "MEDIATING"),
        grant("propose_termination", "service:flows", "MEDIATING"),
        grant("decide_told_date", "mediator", "RECEIVED MEDIATING"),
        grant("record_missed_limit", "service:flows", "RECEIVED MEDIATING"),
        grant("close_case", "mediator", "AGREED FAILED NOT_ACCEPTED WITHDRAWN"),
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
