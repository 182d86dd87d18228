"""Processes of the house that are killed, as by `kill -9` or a power cut, at one exact place. Run as a module.

python -m tests.crash.killed relay-after-sending
"""

import os
import signal
import sys
from typing import NoReturn

from services.chassis.db import HouseSession
from services.chassis.inbox import Consumer
from services.chassis.messages import Message
from services.chassis.relay import Relay
from services.chassis.stream import Entry, Stream
from tests.service.mail import ROUTED, echo


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise SystemExit


class DiesAfterSending(Stream):
    def append(self, messages: list[Message]) -> None:
        super().append(messages)
        if messages:
            die()


class DiesBeforeFinishing(Stream):
    def acknowledge(self, group: str, entry: Entry) -> None:  # noqa: ARG002
        die()


def echo_and_die(session: HouseSession, message: Message) -> None:
    echo(session, message)
    session.flush()
    die()


def consume(handler, stream: Stream | None = None) -> None:
    Consumer("reconsideration", {ROUTED: handler}, stream=stream).consume_once()


PLACES = {
    "relay-after-sending": lambda: Relay(DiesAfterSending()).relay_once(),
    "consumer-before-commit": lambda: consume(echo_and_die),
    "consumer-after-commit": lambda: consume(echo, DiesBeforeFinishing()),
}

if __name__ == "__main__":
    PLACES[sys.argv[1]]()
