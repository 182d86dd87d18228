"""The organ's pages (/reconsideration/organ): what it must answer, by when and why, and the forms to do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from services.chassis import problem
from services.chassis.access import PostedForm, may
from services.chassis.case_web import tried
from services.chassis.clock_chart import Chart, chart
from services.chassis.db import Db, HouseSession
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.chassis.step_forms import StepForm, kept, version_in
from services.kernel.principal import Principal
from services.kernel.refusal import Fault, Refused

from .. import handlers, views
from .forms import FORMS, READER

router = APIRouter()
RESULTS = {"corrected": "已纠正", "partly": "部分纠正", "not_corrected": "未纠正"}


@dataclass(frozen=True)
class OrganBoardPage:
    """The organ's cases."""

    template: ClassVar[str] = "reconsideration/organ_board.html"
    lines: tuple[views.OrganSheet, ...]


@dataclass(frozen=True)
class OrganPage:
    """One case of the organ, with the forms it may use now."""

    template: ClassVar[str] = "reconsideration/organ.html"
    sheet: views.OrganSheet
    chart: Chart
    forms: Mapping[str, StepForm]
    results: Mapping[str, str]
    faults: tuple[Fault, ...]
    refused: str
    typed: Mapping[str, str]


@router.get("/reconsideration/organ")
def show_organ_board(
    request: Request, principal: Annotated[Principal, may("read_answer")], session: Db
) -> HTMLResponse:
    """Every case in which the organ has been called on to answer."""
    return page(request, OrganBoardPage(views.organ_lines(session, principal, today())))


@router.get("/reconsideration/organ/cases/{case_id}")
def show_organ_case(
    request: Request, case_id: UUID, principal: Annotated[Principal, may("read_answer")], session: Db
) -> HTMLResponse:
    """One case of the organ."""
    return page(request, _page(session, case_id, principal))


@router.post("/reconsideration/organ/cases/{case_id}/steps/{command}")
def take_organ_step(
    request: Request,
    case_id: UUID,
    command: str,
    form: PostedForm,
    principal: Annotated[Principal, may("read_answer")],
    session: Db,
    once: OnceOnly,
) -> Response:
    """Answer by the form; role and state are checked for this very step."""

    def work() -> str:
        wish = READER.read(command, form)
        handlers.act(session, case_id, wish, principal, today=today(), version=version_in(form))
        return f"/reconsideration/organ/cases/{case_id}"

    def again(refusal: Refused) -> HTMLResponse:
        context = _page(session, case_id, principal, refused=command, faults=refusal.faults, typed=kept(form))
        return page(request, context, status=problem.status_of(refusal.code))

    return tried(session, lambda: once.redirect(session, work), again)


def _page(
    session: HouseSession,
    case_id: UUID,
    principal: Principal,
    *,
    refused: str = "",
    faults: tuple[Fault, ...] = (),
    typed: Mapping[str, str] | None = None,
) -> OrganPage:
    sheet = views.organ_sheet(session, case_id, principal, today())
    return OrganPage(
        sheet=sheet,
        chart=chart(sheet.clocks, today()),
        forms=FORMS,
        results=RESULTS,
        faults=faults,
        refused=refused,
        typed=typed or {},
    )
