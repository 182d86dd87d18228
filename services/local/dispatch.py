"""`jiefen dispatch`: start flows from messages, as a process of its own."""

import argparse

from flows.registry import triggers
from services.chassis.dispatcher import Dispatcher
from services.local.loop import run_loop


def arguments(_parser: argparse.ArgumentParser) -> None: ...


def run(_options: argparse.Namespace) -> int:
    return run_loop(Dispatcher(triggers()).run)
