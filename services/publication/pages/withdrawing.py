"""The form by which the head of the reconsideration body takes a decision back from the public (撤回公开)."""

from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from services.chassis.access import may
from services.chassis.db import Db
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

from .. import handlers
from ..access import WITHDRAW
from ..commands import WithdrawPublication
from ..domain import GROUNDS
from ..events import Ground
from ..views.sheet import Sheet, Tombstone, sheet_of

router = APIRouter(prefix="/public")
Head = Annotated[Principal, may(WITHDRAW)]


@dataclass(frozen=True)
class WithdrawPage:
    """Ground and reason of a withdrawal."""

    template: ClassVar[str] = "publication/withdraw.html"
    sheet: Sheet
    grounds: tuple[tuple[str, str], ...] = tuple((ground.value, text) for ground, text in GROUNDS.items())


@router.get("/decisions/{decision_id:uuid}/withdraw")
def form(request: Request, _: Head, session: Db, decision_id: UUID) -> Response:
    """The form."""
    found = sheet_of(session, decision_id)
    if isinstance(found, Tombstone):
        raise Refused("state.withdrawn", "这份决定书已经撤回公开，不需要再次办理。")
    return page(request, WithdrawPage(found))


@router.post("/decisions/{decision_id:uuid}/withdraw")
def withdraw(
    principal: Head,
    session: Db,
    once: OnceOnly,
    decision_id: UUID,
    ground: Annotated[Ground, Form(title="撤回事由")],
    reason: Annotated[str, Form(max_length=500, title="理由")] = "",
) -> Response:
    """Take the decision back; every word of it is gone from the site with this step."""

    def work() -> str:
        command = WithdrawPublication(ground=ground, reason=reason)
        handlers.withdraw(session, decision_id, command, principal, today=today())
        return f"/public/decisions/{decision_id}"

    return once.redirect(session, work)
