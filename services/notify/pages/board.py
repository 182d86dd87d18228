"""The service board (送达台) and the page of one delivery."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from services.chassis import audit
from services.chassis.access import may
from services.chassis.db import Db
from services.chassis.i18n import language_of, translate
from services.chassis.now import today
from services.chassis.pages import page
from services.kernel.principal import Principal

from ..access import PERMISSIONS, SEE
from ..handlers.receipts import kind_of
from ..views.board import Board, Show, board_of
from ..views.delivery import DeliveryView, delivery_view, file_of
from .steps import ACTIONS, TITLES, Step

router = APIRouter(prefix="/notices")
SHOWN = 100_000

See = Annotated[Principal, may(SEE)]


@dataclass(frozen=True)
class BoardPage:
    """The service board (送达台)."""

    template: ClassVar[str] = "notify/board.html"
    board: Board
    tabs: tuple[tuple[Show, str, int], ...]


@dataclass(frozen=True)
class DeliveryPage:
    """One delivery: attempts, slips, proof, and what may be done now."""

    template: ClassVar[str] = "notify/delivery.html"
    view: DeliveryView
    steps: tuple[tuple[Step, str], ...]


@router.get("")
def board(
    request: Request,
    _: See,
    session: Db,
    show: Show = Show.OUT,
    number: Annotated[int, Query(alias="page", ge=1, le=SHOWN)] = 1,
) -> HTMLResponse:
    """What is out, what came back, what failed, and the notices sent."""
    found = board_of(session, show, number)
    titles = {Show.OUT: "在途", Show.SERVED: "已送达", Show.FAILED: "未送达", Show.NOTICES: "通知"}
    return page(request, BoardPage(found, tuple((one, title, found.counts[one]) for one, title in titles.items())))


@router.get("/deliveries/{delivery_id}")
def delivery(request: Request, principal: See, session: Db, delivery_id: UUID) -> HTMLResponse:
    """One delivery with its attempts and its proof of service."""
    view = delivery_view(session, delivery_id, today())
    language = language_of(request)
    told = tuple(replace(entry, title=translate(language, entry.title)) for entry in view.entries)
    return page(request, DeliveryPage(replace(view, entries=told), _steps(view, principal)))


@router.get("/deliveries/{delivery_id}/files/{sha256}")
def file(principal: See, session: Db, delivery_id: UUID, sha256: str) -> Response:
    """The document, a slip or a proof of this delivery; who looked is in the audit."""
    content = file_of(session, delivery_id, sha256)
    audit.record(session, principal, "read_file", f"delivery:{delivery_id}", detail={"sha256": sha256})
    return Response(content, media_type=kind_of(content) or "text/plain; charset=utf-8")


def _steps(view: DeliveryView, principal: Principal) -> tuple[tuple[Step, str], ...]:
    stands = view.delivery.standing is not None
    wanted = {
        Step.RECEIPT: True,
        Step.CORRECTION: stands,
        Step.PUBLIC_NOTICE: view.delivery.served_on is None,
    }
    return tuple(
        (step, TITLES[step])
        for step, action in ACTIONS.items()
        if wanted[step] and PERMISSIONS.allows(principal, action)
    )
