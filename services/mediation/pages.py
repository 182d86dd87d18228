"""The pages of mediation (/mediation): the list, and the case with its next lawful steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import TypeAdapter

from services.chassis import problem
from services.chassis.access import PostedForm, may
from services.chassis.case_lists import Board, CaseLine
from services.chassis.case_web import Paging, tried
from services.chassis.clock_chart import Chart, chart
from services.chassis.db import Db, HouseSession
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.chassis.step_forms import (
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
from .codes import CHANNELS, REFUSALS, TERMINATIONS, Code
from .domain import MACHINE

router = APIRouter()
WISHES: Options = (("adjudication", "行政裁决"), ("reconsideration", "行政复议"))
SIDES: Options = (("A1", "申请人"), ("B1", "对方当事人"))


def _titles(codes: Mapping[str, Code]) -> Options:
    return tuple((code, row.title) for code, row in codes.items())


def _agrees(what: str) -> tuple[Field, Field]:
    return (
        Field("applicant_" + what, "申请人同意", "check", required=False),
        Field("respondent_" + what, "对方当事人同意", "check", required=False),
    )


FORMS = by_command(
    StepForm("accept_request", _agrees("consents"), tone="primary"),
    StepForm(
        "refuse_request",
        (Field("ground", "不予受理的事由", "select", _titles(REFUSALS)), Field("reasons", "具体理由")),
        tone="danger",
    ),
    StepForm(
        "record_session",
        (
            Field("held_on", "调解日期", "date"),
            Field("place", "地点", "text"),
            Field("attended", "到场", "checks", SIDES),
            Field("record", "调解经过"),
            Field("undisputed", "双方没有争议的事实", required=False, hint="当事人签字确认后可以作为证据"),
            Field("undisputed_signed", "双方已就无争议事实签字", "check", required=False, hint="签字后可以随案移交"),
        ),
        tone="primary",
    ),
    StepForm("draft_agreement", (Field("text", "协议内容", hint="写明金额、履行方式和期限"),)),
    StepForm(
        "sign_agreement",
        (Field("side", "签字人", "select", SIDES), Field("signed_on", "签字日期", "date")),
        tone="primary",
    ),
    StepForm(
        "terminate_mediation",
        (
            Field("reason", "终止的事由", "select", _titles(TERMINATIONS)),
            Field("statement", "终止说明"),
            Field("channels", "已告知的其他解决途径", "checks", _titles(CHANNELS)),
            Field("wish", "申请人希望转交", "select", WISHES, required=False, hint="让步和调解方案不随案移交"),
        ),
        tone="danger",
    ),
    StepForm("withdraw_request", (Field("reason", "撤回的理由"),), tone="danger"),
    TOLD_DATE,
    StepForm("extend_limit", (Field("days", "延长日数", "number"), REASON, *_agrees("agrees"))),
    StepForm("close_case", tone="primary"),
)
STEP: TypeAdapter[PersonalStep] = TypeAdapter(PersonalStep)
READER = Reader(FORMS, STEP)


@dataclass(frozen=True)
class BoardPage:
    """One page of the list with its filters."""

    template: ClassVar[str] = "mediation/board.html"
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

    template: ClassVar[str] = "mediation/case.html"
    sheet: views.CaseSheet
    chart: Chart
    forms: Mapping[str, StepForm]
    channels: Mapping[str, Code]
    terminations: Mapping[str, Code]
    faults: tuple[Fault, ...]
    refused: str
    typed: Mapping[str, str]


@router.get("/mediation")
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
    return CasePage(
        sheet=sheet,
        chart=chart(sheet.clocks, today()),
        forms=FORMS,
        channels=CHANNELS,
        terminations=TERMINATIONS,
        faults=faults,
        refused=refused,
        typed=typed or {},
    )


@router.get("/mediation/cases/{case_id}")
def show_case(
    request: Request, case_id: UUID, session: Db, principal: Annotated[Principal, may("read_case")]
) -> HTMLResponse:
    """One case."""
    return page(request, _case_page(session, case_id, principal))


@router.post("/mediation/cases/{case_id}/steps/{command}")
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
        wish = READER.read(command, form)
        handlers.act(session, case_id, wish, principal, today=today(), version=version_in(form))
        return f"/mediation/cases/{case_id}"

    def again(refusal: Refused) -> HTMLResponse:
        context = _case_page(session, case_id, principal, refused=command, faults=refusal.faults, typed=kept(form))
        return page(request, context, status=problem.status_of(refusal.code))

    return tried(session, lambda: once.redirect(session, work), again)
