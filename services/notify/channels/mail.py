"""Electronic service and notices by e-mail (电子送达): what the addressee's mail server accepted has arrived.

SMTP has one gap that nobody can close: if this process dies after the server said yes and before the yes is recorded,
the next try sends the same bytes again, under the same Message-ID. The addressee may then hold two equal e-mails;
the house records one service.
"""

import smtplib
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from services.notify.domain.attempt import Accepted, ErrorClass, Outcome, Rejected

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
        """Hand the archived bytes to the server; 4xx answers and broken lines are tried again, 5xx are final."""
        to = parcel.addressee.email or ""
        try:
            with self._connect() as server:
                server.sendmail(self.sender, [to], parcel.content)
        except smtplib.SMTPRecipientsRefused as refused:
            return _by_code(next((code for code, _ in refused.recipients.values()), 550))
        except smtplib.SMTPResponseException as answer:
            return _by_code(answer.smtp_code)
        except (smtplib.SMTPNotSupportedError, UnicodeEncodeError):
            return Rejected(error=ErrorClass.PERMANENT, code="smtp_unsupported")
        except smtplib.SMTPServerDisconnected:
            return Rejected(error=ErrorClass.TRANSIENT, code="smtp_disconnected")
        except OSError:
            return Rejected(error=ErrorClass.TRANSIENT, code="smtp_unreachable")
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
