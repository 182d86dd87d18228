"""What notify hears: requests for service and for notices. Each takes effect once, however often it is told."""

from uuid import NAMESPACE_URL, UUID, uuid5

from services.chassis.db import HouseSession
from services.chassis.messages import DeliveryRequested, Message, NoticeRequested, Recipient
from services.kernel.principal import service

from .. import store
from ..commands import AskDelivery
from ..domain.attempt import ErrorClass, Rejected
from ..domain.notice import Notice, channel_of, settle
from ..events import Addressee, Mode, Paper
from .deliveries import open_delivery


def delivery_requested(session: HouseSession, message: Message) -> None:
    """Open the delivery that a case asks for, dated on the day of the case's own step."""
    body = message.body
    if not isinstance(body, DeliveryRequested):
        raise TypeError("not a delivery.requested")
    command = AskDelivery(
        delivery_id=body.delivery_id,
        case_id=body.case_id,
        case_number=body.case_number,
        paper=Paper.model_validate(body.document.model_dump()),
        addressee=_addressee(body.recipient),
        mode=Mode(body.mode),
        reply_to=body.reply_to,
    )
    open_delivery(session, command, service(message.source), today=message.on)


def notice_requested(session: HouseSession, message: Message) -> None:
    """Keep the notice and let it wait; a notice that can reach nobody ends at once and is seen on the board."""
    body = message.body
    if not isinstance(body, NoticeRequested):
        raise TypeError("not a notice.requested")
    notice = Notice(
        id=_notice_id(body.key),
        key=body.key,
        case_id=body.case_id,
        case_number=body.case_number,
        addressee=_addressee(body.recipient),
        subject=body.subject,
        text=body.text,
        asked_on=message.on,
    )
    channel = channel_of(notice.addressee)
    if channel is None:
        notice = settle(notice, Rejected(error=ErrorClass.PERMANENT, code="no_address"), message.on)
    if store.add_notice(session, notice) and channel is not None:
        store.enqueue(session, notice.id, "notice", channel)


def _notice_id(key: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"urn:jiefen:notice:{key}")


def _addressee(recipient: Recipient) -> Addressee:
    return Addressee.model_validate(recipient.model_dump())
