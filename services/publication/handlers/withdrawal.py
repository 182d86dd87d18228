"""撤回公开: the words go at once, the ground stays."""

from datetime import date
from uuid import UUID

from services.chassis import audit
from services.chassis.db import HouseSession
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

from .. import store
from ..access import PERMISSIONS, WITHDRAW
from ..commands import WithdrawPublication
from ..domain import Publication, decide
from .inspection import found_in


def withdraw(
    session: HouseSession, decision_id: UUID, command: WithdrawPublication, principal: Principal, *, today: date
) -> Publication:
    """Take a decision back; the row keeps its numbers and hashes, so that the page can say what happened."""
    standing = store.publication_of(session, decision_id)
    if found_in(command.reason):
        raise Refused("publication.telling", "理由中有疑似个人信息，没有保存。请删去号码后重新提交。")
    events = decide(standing, command, today)
    if standing is None:
        raise ValueError("a withdrawal without a decision")
    if not PERMISSIONS.allows(principal, WITHDRAW, standing.state.value):
        raise Refused("access.denied", "您的角色没有这项权限。如需办理，请联系有权限的同事或系统管理员。")
    for event in events:
        standing = store.withdraw(session, standing, event, today, principal.id)
        detail: dict[str, str | int | bool | None] = {"ground": command.ground.value}
        audit.record(session, principal, WITHDRAW, f"publication:{decision_id}", detail=detail)
    return standing
