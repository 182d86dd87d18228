"""The papers that the desk makes out (制发文书): the list, making them out, and each as page and as PDF."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from services.chassis import files, render
from services.chassis.access import may
from services.chassis.db import Db
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.kernel.principal import Principal

from .. import papers, views
from ..handlers import issuing
from ..parts import PAPER_TITLES, Dispute
from .contexts import IssuedPage, PaperLine

router = APIRouter()
Issuer = Annotated[Principal, may("issue_paper")]
PaperReader = Annotated[Principal, may("read_paper")]


def paper_lines(dispute: Dispute) -> tuple[PaperLine, ...]:
    """What may be made out now, then every paper that went out and is not the last of its kind."""
    last = issuing.standing(dispute)
    due = papers.due_papers(dispute)
    asked = tuple(
        PaperLine(one.key, PAPER_TITLES[one.kind], _position(dispute, one.unit_id), last.get(one.key), may_issue=True)
        for one in due
    )
    shown = {line.issued.pdf_sha256 for line in asked if line.issued}
    earlier = tuple(
        PaperLine("", paper.title, _position(dispute, paper.unit_id), paper, may_issue=False)
        for paper in reversed(dispute.issued)
        if paper.pdf_sha256 not in shown
    )
    return (*asked, *earlier)


def _position(dispute: Dispute, unit_id: UUID | None) -> int | None:
    unit = dispute.unit(unit_id) if unit_id else None
    return unit.position if unit else None


@router.post("/desk/disputes/{dispute_id}/issued")
def issue(
    dispute_id: UUID,
    clerk: Issuer,
    session: Db,
    once: OnceOnly,
    paper: Annotated[str, Form(max_length=60)] = "",
    back: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Make out one paper, or all that are due."""

    def work() -> str:
        issuing.issue(session, dispute_id, paper, clerk, today=today())
        return f"/desk/disputes/{dispute_id}{'/receipt' if back == 'receipt' else ''}#issued"

    return once.redirect(session, work)


@router.get("/desk/disputes/{dispute_id}/issued/{sha256}.pdf")
def paper_file(dispute_id: UUID, sha256: str, session: Db, reader: PaperReader) -> Response:
    """One paper as it went out; the name of the file tells nothing of anybody."""
    content = files.read(issuing.read(session, dispute_id, sha256, reader).pdf_sha256)
    headers = {"content-disposition": f'inline; filename="{sha256[:12]}.pdf"', "cache-control": "private, no-store"}
    return Response(content, media_type="application/pdf", headers=headers)


@router.get("/desk/disputes/{dispute_id}/issued/{sha256}")
def show_paper(request: Request, dispute_id: UUID, sha256: str, session: Db, reader: PaperReader) -> HTMLResponse:
    """One paper as a page, for screen and printer."""
    paper = issuing.read(session, dispute_id, sha256, reader)
    number = views.need(session, dispute_id).number
    html = render.html(paper.document, fragment=True)
    return page(request, IssuedPage(dispute_id=dispute_id, dispute_number=number, paper=paper, html=html))
