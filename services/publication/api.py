"""The interface of publication (/api/publication): decisions come in from the flows and go out as open data."""

import hashlib
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response
from pydantic import BaseModel

from services.chassis.access import may, public
from services.chassis.contracts import Published, RedactedPackage
from services.chassis.db import Db
from services.chassis.law_in_use import law_in_use
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.kernel.principal import Principal

from . import handlers
from .access import RELEASE
from .views.asking import OFTEN, Asked, Text
from .views.calculator import Answer, LimitRule, answer_of
from .views.calculator import rules as rules_on
from .views.records import Records, records
from .views.shelf import Question

router = APIRouter()
LAST_PAGE = 1_000_000
Words = Annotated[str, Query(max_length=2_000)]
Known = Annotated[str | None, Header(alias="If-None-Match", max_length=200)]
# A new notice of holidays moves dates: a shared cache asks again soon, and is answered shortly if nothing moved.
KEPT = "public, max-age=300"


@router.post("/decisions")
def release(
    principal: Annotated[Principal, may(RELEASE)], session: Db, once: OnceOnly, package: RedactedPackage
) -> Published:
    """Open an anonymised decision to everybody; the same one again is the same page."""
    return once.answer(session, Published, lambda: handlers.release(session, package, principal, today=today()))


@router.get("/decisions")
def decisions(
    _: Annotated[Principal, public()],
    session: Db,
    q: Words = "",
    number: Words = "",
    organ: Words = "",
    outcome: Words = "",
    page: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1,
) -> Records:
    """Every open decision, the newest first; withdrawn ones are not among them."""
    return records(session, Question.of(q, number, organ, outcome), page)


@router.get("/deadline", response_model=Answer)
def deadline(
    request: Request,
    _: Annotated[Principal, public()],
    typed: Asked,
    known: Known = None,
) -> Response:
    """The last day of a limit with every step that leads to it. Suspensions and extensions are told one after another."""
    OFTEN.require(request)
    return _kept(answer_of(typed, law_in_use()).answer, known)


class Limits(BaseModel):
    """Every limit that held on a day, in the version that governed."""

    on: date
    rulebook_version: str
    limits: tuple[LimitRule, ...]


@router.get("/limits", response_model=Limits)
def limits(
    request: Request, _: Annotated[Principal, public()], on: date | None = None, channel: Text = "", known: Known = None
) -> Response:
    """The limits that can be reckoned, today or on another legal date."""
    OFTEN.require(request)
    law, day = law_in_use(), on or today()
    return _kept(
        Limits(on=day, rulebook_version=law.rulebook.version_hash, limits=rules_on(law, day, channel=channel)), known
    )


def _kept(told: BaseModel, known: str | None) -> Response:
    """An answer that a cache may keep for a while; one that is known already is not told again."""
    body = told.model_dump_json()
    headers = {"ETag": f'"{hashlib.sha256(body.encode()).hexdigest()}"', "Cache-Control": KEPT}
    if known == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
