"""The interface of publication (/api/publication): decisions come in from the flows and go out as open data."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.chassis.access import may, public
from services.chassis.contracts import Published, RedactedPackage
from services.chassis.db import Db
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.kernel.principal import Principal

from . import handlers
from .access import RELEASE
from .views.records import Records, records
from .views.shelf import Question

router = APIRouter()
LAST_PAGE = 1_000_000
Words = Annotated[str, Query(max_length=2_000)]


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
