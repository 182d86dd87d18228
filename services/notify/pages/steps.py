"""The three steps of a person: record a slip, correct a service date, give public notice."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from services.chassis.access import may
from services.chassis.db import Db, HouseSession
from services.chassis.i18n import Language, language_of, translate
from services.chassis.now import today
from services.chassis.once import Once, OnceOnly
from services.chassis.pages import page
from services.kernel.principal import Principal
from services.kernel.refusal import Fault, Refused

from ..access import CORRECT, NOTICE, RECORD
from ..commands import GivePublicNotice
from ..domain.proof import CAPACITIES, MODES
from ..domain.public_notice import GROUNDS as NOTICE_GROUNDS
from ..domain.receipt import GROUNDS
from ..events import Capacity, Mode, NoticeGround, Receipt, ReturnGround
from ..handlers import receipts
from ..views.delivery import DeliveryView, delivery_view

router = APIRouter(prefix="/notices")
Pairs = tuple[tuple[str, str], ...]
SERVED_BY = (Mode.POST, Mode.DIRECT, Mode.LEFT, Mode.ELECTRONIC)

Line = Annotated[str | None, Form(max_length=100)]
Story = Annotated[str, Form(max_length=1000)]


class Step(StrEnum):
    """The steps of a person, as their addresses name them."""

    RECEIPT = "receipt"
    CORRECTION = "correction"
    PUBLIC_NOTICE = "public-notice"


ACTIONS: dict[Step, str] = {Step.RECEIPT: RECORD, Step.CORRECTION: CORRECT, Step.PUBLIC_NOTICE: NOTICE}
TITLES: dict[Step, str] = {
    Step.RECEIPT: "登记回证",
    Step.CORRECTION: "更正送达日期",
    Step.PUBLIC_NOTICE: "公告送达",
}


@dataclass(frozen=True)
class SlipForm:
    """The slip as the clerk types it."""

    on: Annotated[date, Form()]
    mode: Annotated[Mode, Form()]
    version: Annotated[int, Form(ge=0)]
    outcome: Annotated[Literal["served", "returned"], Form()] = "served"
    signed_by: Line = None
    capacity: Annotated[Capacity | None, Form()] = None
    witness: Line = None
    how: Story = ""
    ground: Annotated[ReturnGround | None, Form()] = None
    reason: Story = ""
    slip: Annotated[UploadFile | None, File()] = None

    def receipt(self) -> Receipt:
        """The slip as it is filed; a browser sends a nameless empty file where none was chosen."""
        content = self.slip.file.read() if self.slip is not None and self.slip.filename else b""
        return Receipt(
            served=self.outcome == "served",
            on=self.on,
            mode=self.mode,
            signed_by=self.signed_by,
            capacity=self.capacity,
            how=self.how,
            witness=self.witness,
            slip_sha256=receipts.keep_slip(content) if content else None,
            ground=self.ground if self.outcome == "returned" else None,
        )


@dataclass(frozen=True)
class NoticeForm:
    """A public notice as the officer types it."""

    ground: Annotated[NoticeGround, Form()]
    issued_on: Annotated[date, Form()]
    version: Annotated[int, Form(ge=0)]
    reason: Story = ""
    place: Annotated[str, Form(max_length=100)] = ""


@dataclass(frozen=True)
class Choices:
    """What the forms offer, in the reader's language."""

    modes: Pairs
    capacities: Pairs
    grounds: Pairs
    notice_grounds: Pairs


@dataclass(frozen=True)
class StepPage:
    """The form of one step, with what was typed and everything that is wrong with it."""

    template: ClassVar[str] = "notify/step.html"
    view: DeliveryView
    step: Step
    title: str
    choices: Choices
    entered: Mapping[str, str]
    faults: tuple[Fault, ...]
    errors: Mapping[str, str]


@router.get("/deliveries/{delivery_id}/receipt")
def receipt_form(
    request: Request, _: Annotated[Principal, may(RECORD)], session: Db, delivery_id: UUID
) -> HTMLResponse:
    """The form for a slip."""
    return _form(request, session, delivery_id, Step.RECEIPT)


@router.get("/deliveries/{delivery_id}/correction")
def correction_form(
    request: Request, _: Annotated[Principal, may(CORRECT)], session: Db, delivery_id: UUID
) -> HTMLResponse:
    """The form for a correction."""
    return _form(request, session, delivery_id, Step.CORRECTION)


@router.get("/deliveries/{delivery_id}/public-notice")
def notice_form(request: Request, _: Annotated[Principal, may(NOTICE)], session: Db, delivery_id: UUID) -> HTMLResponse:
    """The form for a public notice."""
    return _form(request, session, delivery_id, Step.PUBLIC_NOTICE)


@router.post("/deliveries/{delivery_id}/receipt")
def take_receipt(
    request: Request,
    principal: Annotated[Principal, may(RECORD)],
    session: Db,
    once: OnceOnly,
    delivery_id: UUID,
    form: Annotated[SlipForm, Depends()],
) -> Response:
    """Record a slip."""

    def work() -> None:
        receipts.take_receipt(session, delivery_id, form.receipt(), principal, version=form.version)

    return _Posted(request, session, once, delivery_id, Step.RECEIPT).take(work, form)


@router.post("/deliveries/{delivery_id}/correction")
def correct(
    request: Request,
    principal: Annotated[Principal, may(CORRECT)],
    session: Db,
    once: OnceOnly,
    delivery_id: UUID,
    form: Annotated[SlipForm, Depends()],
) -> Response:
    """Correct a service date."""

    def work() -> None:
        receipts.correct(session, delivery_id, form.receipt(), form.reason, principal, version=form.version)

    return _Posted(request, session, once, delivery_id, Step.CORRECTION).take(work, form)


@router.post("/deliveries/{delivery_id}/public-notice")
def give_notice(
    request: Request,
    principal: Annotated[Principal, may(NOTICE)],
    session: Db,
    once: OnceOnly,
    delivery_id: UUID,
    form: Annotated[NoticeForm, Depends()],
) -> Response:
    """Put a document up as a public notice."""

    def work() -> None:
        command = GivePublicNotice(ground=form.ground, reason=form.reason, issued_on=form.issued_on, place=form.place)
        receipts.give_notice(session, delivery_id, command, principal, version=form.version)

    return _Posted(request, session, once, delivery_id, Step.PUBLIC_NOTICE).take(work, form)


@dataclass(frozen=True)
class _Posted:
    """A posted form: taken once, or shown again with everything that is wrong with it."""

    request: Request
    session: HouseSession
    once: Once
    delivery_id: UUID
    step: Step

    def take(self, work: Callable[[], None], form: SlipForm | NoticeForm) -> Response:
        def done() -> str:
            work()
            return f"/notices/deliveries/{self.delivery_id}"

        try:
            answer: RedirectResponse = self.once.redirect(self.session, done)
        except Refused as refused:
            if not refused.code.startswith(("delivery.", "faults")):
                raise
            # Nothing of the attempt may stay, the reserved key least of all: the corrected form is a new request.
            self.session.rollback()
            return _form(self.request, self.session, self.delivery_id, self.step, _entered(form), refused)
        return answer


def _form(
    request: Request,
    session: HouseSession,
    delivery_id: UUID,
    step: Step,
    entered: Mapping[str, str] | None = None,
    refused: Refused | None = None,
) -> HTMLResponse:
    view = delivery_view(session, delivery_id, today())
    faults = refused.faults if refused else ()
    context = StepPage(
        view=view,
        step=step,
        title=TITLES[step],
        choices=_choices(language_of(request)),
        entered=entered if entered is not None else _blank(view),
        faults=faults,
        errors={fault.field: fault.text for fault in faults if fault.field},
    )
    return page(request, context, status=422 if refused else 200)


def _choices(language: Language) -> Choices:
    def said(texts: Iterable[tuple[StrEnum, str]]) -> Pairs:
        return tuple((one.value, translate(language, text)) for one, text in texts)

    nothing = (("", "—"),)
    return Choices(
        modes=said((mode, MODES[mode]) for mode in SERVED_BY),
        capacities=nothing + said(CAPACITIES.items()),
        grounds=nothing + said(GROUNDS.items()),
        notice_grounds=said(NOTICE_GROUNDS.items()),
    )


def _blank(view: DeliveryView) -> Mapping[str, str]:
    return {"on": "", "mode": view.delivery.mode.value, "outcome": "served"}


def _entered(form: SlipForm | NoticeForm) -> Mapping[str, str]:
    kept = {name: value for name, value in asdict(form).items() if name != "slip" and value is not None}
    return {name: str(value) for name, value in kept.items()}
