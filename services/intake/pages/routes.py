"""The addresses of the desk's pages."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse

from services.chassis.access import PostedForm, may
from services.chassis.db import Db
from services.chassis.district import district
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.kernel.organs import OrganKind
from services.kernel.principal import Principal
from services.kernel.refusal import Refused
from services.kernel.routing_table import RouteChannel, routing_table

from .. import handlers, views
from ..access import PERMISSIONS
from ..commands import OurChannel, RouteUnit
from ..parts import ENTRY_TITLES, PARTY_TITLES, UNIT_TITLES, Dispute, Unit
from .contexts import BoardPage, DisputePage, FilingPage, LimitLine, ReceiptPage, RulesPage, SearchPage, UnitCard
from .form import ROWS, FilingForm, filing_of, placed, typed

router = APIRouter()
Reader = Annotated[Principal, may("read_board")]
UNPROCESSABLE = 422


@router.get("/desk")
def board(request: Request, session: Db, reader: Reader) -> HTMLResponse:
    """The board of the day."""
    on = today()
    may_register = PERMISSIONS.allows(reader, "register_dispute")
    return page(request, BoardPage(today=on, board=views.board(session, on), may_register=may_register))


@router.get("/desk/rules")
def rules(request: Request, _: Reader) -> HTMLResponse:
    """The decision tables as tables."""
    table = routing_table()
    return page(request, RulesPage(blocks=table.blocks, inputs=table.inputs, version=table.version))


@router.get("/desk/disputes")
def search(request: Request, session: Db, _: Reader, q: Annotated[str, Query(max_length=100)] = "") -> HTMLResponse:
    """Search by number, name, telephone or number of the act."""
    return page(request, SearchPage(asked=q, lines=views.search(session, q, today())))


@router.get("/desk/disputes/new")
def new(request: Request, _: Annotated[Principal, may("register_dispute")]) -> HTMLResponse:
    """The empty filing form; the day is the house's, never the browser's."""
    on = today()
    return _filing_page(request, FilingForm({"received_on": on.isoformat(), "district": district().district}))


@router.post("/desk/disputes")
def register(
    request: Request,
    form: PostedForm,
    principal: Annotated[Principal, may("register_dispute")],
    session: Db,
    once: OnceOnly,
) -> Response:
    """Register the dispute, or show the form again with every fault beside its field and nothing lost."""
    values, on = typed(form), today()
    filing, faults = filing_of(values, on, district())
    if filing is None:
        return _filing_page(request, FilingForm(values, placed(faults, values)), UNPROCESSABLE)

    def work() -> str:
        dispute = handlers.register(session, filing, principal, today=on)
        return f"/desk/disputes/{dispute.id}/receipt"

    try:
        with session.begin_nested():
            return once.redirect(session, work)
    except Refused as refused:
        if refused.code.partition(".")[0] in {"access", "idempotency"}:
            raise
        return _filing_page(request, FilingForm(values, placed(refused.faults, values)), UNPROCESSABLE)


@router.get("/desk/disputes/{dispute_id}")
def dispute(
    request: Request, dispute_id: UUID, session: Db, reader: Annotated[Principal, may("read_dispute")]
) -> HTMLResponse:
    """The one view over all channels."""
    on = today()
    sheet = views.sheet(session, dispute_id, on)
    shown = DisputePage(
        dispute=sheet.dispute,
        party=sheet.dispute.applicant,
        cards=_cards(sheet.dispute, on),
        entries=sheet.entries,
        entry=ENTRY_TITLES[sheet.dispute.entry],
        kind=PARTY_TITLES[sheet.dispute.applicant.kind],
        may_route=PERMISSIONS.allows(reader, "route_unit"),
    )
    return page(request, shown)


@router.get("/desk/disputes/{dispute_id}/receipt")
def receipt(
    request: Request, dispute_id: UUID, session: Db, reader: Annotated[Principal, may("read_dispute")]
) -> HTMLResponse:
    """The receipt with the notice of rights, for the printer."""
    found = views.need(session, dispute_id)
    shown = ReceiptPage(
        dispute=found,
        cards=_cards(found, today()),
        centre=district().centre,
        entry=ENTRY_TITLES[found.entry],
        clerk=reader.name,
    )
    return page(request, shown)


@router.post("/desk/disputes/{dispute_id}/units/{unit_id}/route")
def reroute(
    dispute_id: UUID,
    unit_id: UUID,
    principal: Annotated[Principal, may("route_unit")],
    session: Db,
    once: OnceOnly,
    version: Annotated[int, Form()],
    channel: Annotated[OurChannel, Form()],
    reason: Annotated[str, Form(min_length=1, max_length=1000)],
) -> Response:
    """A person's word where the tables are silent or wrong; the reason is kept."""

    def work() -> str:
        command = RouteUnit(unit_id=unit_id, channel=channel, reason=reason)
        handlers.route_unit(session, command, principal, today=today(), version=version)
        return f"/desk/disputes/{dispute_id}"

    return once.redirect(session, work)


def _filing_page(request: Request, form: FilingForm, status: int = 200) -> HTMLResponse:
    organs_of = district()
    organs = tuple((organ.id, organ.name) for organ in organs_of.respondents())
    places = organs_of.of_kind(OrganKind.SUBDISTRICT, OrganKind.TOWN)
    shown = FilingPage(
        form=form,
        rows=tuple(range(ROWS)),
        entries=tuple(ENTRY_TITLES.items()),
        kinds=tuple(PARTY_TITLES.items()),
        inputs={one.name: one for one in routing_table().inputs.inputs},
        organs=(("", "请选择"), *organs),
        places=(("", "不清楚"), *((organ.id, organ.short) for organ in places)),
    )
    return page(request, shown, status)


def _cards(dispute: Dispute, on: date) -> tuple[UnitCard, ...]:
    return tuple(_card(unit, on) for unit in dispute.units)


def _card(unit: Unit, on: date) -> UnitCard:
    found, profile = unit.route, district()
    limits = tuple(LimitLine(one, views.badge(one.due_on, on, provisional=one.provisional)) for one in found.limits)
    next_limit = found.next_limit
    return UnitCard(
        unit=unit,
        tone=views.TONES[unit.state],
        state=UNIT_TITLES[unit.state],
        organ=profile.organ(found.organ_id) if found.organ_id and profile.has(found.organ_id) else None,
        limits=limits,
        due=views.badge(next_limit.due_on, on, provisional=next_limit.provisional) if next_limit else None,
        case_path=f"/{unit.case.channel}/cases/{unit.case.case_id}" if unit.case else None,
        body=profile.organ(profile.body).name if found.channel is RouteChannel.RECONSIDERATION else None,
        asked=tuple(_asked(unit)),
    )


def _asked(unit: Unit) -> list[tuple[str, str]]:
    """The answers the route was computed from, in the words of the questions."""
    inputs = routing_table().inputs
    return [
        (inputs.question(name), "、".join(inputs.title(name, answer) for answer in answers))
        for name, answers in unit.route.inputs.items()
    ]
