"""A mail server for development: takes every e-mail and lays it down as an .eml file, delivering nothing."""

import hashlib
import itertools
from pathlib import Path
from threading import Event

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_BYTES = 40 * 1024 * 1024


class Sink:
    """Writes one file for each e-mail taken, in the order of arrival; equal e-mails are told apart by their number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._numbers = itertools.count(len(list(folder.glob("*.eml"))) + 1)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        """Keep the e-mail and say yes only once the file is whole."""
        content = envelope.original_content or b""
        name = f"{next(self._numbers):06d}-{hashlib.sha256(content).hexdigest()[:12]}.eml"
        part = self.folder / f"{name}.part"
        part.write_bytes(content)
        part.replace(self.folder / name)
        return "250 OK"


def controller(host: str, port: int, folder: Path) -> Controller:
    """The sink as a server that is not yet started."""
    return Controller(
        Sink(folder), hostname=host, port=port, data_size_limit=LARGEST_BYTES, enable_SMTPUTF8=True, ident="Jiefen sink"
    )


def run(host: str, port: int, folder: Path, stop: Event) -> None:
    """Serve until `stop` is set; the caller is a thread of the supervisor."""
    server = controller(host, port, folder)
    server.start()
    try:
        stop.wait()
    finally:
        server.stop()
