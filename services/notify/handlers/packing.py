"""Making an item ready to go: the recipient's rules first, then the exact bytes, which are archived before any try."""

from dataclasses import dataclass
from datetime import datetime

from services.chassis import files
from services.chassis.settings import settings

from ..channels.letter import Attachment, Letter, letter_bytes
from ..channels.parcel import Parcel
from ..domain.delivery import Delivery
from ..domain.notice import Notice
from ..events import Mode


@dataclass(frozen=True, slots=True)
class Order:
    """An item with the way it goes and the instant it was written, which never changes between tries."""

    item: Delivery | Notice
    channel: Mode
    written_at: datetime


def pack(order: Order) -> Parcel:
    """The parcel of an item. Packed again after a crash it holds the same bytes."""
    content = _content(order)
    item = order.item
    return Parcel(
        id=item.id,
        addressee=item.addressee,
        title=item.paper.title if isinstance(item, Delivery) else item.subject,
        content=content,
        sha256=files.put(content),
        on=item.asked_on,
    )


def _content(order: Order) -> bytes:
    item = order.item
    if order.channel is not Mode.ELECTRONIC:
        return files.read(item.paper.sha256) if isinstance(item, Delivery) else item.text.encode()
    letter = Letter(
        id=item.id,
        sender=settings().mail_from,
        to=item.addressee.email or "",
        subject=_subject(item),
        text=_text(item),
        at=order.written_at,
        attachment=_attachment(item),
    )
    return letter_bytes(letter)


def _subject(item: Delivery | Notice) -> str:
    return f"电子送达：{item.paper.title}（{item.case_number}）" if isinstance(item, Delivery) else item.subject


def _text(item: Delivery | Notice) -> str:
    if isinstance(item, Notice):
        return item.text
    number = f"（{item.paper.number}）" if item.paper.number else ""
    return (
        f"{item.addressee.name}：\n\n"
        f"现依照《中华人民共和国民事诉讼法》第九十条，以电子方式向您送达{item.case_number}案的《{item.paper.title}》{number}，"
        "文书见附件。送达信息到达您确认的电子邮箱之日为送达日期。\n\n"
        "您可以要求我们提供纸质文书。\n\n"
        f"附件校验值（SHA-256）：{item.paper.sha256}\n"
    )


def _attachment(item: Delivery | Notice) -> Attachment | None:
    if isinstance(item, Notice):
        return None
    return Attachment(filename=item.paper.filename, content=files.read(item.paper.sha256))
