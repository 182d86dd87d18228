"""A sender of documents that is killed, as by `kill -9` or a power cut, at one exact place. Run as a module.

python -m tests.crash.notify_killed sent-before-recorded FOLDER smtp://127.0.0.1:1025
"""

import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from services.notify.channels.counter import Counter
from services.notify.channels.mail import Mail
from services.notify.channels.parcel import Channel, Parcel
from services.notify.channels.post import PostBook
from services.notify.domain.attempt import Outcome
from services.notify.events import Mode
from services.notify.handlers.sending import Sender


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise SystemExit


class DiesBeforeSending:
    def send(self, parcel: Parcel) -> Outcome:  # noqa: ARG002
        die()


@dataclass
class DiesAfterSending:
    inner: Channel

    def send(self, parcel: Parcel) -> Outcome:
        self.inner.send(parcel)
        die()


class DiesWhileRecording(Sender):
    """Killed inside the last transaction, when everything is written and nothing is committed."""

    def _record(self, *told) -> None:
        super()._record(*told)
        die()


def channels(folder: Path, url: str) -> dict[Mode, Channel]:
    mail = Mail(url, "no-reply@jiefen.invalid")
    return {Mode.ELECTRONIC: mail, Mode.POST: PostBook(folder / "post"), Mode.DIRECT: Counter()}


def main(place: str, folder: Path, url: str) -> None:
    real = channels(folder, url)
    match place:
        case "claimed-before-sent":
            Sender(dict.fromkeys(real, DiesBeforeSending())).send_once()
        case "sent-before-recorded":
            Sender({mode: DiesAfterSending(one) for mode, one in real.items()}).send_once()
        case "recorded-before-commit":
            DiesWhileRecording(real).send_once()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
