"""`jiefen mailbox`: the mail server of development as a process of its own; every e-mail becomes a file."""

import argparse
import signal
import threading
from pathlib import Path

from services.local import smtp_sink


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("port", type=int)
    parser.add_argument("folder", type=Path)


def run(options: argparse.Namespace) -> int:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    smtp_sink.run("127.0.0.1", options.port, options.folder, stop)
    return 0
