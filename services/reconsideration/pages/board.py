"""The list of cases: what is due when, and why."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from services.chassis.access import may
from services.chassis.db import Db
from services.chassis.now import today
from services.chassis.pages import page
from services.chassis.told_dates import ToldLine
from services.kernel.principal import Principal

from .. import views
from ..access import is_organ_user
from ..domain import MACHINE
from ..views.lists import Board

router = APIRouter()
PAGE = 25


@dataclass(frozen=True)
class BoardPage:
    """One page of the list with its filters."""

    template: ClassVar[str] = "reconsideration/board.html"
    board: Board
    told: tuple[ToldLine, ...]
    lines: tuple[views.CaseLine, ...]
    states: tuple[tuple[str, str], ...]
    state: str
    mine: bool
    is_officer: bool
    is_head: bool
    number: int
    pages: int
    query: str


@router.get("/reconsideration")
def show_board(
    request: Request,
    principal: Annotated[Principal, may("read_list")],
    session: Db,
    state: str = "",
    mine: bool = False,
    page_number: int = 1,
) -> Response:
    """The cases the reader may see, the next limit first; an organ has a list of its own."""
    if is_organ_user(principal):
        return RedirectResponse("/reconsideration/organ", status_code=303)
    known = state if state in MACHINE.states else ""
    board = views.board(session, principal, today(), state=known or None, mine=mine)
    pages = max(1, -(-len(board.lines) // PAGE))
    number = min(max(page_number, 1), pages)
    return page(
        request,
        BoardPage(
            board=board,
            told=views.told_lines(session),
            lines=board.lines[(number - 1) * PAGE : number * PAGE],
            states=tuple((name, row.title) for name, row in MACHINE.states.items()),
            state=known,
            mine=mine,
            is_officer=principal.has("officer"),
            is_head=principal.has("head"),
            number=number,
            pages=pages,
            query=f"?state={known}&mine={'true' if mine else 'false'}&page_number=",
        ),
    )
