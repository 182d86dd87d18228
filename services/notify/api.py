"""The interface of notify (/api/notify): deliveries, slips from the post office, and the sweep of public notices."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field

from services.chassis import horizon, reminders
from services.chassis.access import may
from services.chassis.case_web import not_future
from services.chassis.contracts import Agenda, CalendarWatch, RemindResult, SweepRequest, SweepResult
from services.chassis.db import Db
from services.chassis.once import OnceOnly
from services.kernel.principal import Principal

from .access import CORRECT, NOTICE, RECORD, SEE, SWEEP
from .commands import GivePublicNotice
from .domain.delivery import Delivery, DeliveryState
from .events import Capacity, Mode, NoticeGround, Receipt, ReturnGround
from .handlers import receipts
from .handlers.receipts import Verdict
from .views.delivery import deliveries_of, need

router = APIRouter()
Text = Annotated[str, Field(max_length=1000)]
Name = Annotated[str, Field(max_length=100)]


class Wish(BaseModel):
    """What a caller sends: nothing that is not named here."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SlipBody(Wish):
    """A slip (回证): what came back, on which day, and to whom."""

    served: bool = True
    on: date
    mode: Mode
    signed_by: Name | None = None
    capacity: Capacity | None = None
    how: Text = ""
    witness: Name | None = None
    ground: ReturnGround | None = None
    slip: Base64Bytes | None = Field(default=None, description="PDF, PNG or JPEG of the slip, base64")

    def receipt(self, principal: Principal) -> Receipt:
        """The slip as it is filed; its image is kept by its hash."""
        kept = receipts.keep_slip(self.slip) if self.slip else None
        source = "post" if principal.kind == "service" else "clerk"
        facts = self.model_dump(include={"served", "on", "mode", "signed_by", "capacity", "how", "witness", "ground"})
        return Receipt(**facts, slip_sha256=kept, source=source)


class CorrectionBody(SlipBody):
    """The slip that is right, and why the recorded one is not."""

    reason: Text


class PublicNoticeBody(Wish):
    """A public notice (公告送达): on which ground, why, when and where."""

    ground: NoticeGround
    reason: Text
    issued_on: date
    place: Name


class DeliveryAnswer(BaseModel):
    """A delivery without anybody's name or address."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    case_number: str
    document_kind: str
    recipient_key: str
    mode: Mode
    state: DeliveryState
    asked_on: date
    dispatched_on: date | None
    tracking: str | None
    served_on: date | None
    proof_sha256: str | None
    is_disputed: bool
    version: int


class SlipAnswer(BaseModel):
    """What the slip did, and where the delivery stands now."""

    model_config = ConfigDict(frozen=True)

    verdict: Verdict
    state: DeliveryState
    served_on: date | None
    is_disputed: bool
    version: int


@router.get("/deliveries")
def deliveries(
    _: Annotated[Principal, may(SEE)],
    session: Db,
    case_id: UUID,
) -> tuple[DeliveryAnswer, ...]:
    """Every delivery of one case."""
    return tuple(_answer(found) for found in deliveries_of(session, case_id))


@router.get("/deliveries/{delivery_id}")
def delivery(
    _: Annotated[Principal, may(SEE)],
    session: Db,
    delivery_id: UUID,
) -> DeliveryAnswer:
    """One delivery."""
    return _answer(need(session, delivery_id))


@router.post("/deliveries/{delivery_id}/receipt")
def take_receipt(
    principal: Annotated[Principal, may(RECORD)], session: Db, once: OnceOnly, delivery_id: UUID, body: SlipBody
) -> SlipAnswer:
    """Take a slip from the post office or the clerk. A contradicting one is filed and answered with `contradicts`."""

    def work() -> SlipAnswer:
        taken = receipts.take_receipt(session, delivery_id, body.receipt(principal), principal)
        return _slip_answer(taken.delivery, taken.verdict)

    return once.answer(session, SlipAnswer, work)


@router.post("/deliveries/{delivery_id}/correction")
def correct(
    principal: Annotated[Principal, may(CORRECT)], session: Db, once: OnceOnly, delivery_id: UUID, body: CorrectionBody
) -> SlipAnswer:
    """Correct a service date, with the reason."""

    def work() -> SlipAnswer:
        slip = body.receipt(principal)
        return _slip_answer(receipts.correct(session, delivery_id, slip, body.reason, principal), Verdict.RECORDED)

    return once.answer(session, SlipAnswer, work)


@router.post("/deliveries/{delivery_id}/public-notice")
def give_notice(
    principal: Annotated[Principal, may(NOTICE)], session: Db, once: OnceOnly, delivery_id: UUID, body: PublicNoticeBody
) -> DeliveryAnswer:
    """Put the document up as a public notice; its statutory period starts."""
    command = GivePublicNotice(**body.model_dump())
    return once.answer(
        session, DeliveryAnswer, lambda: _answer(receipts.give_notice(session, delivery_id, command, principal))
    )


@router.post("/-/sweep")
def sweep(principal: Annotated[Principal, may(SWEEP)], body: SweepRequest) -> SweepResult:
    """Let the periods of public notices run out that have passed; asking again changes nothing."""
    return receipts.sweep(body.on, principal)


@router.post("/-/remind")
def remind(_: Annotated[Principal, may(SWEEP)], body: SweepRequest) -> RemindResult:
    """Nobody is reminded of a public notice: its period binds no one."""
    return reminders.remind("notify", body.on, lambda _session, _row: None)


@router.post("/-/watch-calendar")
def watch_calendar(_: Annotated[Principal, may(SWEEP)], session: Db, body: SweepRequest) -> CalendarWatch:
    """Raise or end the alarms of the published calendar."""
    return horizon.watch(session, not_future(body.on))


@router.get("/-/agenda")
def agenda(_: Annotated[Principal, may(SWEEP)], session: Db, after: date) -> Agenda:
    """The next day on which a public notice's period ends."""
    return reminders.agenda(session, after)


def _answer(found: Delivery) -> DeliveryAnswer:
    return DeliveryAnswer(
        id=found.id,
        case_number=found.case_number,
        document_kind=found.paper.kind,
        recipient_key=found.addressee.key,
        mode=found.mode,
        state=found.state,
        asked_on=found.asked_on,
        dispatched_on=found.dispatched_on,
        tracking=found.tracking,
        served_on=found.served_on,
        proof_sha256=found.proof_sha256,
        is_disputed=found.is_disputed,
        version=found.version,
    )


def _slip_answer(found: Delivery, verdict: Verdict) -> SlipAnswer:
    return SlipAnswer(
        verdict=verdict,
        state=found.state,
        served_on=found.served_on,
        is_disputed=found.is_disputed,
        version=found.version,
    )
