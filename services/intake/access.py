"""Who may do what at the desk: role × state × action. A gap denies."""

from services.kernel.permission import Permissions, grant
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

from .parts import PARTNERS as KNOWN_PARTNERS

READERS = "intake_clerk supervisor auditor head"
PARTNERS = " ".join(f"service:{name}" for name in KNOWN_PARTNERS)

PERMISSIONS = Permissions(
    [
        grant("read_board", READERS),
        grant("read_dispute", f"{READERS} service:flows"),
        grant("register_dispute", f"intake_clerk service:flows service:online {PARTNERS}"),
        grant("file_at_the_desk", "intake_clerk"),
        grant("add_papers", "intake_clerk service:online"),
        grant("issue_paper", "intake_clerk head"),
        grant("read_paper", READERS),
        grant("route_unit", "intake_clerk head"),
        grant("review_override", "head supervisor"),
        grant("read_overrides", READERS),
        grant("preview_route", f"{READERS} service:flows"),
        grant("read_offer", "service:flows"),
        grant("record_referral", "service:flows service:intake"),
        grant("offer_unit", "service:flows"),
        grant("record_refusal", "service:flows"),
        grant("take_back", "service:flows"),
        grant("record_movement", "service:intake"),
    ]
)


def permit(principal: Principal, action: str) -> None:
    """Refuse what no grant names."""
    if not PERMISSIONS.allows(principal, action):
        raise Refused("access.denied", "您的岗位不能在窗口办理这一事项。")
