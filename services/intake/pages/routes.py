"""The lists of the desk: the board, the search, the rules, and the overrides for review."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse

from services.chassis.access import may
from services.chassis.db import Db
from services.chassis.district import district
from services.chassis.law_in_use import law_in_use
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.kernel.principal import Principal
from services.kernel.routing_sheet import sheet
from services.kernel.routing_table import routing_table

from .. import handlers, views
from ..access import PERMISSIONS
from . import disputes, filing, papers, public
from .contexts import BoardPage, OverridesPage, RulesPage, SearchPage

router = APIRouter()
Reader = Annotated[Principal, may("read_board")]


@router.get("/desk")
def board(request: Request, session: Db, reader: Reader) -> HTMLResponse:
    """The board of the day."""
    on = today()
    may_register = PERMISSIONS.allows(reader, "file_at_the_desk")
    return page(request, BoardPage(today=on, board=views.board(session, on), may_register=may_register))


@router.get("/desk/rules")
def rules(request: Request, _: Reader) -> HTMLResponse:
    """The decision tables as tables."""
    table = routing_table()
    return page(request, RulesPage(blocks=sheet(table, district(), law_in_use()), version=table.version))


@router.get("/desk/overrides")
def overrides(request: Request, session: Db, reader: Annotated[Principal, may("read_overrides")]) -> HTMLResponse:
    """What persons decided against the tables."""
    may_review = PERMISSIONS.allows(reader, "review_override")
    return page(request, OverridesPage(lines=views.overrides(session), may_review=may_review))


@router.post("/desk/overrides/{dispute_id}/{version}")
def review(
    dispute_id: UUID,
    version: int,
    reader: Annotated[Principal, may("review_override")],
    session: Db,
    once: OnceOnly,
    finding: Annotated[str, Form(min_length=1, max_length=1000, title="复核意见")],
) -> Response:
    """Note what the review found."""

    def work() -> str:
        handlers.review_override(session, dispute_id, version, finding, reader, today=today())
        return "/desk/overrides"

    return once.redirect(session, work)


@router.get("/desk/disputes")
def search(request: Request, session: Db, _: Reader, q: Annotated[str, Query(max_length=100)] = "") -> HTMLResponse:
    """Search by number, name, telephone or number of the act."""
    return page(request, SearchPage(asked=q, lines=views.search(session, q, today())))


router.include_router(filing.router)
router.include_router(public.router)
router.include_router(disputes.router)
router.include_router(papers.router)
