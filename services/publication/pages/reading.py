"""The list, the decision, its copy, the verification and the feed: for everybody, without a script and without a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from services.chassis.access import public
from services.chassis.db import Db
from services.chassis.pages import PageContext, page
from services.kernel.principal import Principal

from ..access import PERMISSIONS, WITHDRAW
from ..views.feed import feed
from ..views.sheet import Sheet, Tombstone, copy_of, sheet_of
from ..views.shelf import Question, Shelf, shelf_of
from ..views.verification import Verification, verify
from .headers import HEADERS, HIDDEN

router = APIRouter(prefix="/public")
LAST_PAGE = 1_000_000
LONGEST_CODE = 64

Anybody = Annotated[Principal, public()]
Words = Annotated[str, Query(max_length=2_000)]


@dataclass(frozen=True)
class ShelfPage:
    """The list of open decisions."""

    template: ClassVar[str] = "publication/shelf.html"
    shelf: Shelf


@dataclass(frozen=True)
class DecisionPage:
    """One decision. `article` is the fragment of our own renderer, read strictly when it was released."""

    template: ClassVar[str] = "publication/decision.html"
    sheet: Sheet
    article: Markup
    may_withdraw: bool


@dataclass(frozen=True)
class WithdrawnPage:
    """What is said of a decision that was withdrawn."""

    template: ClassVar[str] = "publication/withdrawn.html"
    tombstone: Tombstone


@dataclass(frozen=True)
class VerifyPage:
    """The verification of a paper by its code. `found` is empty before a code is given, and when it is unknown."""

    template: ClassVar[str] = "publication/verify.html"
    code: str
    found: Verification | None
    pasted: str


@router.get("")
def shelf(
    request: Request,
    _: Anybody,
    session: Db,
    q: Words = "",
    number: Words = "",
    organ: Words = "",
    outcome: Words = "",
    shown: Annotated[int, Query(alias="page", ge=1, le=LAST_PAGE)] = 1,
) -> HTMLResponse:
    """The open decisions, searched."""
    found = shelf_of(session, Question.of(q, number, organ, outcome), shown)
    # A search's own address is nothing for a search engine: it would keep what a reader typed.
    return _shown(request, ShelfPage(found), headers=HIDDEN if found.question.is_asked else None)


@router.get("/feed.atom")
def atom(_: Anybody, session: Db) -> Response:
    """The newest decisions for feed readers."""
    return Response(feed(session), media_type="application/atom+xml", headers={"Cache-Control": "no-cache"})


@router.get("/decisions/{decision_id:uuid}.pdf")
def copy(
    request: Request,
    _: Anybody,
    session: Db,
    decision_id: UUID,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """The public copy; a browser may keep it but asks each time, so that a withdrawal is seen at once."""
    found = sheet_of(session, decision_id)
    if isinstance(found, Tombstone):
        return _gone(request, found)
    kept = copy_of(found)
    headers = {"ETag": f'"{kept.sha256}"', "Cache-Control": "no-cache"}
    if if_none_match == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = kept.disposition
    return Response(kept.content, media_type="application/pdf", headers=headers)


@router.get("/decisions/{decision_id:uuid}")
def decision(request: Request, principal: Anybody, session: Db, decision_id: UUID) -> HTMLResponse:
    """One decision, or that it was withdrawn."""
    found = sheet_of(session, decision_id)
    if isinstance(found, Tombstone):
        return _gone(request, found)
    article = Markup(found.html)  # noqa: S704 - our renderer's own, read strictly on release
    return _shown(request, DecisionPage(found, article, PERMISSIONS.allows(principal, WITHDRAW, "published")))


@router.get("/verify")
def ask(request: Request, _: Anybody, code: Words = "") -> Response:
    """The form for a code; a given one leads to its own address."""
    code = code.strip()[:LONGEST_CODE]
    if code:
        return RedirectResponse(f"/public/verify/{quote(code, safe='')}", status_code=303)
    return _shown(request, VerifyPage("", None, ""))


@router.get("/verify/{code}")
def verification(request: Request, _: Anybody, session: Db, code: str, sha256: Words = "") -> HTMLResponse:
    """Which decision a code belongs to, whether it is still shown, and whether a file is the sealed one."""
    code, pasted = code.strip()[:LONGEST_CODE], sha256.strip()[:200]
    found = verify(session, code, pasted)
    context = VerifyPage(code, found, pasted)
    return _shown(request, context, status=200 if found else 404, headers=HIDDEN)


def _gone(request: Request, tombstone: Tombstone) -> HTMLResponse:
    return _shown(request, WithdrawnPage(tombstone), status=410, headers=HIDDEN)


def _shown(
    request: Request, context: PageContext, status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    response = page(request, context, status)
    response.headers.update({**HEADERS, **(headers or {})})
    return response
