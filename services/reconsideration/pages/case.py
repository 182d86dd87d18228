"""The case page: the next lawful steps with their articles, limits with their reckoning, papers, history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from services.chassis import problem, render
from services.chassis.access import PostedForm, may
from services.chassis.case_web import tried
from services.chassis.clock_chart import Chart, chart
from services.chassis.db import Db, HouseSession
from services.chassis.messages import Mode
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.chassis.step_forms import StepForm, kept, version_in
from services.kernel.outcomes import Outcomes
from services.kernel.principal import Principal
from services.kernel.refusal import Fault, Refused

from .. import handlers, views
from ..domain import CODES
from .forms import FORMS, READER

router = APIRouter()
MODES: Mapping[str, Mode] = {"post": "post", "electronic": "electronic", "direct": "direct"}
OWN_PAGES: Mapping[str, str] = {"draft_decision": "decision", "review_redaction": "redaction"}


@dataclass(frozen=True)
class CasePage:
    """The case, the forms of the steps that may be taken now, and what a refused form had said."""

    template: ClassVar[str] = "reconsideration/case.html"
    sheet: views.CaseSheet
    chart: Chart
    forms: Mapping[str, StepForm]
    own_pages: Mapping[str, str]
    codes: Outcomes
    faults: tuple[Fault, ...]
    refused: str
    typed: Mapping[str, str]


def case_page(
    session: HouseSession,
    case_id: UUID,
    principal: Principal,
    *,
    refused: str = "",
    faults: tuple[Fault, ...] = (),
    typed: Mapping[str, str] | None = None,
) -> CasePage:
    """The page of a case; after a refusal with everything the person had typed."""
    sheet = views.sheet(session, case_id, principal, today())
    return CasePage(
        sheet=sheet,
        chart=chart(sheet.clocks, today()),
        forms=FORMS,
        own_pages=OWN_PAGES,
        codes=CODES,
        faults=faults,
        refused=refused,
        typed=typed or {},
    )


@router.get("/reconsideration/cases/{case_id}")
def show_case(
    request: Request, case_id: UUID, principal: Annotated[Principal, may("read_case")], session: Db
) -> HTMLResponse:
    """One case."""
    return page(request, case_page(session, case_id, principal))


@router.post("/reconsideration/cases/{case_id}/steps/{command}")
def take_step(
    request: Request,
    case_id: UUID,
    command: str,
    form: PostedForm,
    principal: Annotated[Principal, may("take_step")],
    session: Db,
    once: OnceOnly,
) -> Response:
    """Take one step by its form; role and state are checked for this very step."""
    seen = version_in(form)

    def work() -> str:
        if command == "send_copy":
            handlers.send_copy(session, case_id, principal, today=today(), version=seen)
        else:
            handlers.act(session, case_id, READER.read(command, form), principal, today=today(), version=seen)
        return f"/reconsideration/cases/{case_id}"

    def again(refusal: Refused) -> HTMLResponse:
        context = case_page(session, case_id, principal, refused=command, faults=refusal.faults, typed=kept(form))
        return page(request, context, status=problem.status_of(refusal.code))

    return tried(session, lambda: once.redirect(session, work), again)


@router.post("/reconsideration/cases/{case_id}/deliveries/{delivery_id}/repeat")
def repeat_delivery(
    case_id: UUID,
    delivery_id: UUID,
    form: PostedForm,
    principal: Annotated[Principal, may("repeat_service")],
    session: Db,
    once: OnceOnly,
) -> Response:
    """Serve again by another way."""
    mode = MODES.get(str(form.get("mode")))
    if mode is None:
        raise Refused("delivery.mode", "请选择送达方式。")

    def work() -> str:
        handlers.repeat_service(session, case_id, delivery_id, mode, principal, today=today())
        return f"/reconsideration/cases/{case_id}#deliveries"

    return once.redirect(session, work)


@router.get("/reconsideration/cases/{case_id}/papers/{sha256}.pdf")
def paper_file(case_id: UUID, sha256: str, principal: Annotated[Principal, may("read_paper")], session: Db) -> Response:
    """One sealed paper as it was issued."""
    content = handlers.paper_file(session, case_id, sha256, principal)
    headers = {"content-disposition": f'inline; filename="{sha256[:12]}.pdf"', "cache-control": "private, no-store"}
    return Response(content, media_type="application/pdf", headers=headers)


@dataclass(frozen=True)
class PaperPage:
    """A paper on the screen."""

    template: ClassVar[str] = "reconsideration/paper.html"
    sheet_id: UUID
    number: str
    title: str
    sha256: str
    html: str


@router.get("/reconsideration/cases/{case_id}/papers/{sha256}")
def show_paper(
    request: Request, case_id: UUID, sha256: str, principal: Annotated[Principal, may("read_paper")], session: Db
) -> HTMLResponse:
    """One paper as a page."""
    paper = handlers.find_paper(session, case_id, sha256, principal)
    html = render.html(paper.document, fragment=True)
    return page(
        request,
        PaperPage(sheet_id=case_id, number=paper.number, title=paper.title, sha256=sha256, html=html),
    )
