"""What anybody may do without an account: file a dispute, and see by number and code how far it is. Nothing is read back."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.chassis import uploads
from services.chassis.access import PostedForm, public
from services.chassis.db import Db
from services.chassis.district import district
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.chassis.rate_limit import Limit
from services.kernel.principal import Principal
from services.kernel.refusal import Fault, Refused

from .. import handlers, views
from . import qr
from .choices import choices
from .contexts import OnlinePage, StatusPage
from .form import FilingForm, filing_of, placed, typed

router = APIRouter()
Anybody = Annotated[Principal, public()]
Said = Annotated[str, Query(max_length=60)]
Told = Annotated[str, Form(max_length=60)]
FILINGS = Limit("desk.online", 5, 3600)
LOOKS = Limit("desk.status", 30, 600)
PAPERS = Limit("desk.papers", 10, 3600)
UNPROCESSABLE = 422
# What the desk alone decides of a filing, whatever a form from outside says.
OF_THE_DESK = ("source_partner", "source_reference", "despite_numbers", "despite_reason", "postmark_on")


def _within(limit: Limit, request: Request) -> None:
    address = request.client.host if request.client else "unknown"
    if not limit.count(address):
        raise Refused("rate.limited", "操作太频繁了，请过一会儿再试；也可以到窗口或者打电话办理。")


@router.get("/desk/online")
def ask(request: Request, _: Anybody) -> HTMLResponse:
    """The empty form."""
    return _online_page(request, FilingForm({"district": district().district}))


@router.post("/desk/online")
def file_online(request: Request, form: PostedForm, _: Anybody, session: Db, once: OnceOnly) -> Response:
    """File from outside: a number and a code come back, never what others filed, nor whether they did."""
    on = today()
    said = {name: value for name, value in typed(form).items() if name not in OF_THE_DESK}
    values = said | {"entry": "online", "received_on": on.isoformat()}
    if values.get("more"):
        return _online_page(request, FilingForm(values))
    filing, faults = filing_of(values, on, district())
    if filing is None:
        return _online_page(request, FilingForm(values, placed(faults, values)), UNPROCESSABLE)
    _within(FILINGS, request)

    def work() -> str:
        dispute = handlers.register(session, filing, handlers.THE_PUBLIC, today=on)
        return qr.status_path_of(session, dispute.id, dispute.number)

    try:
        with session.begin_nested():
            return once.redirect(session, work)
    except Refused as refused:
        if refused.code.partition(".")[0] in {"access", "idempotency"}:
            raise
        return _online_page(request, FilingForm(values, placed(refused.faults, values)), UNPROCESSABLE)


@router.get(qr.STATUS)
def status(
    request: Request, session: Db, _: Anybody, number: Said = "", code: Said = "", added: int = 0
) -> HTMLResponse:
    """How far the dispute is; without number and code, the question for them."""
    if not number and not code:
        return _status_page(request, "", "", None, is_wrong=False)
    _within(LOOKS, request)
    found = views.status(session, number, code, today())
    return _status_page(request, number, code, found, is_wrong=found is None, added=added)


@router.post(f"{qr.STATUS}/papers")
def add_papers(
    request: Request,
    form: PostedForm,
    _: Anybody,
    session: Db,
    once: OnceOnly,
    number: Told,
    code: Told,
) -> Response:
    """Papers that come later: they go in and cannot be fetched from here."""
    _within(PAPERS, request)
    found = views.status(session, number, code, today())
    dispute_id = views.dispute_id_of(session, number, code)
    if found is None or dispute_id is None:
        return _status_page(request, number, "", None, is_wrong=True)
    try:
        papers = uploads.received(uploads.sent(form, "papers"), "papers")
    except Refused as refused:
        return _status_page(request, number, code, found, is_wrong=False, faults=refused.faults)

    def work() -> str:
        handlers.add_papers(session, dispute_id, papers, handlers.THE_PUBLIC, today=today())
        return f"{qr.status_path(number, code)}&added={len(papers)}"

    answer: RedirectResponse = once.redirect(session, work)
    return answer


def _online_page(request: Request, form: FilingForm, status_code: int = 200) -> HTMLResponse:
    return page(request, OnlinePage(form=form, choices=choices(), centre=district().centre), status_code)


def _status_page(
    request: Request,
    number: str,
    code: str,
    found: views.Status | None,
    *,
    is_wrong: bool,
    added: int = 0,
    faults: tuple[Fault, ...] = (),
) -> HTMLResponse:
    shown = StatusPage(
        number=number,
        code=code,
        status=found,
        is_wrong=is_wrong,
        added=added,
        faults=faults,
        centre=district().centre,
    )
    return page(request, shown, 404 if is_wrong else UNPROCESSABLE if faults else 200)
