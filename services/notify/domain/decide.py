"""One place where every command of a delivery is decided."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Refused

from ..commands import (
    AskDelivery,
    Command,
    CorrectServiceDate,
    DeemServed,
    GivePublicNotice,
    RecordDispatch,
    RecordFailure,
    RecordReceipt,
)
from ..events import Event
from . import dispatch, public_notice, receipt
from .delivery import Delivery


def decide(delivery: Delivery | None, command: Command, today: date, law: Law) -> tuple[Event, ...]:
    """What follows from the command; nothing when it is no news."""
    if isinstance(command, AskDelivery):
        return dispatch.ask(delivery, command, today)
    if delivery is None:
        raise Refused("missing.delivery", "没有这一送达记录。")
    events: tuple[Event, ...]
    match command:
        case RecordDispatch():
            events = dispatch.dispatched(delivery, command, today, law)
        case RecordFailure():
            events = dispatch.failed(delivery, command, today)
        case RecordReceipt():
            events = receipt.record(delivery, command, today, law)
        case CorrectServiceDate():
            events = receipt.correct(delivery, command, today, law)
        case GivePublicNotice():
            events = public_notice.give(delivery, command, today)
        case DeemServed():
            events = public_notice.deem_served(delivery, today, law)
        case _:
            assert_never(command)
    return events
