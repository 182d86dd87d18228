"""Electronic service and notices by e-mail (电子送达): what the addressee's mail server accepted has arrived.

SMTP has one gap that nobody can close: if this process dies after the server said yes and before the yes is recorded,
the next try sends the same bytes again, under the same Message-ID. The addressee may then hold two equal e-mails;
the house records one service.
"""

import smtplib
from contextlib import closing, suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ..domain.attempt import Accepted, ErrorClass, Outcome, Rejected
from .letter import message_id
from .parcel import Parcel

TIMEOUT_SECONDS = 10
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server, from an address like `smtp+starttls://name:password@host:587`."""

    url: str
    sender: str
    timeout: float = TIMEOUT_SECONDS

    def send(self, parcel: Parcel) -> Outcome:
        """Hand the archived bytes to the server. Final is only what it says of this addressee or this message.

        That it does not know us, our password or our sender is our own trouble and is tried again.
        """
        to = parcel.addressee.email or ""
        try:
            with closing(self._connect()) as server:
                server.sendmail(self.sender, [to], parcel.content)
                with suppress(smtplib.SMTPException, OSError):  # it has the message; a rude farewell changes nothing
                    server.quit()
        except smtplib.SMTPRecipientsRefused as refused:
            return _by_code(next((code for code, _ in refused.recipients.values()), 550))
        except smtplib.SMTPDataError as refused:
            return _by_code(refused.smtp_code)
        except UnicodeEncodeError:
            return Rejected(error=ErrorClass.PERMANENT, code="smtp_address")
        except smtplib.SMTPResponseException as answer:
            return Rejected(error=ErrorClass.TRANSIENT, code=f"smtp_{answer.smtp_code}")
        except (smtplib.SMTPException, OSError) as trouble:
            return Rejected(error=ErrorClass.TRANSIENT, code=_trouble(trouble))
        return Accepted(reference=message_id(parcel.id, self.sender), arrived=True)

    def _connect(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "127.0.0.1", parts.port or PORTS[parts.scheme]
        kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
        server = kind(host, port, timeout=self.timeout)
        if parts.scheme == "smtp+starttls":
            server.starttls()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        return server


def _by_code(code: int) -> Rejected:
    error = ErrorClass.PERMANENT if 500 <= code < 600 else ErrorClass.TRANSIENT
    return Rejected(error=error, code=f"smtp_{code}")


def _trouble(trouble: Exception) -> str:
    match trouble:
        case smtplib.SMTPServerDisconnected():
            return "smtp_disconnected"
        case smtplib.SMTPNotSupportedError():
            return "smtp_unsupported"
        case _:
            return "smtp_unreachable"
