"""Filing at the desk (登记): the form, the likely duplicates before the number is given, the receipt."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from services.chassis.access import PostedForm, may
from services.chassis.db import Db, HouseSession
from services.chassis.district import district
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.kernel.principal import Principal
from services.kernel.refusal import Fault, Refused

from .. import handlers, views
from ..access import PERMISSIONS
from ..parts import ENTRY_TITLES, PARTNERS, Filing
from . import qr
from .cards import cards
from .choices import choices
from .contexts import FilingPage, ReceiptPage
from .form import FilingForm, filing_of, placed, typed
from .guide import guide, suggested
from .papers import paper_lines

router = APIRouter()
Clerk = Annotated[Principal, may("file_at_the_desk")]
UNPROCESSABLE = 422
CONFLICT = 409
WHY = "请先看上面的争议；确实是另一件的，写明理由再登记。"


@router.get("/desk/disputes/new")
def new(request: Request, _: Clerk) -> HTMLResponse:
    """The empty filing form; the day is the house's, never the browser's."""
    return _filing_page(request, FilingForm({"received_on": today().isoformat(), "district": district().district}))


@router.post("/desk/disputes")
def register(request: Request, form: PostedForm, clerk: Clerk, session: Db, once: OnceOnly) -> Response:
    """Register the dispute, or show the form again with every fault beside its field and nothing lost."""
    values, on = typed(form), today()
    if values.get("more") == "suggest":
        return _filing_page(request, FilingForm(suggested(values)))
    if values.get("more"):
        return _filing_page(request, FilingForm(values))
    filing, faults = filing_of(values, on, district())
    if filing is None:
        return _filing_page(request, FilingForm(values, placed(faults, values)), UNPROCESSABLE)
    found: list[views.Likeness] = []

    def work() -> str:
        found.extend(_unseen(session, filing))
        if found:
            raise Refused("desk.likely_duplicate", WHY)
        dispute = handlers.register(session, filing, clerk, today=on)
        return f"/desk/disputes/{dispute.id}/receipt"

    try:
        with session.begin_nested():
            return once.redirect(session, work)
    except Refused as refused:
        if refused.code.partition(".")[0] in {"access", "idempotency"}:
            raise
        if found:
            return _ask_again(request, values, tuple(found))
        return _filing_page(request, FilingForm(values, placed(refused.faults, values)), UNPROCESSABLE)


def _unseen(session: HouseSession, filing: Filing) -> tuple[views.Likeness, ...]:
    """The likely duplicates, where there is one that the clerk has not answered for."""
    found = views.likely_duplicates(session, filing)
    seen = set(filing.despite.numbers) if filing.despite else set()
    return found if {one.number for one in found} - seen else ()


def _ask_again(request: Request, values: Mapping[str, str], found: tuple[views.Likeness, ...]) -> HTMLResponse:
    """The same form with everything in it, and before it what is already there."""
    numbers = " ".join(one.number for one in found)
    faults = (Fault("desk.likely_duplicate", WHY, field="despite_reason"),)
    form = FilingForm({**values, "despite_numbers": numbers}, faults)
    return _filing_page(request, form, CONFLICT, found)


@router.get("/desk/disputes/{dispute_id}/receipt")
def receipt(
    request: Request, dispute_id: UUID, session: Db, reader: Annotated[Principal, may("read_dispute")]
) -> HTMLResponse:
    """The receipt with the notice of rights, for the printer."""
    found = views.need(session, dispute_id)
    code = views.code_of(session, dispute_id)
    shown = ReceiptPage(
        dispute=found,
        cards=cards(found, today()),
        centre=district().centre,
        entry=ENTRY_TITLES[found.entry],
        clerk=reader.name,
        code=code,
        qr=qr.picture(found.number, code),
        issued=paper_lines(found),
        may_issue=PERMISSIONS.allows(reader, "issue_paper"),
    )
    return page(request, shown)


def _filing_page(
    request: Request, form: FilingForm, status: int = 200, duplicates: tuple[views.Likeness, ...] = ()
) -> HTMLResponse:
    shown = FilingPage(
        form=form,
        choices=choices(),
        entries=tuple(ENTRY_TITLES.items()),
        partners=(("", "不是移送"), *((title, title) for title in PARTNERS.values())),
        duplicates=duplicates,
        guide=guide(form.values, today()),
    )
    return page(request, shown, status)
