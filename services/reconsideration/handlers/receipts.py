"""What comes back from the notify service: proof of service, or failure."""

from services.chassis.db import HouseSession
from services.chassis.docket import handle
from services.chassis.messages import DeliveryFailed, DeliveryServed, Message
from services.kernel.principal import service

from ..commands import RecordService, RecordServiceFailure
from ..store import BOOK


def on_served(session: HouseSession, message: Message) -> None:
    """Proof of service came back from the notify service."""
    body = message.body
    if not isinstance(body, DeliveryServed) or body.reply_to != "reconsideration":
        return
    command = RecordService(
        delivery_id=body.delivery_id,
        served_on=body.served_on,
        mode=body.mode,
        proof_sha256=body.proof_sha256,
        was_on=body.was_on,
    )
    handle(session, BOOK, body.case_id, command, service("reconsideration"), today=message.on)


def on_failed(session: HouseSession, message: Message) -> None:
    """A delivery came back unserved."""
    body = message.body
    if not isinstance(body, DeliveryFailed) or body.reply_to != "reconsideration":
        return
    command = RecordServiceFailure(delivery_id=body.delivery_id, reason=body.reason)
    handle(session, BOOK, body.case_id, command, service("reconsideration"), today=message.on)
