"""The one view of a dispute (争议): its units over all channels, its papers, and the duty lawyer's word on a unit."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from services.chassis import uploads
from services.chassis.access import PostedForm, may
from services.chassis.db import Db, HouseSession
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.kernel.principal import Principal
from services.kernel.refusal import Fault, Refused

from .. import handlers, views
from ..access import PERMISSIONS
from ..commands import RouteUnit
from ..parts import ENTRY_TITLES, PARTY_TITLES, Filing, UnitDraft
from .cards import cards, persons
from .contexts import DisputePage
from .form import FilingForm, typed
from .papers import paper_lines
from .reroute import answers_of, reroute_page

router = APIRouter()
Reader = Annotated[Principal, may("read_dispute")]
UNPROCESSABLE = 422
NAMED = frozenset({"idempotency", "access", "missing", "stale", "state"})


@router.get("/desk/disputes/{dispute_id}")
def dispute(request: Request, dispute_id: UUID, session: Db, reader: Reader) -> HTMLResponse:
    """The one view over all channels."""
    return _dispute_page(request, dispute_id, session, reader)


@router.post("/desk/disputes/{dispute_id}/papers")
def add_papers(
    request: Request,
    dispute_id: UUID,
    form: PostedForm,
    clerk: Annotated[Principal, may("add_papers")],
    session: Db,
    once: OnceOnly,
) -> Response:
    """Keep papers with the dispute, all of those sent or none."""
    views.need(session, dispute_id)
    try:
        papers = uploads.received(uploads.sent(form, "papers"), "papers")
    except Refused as refused:
        return _dispute_page(request, dispute_id, session, clerk, refused.faults)

    def work() -> str:
        handlers.add_papers(session, dispute_id, papers, clerk, today=today())
        return f"/desk/disputes/{dispute_id}#papers"

    return once.redirect(session, work)


@router.get("/desk/disputes/{dispute_id}/papers/{sha256}")
def paper(dispute_id: UUID, sha256: str, session: Db, reader: Annotated[Principal, may("read_paper")]) -> Response:
    """One paper as a download, for those who may read the dispute; the reading is kept."""
    found = handlers.read_paper(session, dispute_id, sha256, reader)
    return uploads.download(found.sha256, found.name, found.media_type)


@router.get("/desk/disputes/{dispute_id}/units/{unit_id}/route")
def show_route(
    request: Request, dispute_id: UUID, unit_id: UUID, session: Db, _: Annotated[Principal, may("route_unit")]
) -> HTMLResponse:
    """The answers of a unit before the duty lawyer."""
    return reroute_page(request, views.need(session, dispute_id), unit_id, today())


@router.post("/desk/disputes/{dispute_id}/units/{unit_id}/route")
def reroute(
    request: Request,
    dispute_id: UUID,
    unit_id: UUID,
    form: PostedForm,
    principal: Annotated[Principal, may("route_unit")],
    session: Db,
    once: OnceOnly,
    version: Annotated[int, Form()],
    reason: Annotated[str, Form(min_length=1, max_length=1000)],
    channel: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Better answers, or a person's word where the tables are silent or wrong; the reason is kept either way."""
    values = typed(form)

    def again(faults: tuple[Fault, ...]) -> HTMLResponse:
        shown = FilingForm(values, faults)
        return reroute_page(request, views.need(session, dispute_id), unit_id, today(), shown, UNPROCESSABLE)

    try:
        wanted = {"unit_id": unit_id, "channel": channel or None, "reason": reason, "answers": answers_of(values)}
        command = RouteUnit.model_validate(wanted)
    except ValidationError as error:
        return again(tuple(_fault(str(one["loc"][-1])) for one in error.errors(include_input=False)))

    def work() -> str:
        handlers.route_unit(session, command, principal, today=today(), version=version)
        return f"/desk/disputes/{dispute_id}"

    try:
        with session.begin_nested():
            return once.redirect(session, work)
    except Refused as refused:
        if refused.code.partition(".")[0] in NAMED:
            raise
        return again(refused.faults)


def _fault(name: str) -> Fault:
    return Fault("invalid", "这一项不对，请核对。", field=name)


def _dispute_page(
    request: Request, dispute_id: UUID, session: HouseSession, reader: Principal, faults: tuple[Fault, ...] = ()
) -> HTMLResponse:
    on = today()
    sheet = views.sheet(session, dispute_id, on)
    found = sheet.dispute
    shown = DisputePage(
        dispute=found,
        party=found.applicant,
        persons=tuple(persons(found)),
        cards=cards(found, on),
        entries=sheet.entries,
        linked=views.likely_duplicates(session, _as_filed(sheet), besides=dispute_id),
        entry=ENTRY_TITLES[found.entry],
        kind=PARTY_TITLES[found.applicant.kind],
        may_route=PERMISSIONS.allows(reader, "route_unit"),
        may_add=PERMISSIONS.allows(reader, "add_papers"),
        issued=paper_lines(found),
        may_issue=PERMISSIONS.allows(reader, "issue_paper"),
        faults=faults,
    )
    return page(request, shown, UNPROCESSABLE if faults else 200)


def _as_filed(sheet: views.Sheet) -> Filing:
    """The dispute as it would be filed again, to see what else is like it."""
    found = sheet.dispute
    drafts = tuple(
        UnitDraft(claim=unit.claim, answers=unit.facts, other_side=unit.other_side, act=unit.act)
        for unit in found.units
    )
    return Filing.model_construct(
        received_on=found.received_on,
        applicant=found.applicant,
        co_applicants=found.co_applicants,
        story=found.story,
        units=drafts,
    )
