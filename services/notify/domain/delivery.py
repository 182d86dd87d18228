"""A delivery (送达): one document on its way to one addressee, folded from its events."""

from datetime import date
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from services.kernel.clocks import Clocks
from services.kernel.served import PUBLIC_NOTICE

from ..events import (
    Addressee,
    CameBack,
    DeliveryAsked,
    DeliveryFailed,
    Dispatched,
    Event,
    Fact,
    Failure,
    Mode,
    NoticePeriodMoved,
    Paper,
    PublicNotice,
    PublicNoticeGiven,
    Receipt,
    ReceiptContradicted,
    ReceiptKept,
    Served,
    ServiceDateCorrected,
)


class DeliveryState(StrEnum):
    """Where a delivery stands. Only `served` has legal effect; `failed` never went out, `returned` came back."""

    REQUESTED = "requested"
    DISPATCHED = "dispatched"
    SERVED = "served"
    FAILED = "failed"
    RETURNED = "returned"


class Delivery(Fact):
    """The state of one delivery; `id` is also the key by which every repeated attempt is recognised."""

    id: UUID
    case_id: UUID
    case_number: str
    paper: Paper
    addressee: Addressee
    mode: Mode
    reply_to: str
    asked_on: date
    state: DeliveryState = DeliveryState.REQUESTED
    version: int = 0
    is_disputed: bool = False
    dispatched_on: date | None = None
    tracking: str | None = None
    served_on: date | None = None
    standing: Receipt | None = None
    proof_sha256: str | None = None
    receipts: tuple[Receipt, ...] = ()
    contradictions: tuple[Receipt, ...] = ()
    corrections: tuple[ServiceDateCorrected, ...] = ()
    public_notice: PublicNotice | None = None
    posted_on: tuple[date, ...] = ()
    failure: Failure | None = None
    clocks: Clocks = Clocks()

    @property
    def known(self) -> tuple[Receipt, ...]:
        """Every slip that was ever filed, with or without effect."""
        return self.receipts + self.contradictions

    def because(self, **changes: object) -> "Delivery":
        """A copy with these facts changed."""
        return self.model_copy(update=changes)


def evolve(delivery: Delivery | None, event: Event) -> Delivery:
    """Fold one event into the state; evolving never refuses, what happened has happened. `version` counts events."""
    if isinstance(event, DeliveryAsked):
        return _asked(event)
    if delivery is None:
        raise ValueError(f"{event.type} came before the delivery was asked for")
    counted = delivery.because(version=delivery.version + 1)
    if isinstance(event, Served | CameBack | ServiceDateCorrected):
        return _ended(counted, event)
    return _moved(counted, event)


def fold(events: tuple[Event, ...]) -> Delivery | None:
    """The state after all of these events."""
    delivery: Delivery | None = None
    for event in events:
        delivery = evolve(delivery, event)
    return delivery


def _asked(event: DeliveryAsked) -> Delivery:
    return Delivery(
        id=event.delivery_id,
        case_id=event.case_id,
        case_number=event.case_number,
        paper=event.paper,
        addressee=event.addressee,
        mode=event.mode,
        reply_to=event.reply_to,
        asked_on=event.on,
        version=1,
    )


def _moved(
    delivery: Delivery,
    event: Dispatched | ReceiptKept | ReceiptContradicted | DeliveryFailed | PublicNoticeGiven | NoticePeriodMoved,
) -> Delivery:
    match event:
        case Dispatched():
            # A slip may be filed before the dispatch is: what it ended stays ended.
            state = DeliveryState.DISPATCHED if delivery.state is DeliveryState.REQUESTED else delivery.state
            return delivery.because(state=state, dispatched_on=event.on, tracking=event.tracking)
        case ReceiptKept():
            return delivery.because(receipts=(*delivery.receipts, event.receipt))
        case ReceiptContradicted():
            return delivery.because(contradictions=(*delivery.contradictions, event.receipt), is_disputed=True)
        case DeliveryFailed():
            return delivery.because(state=DeliveryState.FAILED, failure=event.failure)
        case NoticePeriodMoved():
            return delivery
        case PublicNoticeGiven():
            return _posted(delivery, event.notice)
        case _:
            assert_never(event)


def _posted(delivery: Delivery, notice: PublicNotice) -> Delivery:
    """Put up once or again: of several postings the last one starts the period (民诉解释 第一百三十八条)."""
    is_running = delivery.clocks.is_live(PUBLIC_NOTICE)
    posted_on = (*(delivery.posted_on if is_running else ()), notice.issued_on)
    begun = max(posted_on)
    clocks = (
        delivery.clocks.correct_start(PUBLIC_NOTICE, begun)
        if is_running
        else delivery.clocks.start(PUBLIC_NOTICE, begun)
    )
    return delivery.because(
        state=DeliveryState.DISPATCHED,
        public_notice=notice,
        posted_on=posted_on,
        standing=None,
        failure=None,
        clocks=clocks,
    )


def _ended(delivery: Delivery, event: Served | CameBack | ServiceDateCorrected) -> Delivery:
    receipts = (*delivery.receipts, event.receipt)
    match event:
        case CameBack():
            return delivery.because(
                state=DeliveryState.RETURNED, receipts=receipts, standing=event.receipt, failure=event.failure
            )
        case Served():
            served_on = event.served_on
        case ServiceDateCorrected():
            served_on = event.now_on
            delivery = delivery.because(corrections=(*delivery.corrections, event), is_disputed=False)
        case _:
            assert_never(event)
    return delivery.because(
        state=DeliveryState.SERVED,
        receipts=receipts,
        standing=event.receipt,
        served_on=served_on,
        proof_sha256=event.proof_sha256,
        failure=None,
        clocks=_stopped(delivery.clocks, event.receipt),
    )


def _stopped(clocks: Clocks, receipt: Receipt) -> Clocks:
    clock = clocks.get(PUBLIC_NOTICE)
    if clock is None or not clock.is_live:
        return clocks
    # A slip may show a day before the notice was put up; a clock cannot end before it began.
    on = max(receipt.on, clock.started_on)
    return clocks.lapse(clock.key, on) if receipt.mode is Mode.PUBLIC_NOTICE else clocks.close(clock.key, on)
