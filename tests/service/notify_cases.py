"""Requests, slips and channels that the tests of notify share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from aiosmtpd.controller import Controller
from sqlmodel import select

from services.chassis import files, now
from services.chassis.db import transaction
from services.chassis.messages import (
    AnyBody,
    DeliveryFailed,
    DeliveryRequested,
    DeliveryServed,
    DocumentRef,
    Message,
    NoticeRequested,
    Recipient,
)
from services.chassis.tables import Outbox
from services.local import smtp_sink
from services.local.home import free_port
from services.notify import store
from services.notify.channels.counter import Counter
from services.notify.channels.mail import Mail
from services.notify.channels.parcel import Channel, Parcel
from services.notify.channels.post import PostBook
from services.notify.domain.attempt import Outcome, Retry
from services.notify.domain.delivery import Delivery
from services.notify.events import Mode, Receipt
from services.notify.handlers.messages import delivery_requested, notice_requested
from services.notify.handlers.sending import Sender

ASKED = date(2026, 10, 9)
TODAY = date(2026, 10, 20)
SENDER = "no-reply@jiefen.invalid"
AT_ONCE = Retry(first=timedelta(0), tries=4)
PERSON = Recipient(
    key="A1", role="applicant", name="吴小芹", address="上海市普陀区兰溪路1号", email="wu.xiaoqin@mail.example"
)


def live_on(day: date) -> None:
    """Let the house live on this day; the fixture of each test module ends it."""
    moment = datetime.combine(day, datetime.min.time(), now.SHANGHAI) + timedelta(hours=10)
    shift = moment - (now.now() - now.offset())
    now.use_offset_reader(lambda: shift)


def request(
    mode: str = "post", recipient: Recipient = PERSON, content: bytes = b"%PDF-1.7 decision"
) -> DeliveryRequested:
    document = DocumentRef(
        kind="decision",
        title="行政复议决定书",
        number="普府复决字〔2026〕17号",
        sha256=files.put(content),
        filename="决定书.pdf",
    )
    return DeliveryRequested(
        delivery_id=uuid4(), case_id=uuid4(), case_number="普府复字〔2026〕17号", document=document, recipient=recipient,
        mode=mode, reply_to="reconsideration",
    )  # fmt: skip


def notice(key: str = "case-1:reminder:officer:1", recipient: Recipient = PERSON) -> NoticeRequested:
    return NoticeRequested(
        key=key,
        case_number="普府复字〔2026〕17号",
        recipient=recipient,
        subject="审理期限提醒",
        text="还有三个工作日到期。\n",
    )


def message(body: AnyBody, on: date = ASKED) -> Message:
    return Message(source="reconsideration", case_id=getattr(body, "case_id", None), on=on, body=body)


def ask(body: DeliveryRequested) -> UUID:
    with transaction("notify") as session:
        delivery_requested(session, message(body))
    return body.delivery_id


def ask_notice(body: NoticeRequested) -> None:
    with transaction("notify") as session:
        notice_requested(session, message(body))


def delivery(delivery_id: UUID) -> Delivery:
    with transaction("notify") as session:
        found = store.delivery_of(session, delivery_id)
    assert found is not None
    return found


def the_notice() -> store.NoticeRow:
    with transaction("notify") as session:
        return session.exec(select(store.NoticeRow)).one()


def attempts(item_id: UUID) -> list[tuple[str | None, str | None]]:
    with transaction("notify") as session:
        return [(row.outcome, row.code) for row in store.attempts_of(session, item_id)]


def told() -> list[DeliveryServed | DeliveryFailed]:
    """What the cases were told, in order."""
    with transaction("notify") as session:
        return [row.body for row in session.exec(select(Outbox).order_by(Outbox.seq))]


def slip(on: date = date(2026, 10, 13), **changes: object) -> Receipt:
    return Receipt(served=True, on=on, mode=Mode.POST, source="post").model_copy(update=changes)


@dataclass
class Scripted:
    """A channel that gives the answers it was given, the last one for ever."""

    answers: list[Outcome]
    seen: list[Parcel] = field(default_factory=list)

    def send(self, parcel: Parcel) -> Outcome:
        self.seen.append(parcel)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def sender(
    folder: Path, mail_url: str = "smtp://127.0.0.1:1", *, mail: Channel | None = None, **changes: object
) -> Sender:
    channels: dict[Mode, Channel] = {
        Mode.ELECTRONIC: mail or Mail(mail_url, SENDER),
        Mode.POST: PostBook(folder / "post"),
        Mode.DIRECT: Counter(),
    }
    return Sender(channels, **({"retry": AT_ONCE} | changes))


def send_all(one: Sender) -> int:
    tries = 0
    while one.send_once():
        tries += 1
        assert tries < 200, "the sender does not come to an end"
    return tries


@contextmanager
def mail_server(folder: Path) -> Iterator[str]:
    """The real sink on a port of its own."""
    port = free_port()
    server: Controller = smtp_sink.controller("127.0.0.1", port, folder)
    server.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        server.stop()
