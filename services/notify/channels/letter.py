"""E-mails as bytes: the same letter always gives the same bytes, so that the archive holds exactly what was sent."""

from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from uuid import UUID

from services.kernel.refusal import Refused


@dataclass(frozen=True, slots=True)
class Attachment:
    """A sealed document as it is sent along."""

    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail before it is bytes. `id` becomes its Message-ID: a repeated try is the same message."""

    id: UUID
    sender: str
    to: str
    subject: str
    text: str
    at: datetime
    attachment: Attachment | None = None


def message_id(item: UUID, sender: str) -> str:
    """The Message-ID of an item.

    >>> message_id(UUID(int=7), "no-reply@jiefen.invalid")
    '<00000000-0000-0000-0000-000000000007@jiefen.invalid>'
    """
    return f"<{item}@{parseaddr(sender)[1].rpartition('@')[2]}>"


def letter_bytes(letter: Letter) -> bytes:
    """Write the letter out. An address that no mail server can read is refused here, before anything is sent."""
    message = EmailMessage(policy=SMTP)
    message["From"] = letter.sender
    message["To"] = _mailbox(letter.to)
    # A line break in a subject would start a header of somebody else's choosing.
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = message_id(letter.id, letter.sender)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="base64")
    if letter.attachment is not None:
        main, _, sub = _type_of(letter.attachment.filename).partition("/")
        message.add_attachment(
            letter.attachment.content, maintype=main, subtype=sub, filename=letter.attachment.filename
        )
        message.set_boundary(f"=_{letter.id.hex}")
    return message.as_bytes()


def _mailbox(address: str) -> Address:
    try:
        mailbox = Address(addr_spec=address)
        mailbox.addr_spec.encode("ascii")
    except (HeaderParseError, ValueError, IndexError):
        raise Refused("delivery.bad_address", "电子邮箱地址无法使用，请核对后改用正确的地址或者其他方式。") from None
    return mailbox


def _type_of(filename: str) -> str:
    return {"pdf": "application/pdf", "html": "text/html"}.get(filename.rpartition(".")[2], "application/octet-stream")
