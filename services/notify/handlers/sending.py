"""The sender: takes what waits, sends it outside every transaction, and records the answer afterwards.

Between sending and recording lies the one gap that no design closes. What is lost there is only the record: the lease
runs out, the item is tried again with the same bytes and the same Message-ID (e-mail) or finds its own line (post
book). The addressee may see one e-mail twice; the delivery, its date and its message to the case happen once.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from services.chassis import logs
from services.chassis.db import HouseSession, transaction
from services.chassis.loops import run_until
from services.chassis.now import today
from services.chassis.settings import settings
from services.kernel.principal import service
from services.kernel.refusal import Refused

from .. import store
from ..channels.counter import Counter
from ..channels.mail import Mail
from ..channels.parcel import Channel, Parcel
from ..channels.post import PostBook
from ..commands import Command, RecordDispatch, RecordFailure
from ..domain.attempt import Accepted, ErrorClass, Outcome, Rejected, Retry
from ..domain.delivery import Delivery, DeliveryState
from ..domain.notice import Notice, NoticeState, settle
from ..events import Mode
from .deliveries import handle
from .packing import Order, pack

SERVICE = "notify"
LEASE = timedelta(seconds=60)
IDLE_SECONDS = 0.5
FAILURES = {
    "smtp": "收件人的邮件系统没有接收，电子送达不成功；请核对地址或者改用其他方式送达。",
    "delivery": "收件人的电子邮箱地址无法使用；请核对地址或者改用其他方式送达。",
    "file": "待送达的文书文件缺失或者已被改动，没有送出；请重新制发文书。",
}
GAVE_UP = "多次尝试均未能送出；请核对后改用其他方式送达。"


@dataclass(frozen=True, slots=True)
class Claimed:
    """One try that was counted and is about to be made."""

    item_id: UUID
    number: int
    channel: Mode
    parcel: Parcel


@dataclass(frozen=True)
class Sender:
    """Any number of senders may run side by side: each item is in one pair of hands at a time."""

    channels: Mapping[Mode, Channel]
    retry: Retry = field(default_factory=Retry)
    lease: timedelta = LEASE

    def send_once(self) -> bool:
        """Make one try; false when nothing is waiting."""
        with transaction(SERVICE) as session:
            row = store.claim(session, self.lease)
            if row is None:
                return False
            claimed = self._prepare(session, row)
        if claimed is not None:
            outcome = self.channels[claimed.channel].send(claimed.parcel)
            with transaction(SERVICE) as session:
                self._record(session, claimed.item_id, claimed.number, outcome)
        return True

    def run(self, stop: threading.Event) -> None:
        """Send until told to stop; outlives PostgreSQL being away."""
        run_until(stop, SERVICE, self.send_once, pause_seconds=IDLE_SECONDS)

    def _prepare(self, session: HouseSession, row: store.Sending) -> Claimed | None:
        item = _item(session, row)
        channel = Mode(row.channel)
        if not _is_wanted(item):
            row.done = True
            return None
        if row.tried > self.retry.tries:
            self._record(session, row.item_id, row.tried, Rejected(error=ErrorClass.PERMANENT, code="gave_up"))
            return None
        try:
            parcel = pack(Order(item=item, channel=channel, written_at=row.written_at))
        except Refused as refused:
            outcome = Rejected(error=ErrorClass.PERMANENT, code=refused.code)
            self._record(session, row.item_id, row.tried, outcome)
            return None
        row.content_sha256 = parcel.sha256
        return Claimed(item_id=row.item_id, number=row.tried, channel=channel, parcel=parcel)

    def _record(self, session: HouseSession, item_id: UUID, number: int, outcome: Outcome) -> None:
        row = store.sending_of(session, item_id)
        store.end_attempt(session, item_id, number, outcome)
        code = outcome.code if isinstance(outcome, Rejected) else "accepted"
        logs.logger(SERVICE).info("attempt", attempt=number, code=code, action=row.kind)
        # Another try may be under way since this one's lease ran out; then only its answer counts, unless this one got through.
        if row.done or (number < row.tried and isinstance(outcome, Rejected)):
            return
        if isinstance(outcome, Rejected) and outcome.error is ErrorClass.TRANSIENT:
            wait = self.retry.wait(number)
            if wait is not None:
                store.postpone(session, row, wait)
                return
        row.done, row.leased_until = True, None
        _end(session, _item(session, row), outcome)


def sender() -> Sender:
    """The sender with the channels of this deployment."""
    chosen = settings()
    post = PostBook(chosen.post_book_dir)
    mail = Mail(chosen.smtp_url.get_secret_value(), chosen.mail_from)
    return Sender({Mode.ELECTRONIC: mail, Mode.POST: post, Mode.DIRECT: Counter()})


def _item(session: HouseSession, row: store.Sending) -> Delivery | Notice:
    found = (store.delivery_of if row.kind == "delivery" else store.notice_of)(session, row.item_id)
    if found is None:
        raise ValueError("an item waits to be sent that does not exist")
    return found


def _is_wanted(item: Delivery | Notice) -> bool:
    # Asked again at every try: the clerk may have served the paper by hand meanwhile.
    return item.state in {DeliveryState.REQUESTED, NoticeState.QUEUED}


def _end(session: HouseSession, item: Delivery | Notice, outcome: Outcome) -> None:
    if isinstance(item, Notice):
        store.save_notice(session, settle(item, outcome, today()))
        return
    handle(session, item.id, _command(outcome), service(SERVICE), today=today())


def _command(outcome: Outcome) -> Command:
    if isinstance(outcome, Accepted):
        return RecordDispatch(on=today(), tracking=outcome.reference or None, arrived=outcome.arrived)
    text = FAILURES.get(outcome.code.partition("_")[0].partition(".")[0], GAVE_UP)
    if outcome.error is ErrorClass.TRANSIENT:
        text = GAVE_UP
    return RecordFailure(on=today(), code=outcome.code, text=text)
