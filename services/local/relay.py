"""`jiefen relay`: carry messages from the outboxes into the stream, as a process of its own."""

import argparse

from services.chassis.relay import Relay
from services.local.loop import run_loop


def arguments(_parser: argparse.ArgumentParser) -> None: ...


def run(_options: argparse.Namespace) -> int:
    return run_loop(Relay().run)
