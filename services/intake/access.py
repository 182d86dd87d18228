"""Who may do what at the desk: role × state × action. A gap denies."""

from services.kernel.permission import Permissions, grant
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

READERS = "intake_clerk supervisor auditor head"

PERMISSIONS = Permissions(
    [
        grant("read_board", READERS),
        grant("read_dispute", f"{READERS} service:flows"),
        grant("register_dispute", "intake_clerk service:partner service:flows"),
        grant("route_unit", "intake_clerk head"),
        grant("preview_route", f"{READERS} service:flows"),
        grant("read_offer", "service:flows"),
        grant("record_referral", "service:flows service:intake"),
        grant("record_movement", "service:intake"),
    ]
)


def permit(principal: Principal, action: str) -> None:
    """Refuse what no grant names."""
    if not PERMISSIONS.allows(principal, action):
        raise Refused("access.denied", "您的岗位不能在窗口办理这一事项。")
