"""The pages of adjudication (/adjudication): the list, and the case with its next lawful steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import TypeAdapter

from services.chassis import problem, render
from services.chassis.access import PostedForm, may
from services.chassis.case_lists import Board, CaseLine
from services.chassis.case_web import Paging, tried
from services.chassis.clock_chart import Chart, chart
from services.chassis.db import Db, HouseSession
from services.chassis.messages import Mode
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.chassis.step_forms import (
    APPROVED,
    COMMENT,
    REASON,
    TOLD_DATE,
    Field,
    Options,
    Reader,
    StepForm,
    by_command,
    kept,
    version_in,
)
from services.chassis.told_dates import ToldLine
from services.kernel.principal import Principal
from services.kernel.refusal import Fault, Refused

from . import handlers, views
from .api import PersonalStep
from .codes import OUTCOMES, REFUSALS, Code, Ending
from .domain import MACHINE

router = APIRouter()
MODES: Mapping[str, Mode] = {"post": "post", "electronic": "electronic", "direct": "direct"}


def _titles(codes: Mapping[str, Code | Ending]) -> Options:
    return tuple((code, row.title) for code, row in codes.items())


FORMS = by_command(
    StepForm("accept_request", tone="primary"),
    StepForm(
        "refuse_request",
        (Field("ground", "不予受理的事由", "select", _titles(REFUSALS)), Field("reasons", "具体理由")),
        tone="danger",
    ),
    StepForm("send_copy", tone="primary"),
    StepForm("file_reply", (Field("statement", "书面答复"),), tone="primary"),
    StepForm(
        "draft_decision",
        (
            Field("outcome", "裁决结果", "select", _titles(OUTCOMES)),
            Field("found", "审理查明"),
            Field("reasons", "裁决理由"),
            Field("terms", "裁决的具体内容", required=False, hint="支持或者部分支持时必须写明，驳回时不填"),
        ),
        tone="primary",
    ),
    StepForm("sign_decision", (Field("approved", "签发结论", "select", APPROVED), COMMENT), tone="primary"),
    StepForm("issue_decision", tone="primary"),
    StepForm("withdraw_request", (Field("reason", "撤回的理由"),), tone="danger"),
    TOLD_DATE,
    StepForm("extend_limit", (Field("days", "延长日数", "number"), REASON)),
    StepForm("close_case", tone="primary"),
)
STEP: TypeAdapter[PersonalStep] = TypeAdapter(PersonalStep)
READER = Reader(FORMS, STEP)


@dataclass(frozen=True)
class BoardPage:
    """One page of the list with its filters."""

    template: ClassVar[str] = "adjudication/board.html"
    board: Board[CaseLine]
    told: tuple[ToldLine, ...]
    lines: tuple[CaseLine, ...]
    states: Options
    state: str
    mine: bool
    paging: Paging


@dataclass(frozen=True)
class CasePage:
    """The case, the forms of the steps that may be taken now, and what a refused form had said."""

    template: ClassVar[str] = "adjudication/case.html"
    sheet: views.CaseSheet
    chart: Chart
    forms: Mapping[str, StepForm]
    filled: Mapping[str, Mapping[str, str]]
    outcome: str | None
    faults: tuple[Fault, ...]
    refused: str
    typed: Mapping[str, str]


@router.get("/adjudication")
def show_board(
    request: Request,
    session: Db,
    principal: Annotated[Principal, may("read_list")],
    state: str = "",
    mine: bool = False,
    page_number: int = 1,
) -> HTMLResponse:
    """The cases, the next limit first."""
    known = state if state in MACHINE.states else ""
    board = views.board(session, principal, today(), state=known or None, mine=mine)
    paging = Paging.of(len(board.lines), page_number, f"?state={known}&mine={'true' if mine else 'false'}")
    return page(
        request,
        BoardPage(
            board=board,
            told=views.told_lines(session),
            lines=board.lines[paging.start : paging.end],
            states=tuple((name, row.title) for name, row in MACHINE.states.items()),
            state=known,
            mine=mine,
            paging=paging,
        ),
    )


def _case_page(
    session: HouseSession,
    case_id: UUID,
    principal: Principal,
    *,
    refused: str = "",
    faults: tuple[Fault, ...] = (),
    typed: Mapping[str, str] | None = None,
) -> CasePage:
    sheet = views.sheet(session, case_id, principal, today())
    draft = sheet.case.draft
    return CasePage(
        sheet=sheet,
        chart=chart(sheet.clocks, today()),
        forms=FORMS,
        filled={"draft_decision": draft.model_dump()} if draft else {},
        outcome=OUTCOMES[draft.outcome].title if draft else None,
        faults=faults,
        refused=refused,
        typed=typed or {},
    )


@router.get("/adjudication/cases/{case_id}")
def show_case(
    request: Request, case_id: UUID, session: Db, principal: Annotated[Principal, may("read_case")]
) -> HTMLResponse:
    """One case."""
    return page(request, _case_page(session, case_id, principal))


@router.post("/adjudication/cases/{case_id}/steps/{command}")
def take_step(
    request: Request,
    case_id: UUID,
    command: str,
    form: PostedForm,
    session: Db,
    principal: Annotated[Principal, may("read_case")],
    once: OnceOnly,
) -> Response:
    """Take one step by its form; role and state are checked for this very step."""

    def work() -> str:
        seen = version_in(form)
        if command == "send_copy":
            handlers.send_copy(session, case_id, principal, today=today(), version=seen)
        elif command == "issue_decision":
            handlers.issue_decision(session, case_id, principal, today=today(), version=seen)
        else:
            handlers.act(session, case_id, READER.read(command, form), principal, today=today(), version=seen)
        return f"/adjudication/cases/{case_id}"

    def again(refusal: Refused) -> HTMLResponse:
        context = _case_page(session, case_id, principal, refused=command, faults=refusal.faults, typed=kept(form))
        return page(request, context, status=problem.status_of(refusal.code))

    return tried(session, lambda: once.redirect(session, work), again)


@router.post("/adjudication/cases/{case_id}/deliveries/{delivery_id}/repeat")
def repeat_delivery(
    case_id: UUID,
    delivery_id: UUID,
    form: PostedForm,
    session: Db,
    principal: Annotated[Principal, may("repeat_service")],
    once: OnceOnly,
) -> Response:
    """Serve again by another way."""
    mode = MODES.get(str(form.get("mode")))
    if mode is None:
        raise Refused("delivery.mode", "请选择送达方式。")

    def work() -> str:
        handlers.repeat_service(session, case_id, delivery_id, mode, principal, today=today())
        return f"/adjudication/cases/{case_id}#deliveries"

    return once.redirect(session, work)


@router.get("/adjudication/cases/{case_id}/papers/{sha256}.pdf")
def paper_file(case_id: UUID, sha256: str, session: Db, principal: Annotated[Principal, may("read_paper")]) -> Response:
    """One sealed paper as it was issued."""
    content = handlers.paper_file(session, case_id, sha256, principal)
    headers = {"content-disposition": f'inline; filename="{sha256[:12]}.pdf"', "cache-control": "private, no-store"}
    return Response(content, media_type="application/pdf", headers=headers)


@dataclass(frozen=True)
class PaperPage:
    """A paper on the screen."""

    template: ClassVar[str] = "adjudication/paper.html"
    sheet_id: UUID
    number: str
    title: str
    sha256: str
    html: str


@router.get("/adjudication/cases/{case_id}/papers/{sha256}")
def show_paper(
    request: Request, case_id: UUID, sha256: str, session: Db, principal: Annotated[Principal, may("read_paper")]
) -> HTMLResponse:
    """One paper as a page."""
    paper = views.paper(session, case_id, sha256, principal)
    html = render.html(paper.document, fragment=True)
    return page(request, PaperPage(sheet_id=case_id, number=paper.number, title=paper.title, sha256=sha256, html=html))
