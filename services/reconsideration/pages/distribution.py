"""分派页: the head gives out cases; the numbers behind each suggestion stand beside it."""

from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from services.chassis.access import PostedForm, may
from services.chassis.db import Db
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.chassis.step_forms import version_in
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

from .. import handlers
from ..commands import AssignOfficer
from ..views.distribution import Distribution, distribution, known_officer

router = APIRouter()


@dataclass(frozen=True)
class DistributionPage:
    """What each officer has in hand, and the cases that wait."""

    template: ClassVar[str] = "reconsideration/distribution.html"
    found: Distribution


@router.get("/reconsideration/distribution")
def show_distribution(
    request: Request, principal: Annotated[Principal, may("distribute")], session: Db
) -> HTMLResponse:
    """The loads and the suggestions."""
    return page(request, DistributionPage(distribution(session, principal, today())))


@router.post("/reconsideration/distribution/{case_id}")
def give_out(
    case_id: UUID,
    form: PostedForm,
    principal: Annotated[Principal, may("distribute")],
    session: Db,
    once: OnceOnly,
) -> Response:
    """Assign one case to the officer whom the head chose."""
    officer = known_officer(session, str(form.get("officer", "")))
    if officer is None:
        raise Refused("arl.unknown_officer", "请选择承办人。", cite="行政复议法实施条例 第三十二条")

    def work() -> str:
        handlers.act(
            session, case_id, AssignOfficer(officer=officer), principal, today=today(), version=version_in(form)
        )
        return "/reconsideration/distribution"

    return once.redirect(session, work)
