"""The shell around a delivery: load under lock, decide, write; the caller's transaction commits."""

from datetime import date
from uuid import UUID

from services.chassis import audit, files
from services.chassis.db import HouseSession
from services.chassis.law_in_use import law_in_use
from services.chassis.messages import AnyBody, DeliveryFailed, DeliveryServed
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

from .. import store
from ..commands import AskDelivery, Command
from ..domain.decide import decide
from ..domain.delivery import Delivery, evolve
from ..domain.proof import proof_text
from ..events import CameBack, Event, Served, ServiceDateCorrected
from ..events import DeliveryFailed as NeverWent


def handle(  # noqa: PLR0913 - who wants what, of which delivery, on which day, having seen which version
    session: HouseSession,
    delivery_id: UUID,
    command: Command,
    principal: Principal,
    *,
    today: date,
    expected_version: int | None = None,
) -> tuple[Delivery, tuple[Event, ...]]:
    """Take one step in a delivery, or refuse it whole. What changes nothing writes nothing."""
    before = store.delivery_of(session, delivery_id, lock=True)
    if before is not None and expected_version is not None and before.version != expected_version:
        raise Refused("stale.delivery", "送达记录已被他人更新，您看到的不是最新内容。请刷新页面，核对后再办理。")
    events = decide(before, command, today, law_in_use())
    if not events and before is not None:
        return before, ()
    delivery = store.write(session, before, events, _bodies(before, events), principal.id, today)
    _file_proof(delivery, events)
    detail: dict[str, str | int | bool | None] = {"version": delivery.version, "state": delivery.state.value}
    audit.record(session, principal, events[-1].type, f"delivery:{delivery_id}", detail=detail)
    return delivery, events


def open_delivery(session: HouseSession, command: AskDelivery, principal: Principal, *, today: date) -> Delivery:
    """Open a delivery and let it wait for its channel; asked twice, it is opened once."""
    delivery, events = handle(session, command.delivery_id, command, principal, today=today)
    if events and delivery.failure is None:
        store.enqueue(session, delivery.id, "delivery", delivery.mode)
    return delivery


def _file_proof(delivery: Delivery, events: tuple[Event, ...]) -> None:
    for event in events:
        if isinstance(event, Served | ServiceDateCorrected):
            # Filed before the commit: a proof without a row does no harm, a row without its proof would.
            kept = files.put(proof_text(delivery, event.receipt).encode())
            if kept != event.proof_sha256:
                raise ValueError("the filed proof is not the one the decision named")


def _bodies(before: Delivery | None, events: tuple[Event, ...]) -> tuple[AnyBody, ...]:
    bodies: list[AnyBody] = []
    delivery = before
    for event in events:
        delivery = evolve(delivery, event)
        bodies += _body(delivery, event)
    return tuple(bodies)


def _body(delivery: Delivery, event: Event) -> tuple[AnyBody, ...]:
    match event:
        case Served():
            return (_served(delivery, event, None),)
        case ServiceDateCorrected() if event.was_on != event.now_on:
            return (_served(delivery, event, event.was_on),)
        case CameBack() | NeverWent():
            return (_failed(delivery),)
        case _:
            return ()


def _served(delivery: Delivery, event: Served | ServiceDateCorrected, was_on: date | None) -> DeliveryServed:
    return DeliveryServed(
        delivery_id=delivery.id,
        case_id=delivery.case_id,
        document_kind=delivery.paper.kind,
        recipient_key=delivery.addressee.key,
        served_on=event.now_on if isinstance(event, ServiceDateCorrected) else event.served_on,
        mode=event.receipt.mode.value,
        proof_sha256=event.proof_sha256,
        reply_to=delivery.reply_to,
        was_on=was_on,
    )


def _failed(delivery: Delivery) -> DeliveryFailed:
    return DeliveryFailed(
        delivery_id=delivery.id,
        case_id=delivery.case_id,
        document_kind=delivery.paper.kind,
        recipient_key=delivery.addressee.key,
        mode=delivery.mode.value,
        reason=delivery.failure.text if delivery.failure else "",
        reply_to=delivery.reply_to,
    )
