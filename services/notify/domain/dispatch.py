"""Going out: asking for a delivery, its dispatch, and its failure before it reached anyone."""

from datetime import date

from services.kernel.law import Law
from services.kernel.refusal import Refused

from ..commands import AskDelivery, RecordDispatch, RecordFailure
from ..events import DeliveryAsked, DeliveryFailed, Dispatched, Event, Failure, Mode, Receipt, Served
from .delivery import Delivery, DeliveryState, evolve
from .proof import proof_sha256
from .service_date import PROOF_CITE, day_of

ARRIVED = "送达信息已到达受送达人确认的电子送达系统。"


def ask(delivery: Delivery | None, command: AskDelivery, today: date) -> tuple[Event, ...]:
    """Open the delivery once. The same request again is no news; another one under the same id is refused."""
    if delivery is not None:
        return _asked_again(delivery, command)
    asked = DeliveryAsked(
        delivery_id=command.delivery_id,
        case_id=command.case_id,
        case_number=command.case_number,
        paper=command.paper,
        addressee=command.addressee,
        mode=command.mode,
        reply_to=command.reply_to,
        on=today,
    )
    missing = _missing_address(command)
    return (asked, DeliveryFailed(failure=Failure(code="no_address", text=missing, on=today))) if missing else (asked,)


def dispatched(delivery: Delivery, command: RecordDispatch, today: date, law: Law) -> tuple[Event, ...]:
    """Record that the channel took the item; once, and without undoing what a faster slip has already ended."""
    if delivery.dispatched_on is not None or delivery.state is DeliveryState.FAILED:
        return ()
    _not_future(command.on, today)
    gone = Dispatched(on=command.on, tracking=command.tracking)
    if not command.arrived or delivery.standing is not None:
        return (gone,)
    receipt = Receipt(served=True, on=command.on, mode=Mode.ELECTRONIC, how=ARRIVED, source="mail_server")
    proof = proof_sha256(evolve(delivery, gone), receipt)
    return (gone, Served(served_on=day_of(receipt, law), receipt=receipt, proof_sha256=proof))


def failed(delivery: Delivery, command: RecordFailure, today: date) -> tuple[Event, ...]:
    """Record that the channel refused for good; a delivery that already went out is not touched."""
    if delivery.state is not DeliveryState.REQUESTED:
        return ()
    _not_future(command.on, today)
    return (DeliveryFailed(failure=Failure(code=command.code, text=command.text, on=command.on)),)


def _not_future(on: date, today: date) -> None:
    if on > today:
        raise Refused("delivery.dispatch_future", f"交付日期 {on} 晚于今天 {today}，请核对。", cite=PROOF_CITE)


def _asked_again(delivery: Delivery, command: AskDelivery) -> tuple[Event, ...]:
    same = (delivery.paper, delivery.addressee, delivery.mode) == (command.paper, command.addressee, command.mode)
    if same:
        return ()
    raise Refused("delivery.id_taken", "同一送达编号已用于另一文书、受送达人或者送达方式；请以新的编号交付送达。")


def _missing_address(command: AskDelivery) -> str | None:
    if command.mode is Mode.ELECTRONIC and not command.addressee.email:
        return "受送达人没有确认电子送达地址，不能电子送达；请改用其他方式送达。"
    if command.mode is Mode.POST and not command.addressee.address:
        return "没有受送达人的邮寄地址，不能邮寄送达；请补充地址或者改用其他方式送达。"
    return None
