"""The register of missed limits as pages and interface; each channel serves its own under its own addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict

from services.chassis import problem
from services.chassis.access import PostedForm, may, principal_of
from services.chassis.case_web import Paging, tried
from services.chassis.db import Db, HouseSession
from services.chassis.district import district
from services.chassis.missed_limits import REASONS, C, E, K, MissedLine, Register
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.chassis.service import service_of
from services.chassis.step_forms import kept
from services.kernel.principal import Principal
from services.kernel.refusal import Fault, Refused

READ, EXPLAIN = "read_missed_limits", "explain_missed_limit"


@dataclass(frozen=True)
class MissedPage:
    """The register of one channel, and what a refused form had said."""

    template: ClassVar[str] = "chassis/missed_limits.html"
    prefix: str
    district: str
    lines: tuple[MissedLine, ...]
    unexplained: bool
    paging: Paging
    may_explain: bool
    reasons: Mapping[str, str]
    faults: tuple[Fault, ...]
    refused: UUID | None
    typed: Mapping[str, str]


class Statement(BaseModel):
    """Why a limit was missed: a code, and what happened in words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    words: str


class Stated(BaseModel):
    """The statement was taken into the register."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    reason: str


Reader = Annotated[Principal, may(READ)]
Responsible = Annotated[Principal, may(EXPLAIN)]


def api_routes(register: Register[C, K, E]) -> APIRouter:
    """What programs may ask of the register."""
    routes = APIRouter()

    @routes.get("/missed-limits")
    def missed_limits(
        session: Db, _: Reader, unexplained: bool = False, page_number: int = 1
    ) -> tuple[MissedLine, ...]:
        """The limits that an organ let pass, the newest first."""
        paging = Paging.of(register.count(session, unexplained=unexplained), page_number, "")
        return register.lines(session, today(), unexplained=unexplained, start=paging.start, size=paging.size)

    @routes.post("/missed-limits/{missed_id}/reason")
    def explain_missed_limit(
        missed_id: UUID, statement: Statement, session: Db, principal: Responsible, once: OnceOnly
    ) -> Stated:
        """State why a limit was missed; what was stated before stays in the register."""

        def work() -> Stated:
            register.explain(session, missed_id, statement.code, statement.words, principal, today=today())
            return Stated(id=missed_id, reason=statement.code)

        return once.answer(session, Stated, work)

    return routes


def page_routes(register: Register[C, K, E], prefix: str) -> APIRouter:
    """The page of the register, and its form."""
    routes = APIRouter(prefix=f"{prefix}/missed-limits")

    @routes.get("")
    def show_missed_limits(
        request: Request, session: Db, _: Reader, unexplained: bool = False, page_number: int = 1
    ) -> HTMLResponse:
        """The limits that an organ let pass, the newest first."""
        return page(
            request, _page(request, session, register, prefix, unexplained=unexplained, page_number=page_number)
        )

    @routes.post("/{missed_id}/reason")
    def state_reason(  # noqa: PLR0913, PLR0917 - what FastAPI fills in
        request: Request, missed_id: UUID, form: PostedForm, session: Db, principal: Responsible, once: OnceOnly
    ) -> Response:
        """State why a limit was missed."""
        typed = kept(form)

        def work() -> str:
            code, words = typed.get("code", ""), typed.get("words", "")
            register.explain(session, missed_id, code, words, principal, today=today())
            return f"{prefix}/missed-limits"

        def again(refusal: Refused) -> HTMLResponse:
            context = _page(request, session, register, prefix)
            told = replace(context, faults=refusal.faults, refused=missed_id, typed=typed)
            return page(request, told, status=problem.status_of(refusal.code))

        return tried(session, lambda: once.redirect(session, work), again)

    return routes


def _page(  # noqa: PLR0913 - what a page of a list is made from
    request: Request,
    session: HouseSession,
    register: Register[C, K, E],
    prefix: str,
    *,
    unexplained: bool = False,
    page_number: int = 1,
) -> MissedPage:
    count = register.count(session, unexplained=unexplained)
    paging = Paging.of(count, page_number, f"?unexplained={'true' if unexplained else 'false'}")
    return MissedPage(
        prefix=prefix,
        district=district().district,
        lines=register.lines(session, today(), unexplained=unexplained, start=paging.start, size=paging.size),
        unexplained=unexplained,
        paging=paging,
        may_explain=service_of(request).permissions.allows(principal_of(request), EXPLAIN),
        reasons=REASONS,
        faults=(),
        refused=None,
        typed={},
    )
