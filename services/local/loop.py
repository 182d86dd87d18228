"""Run one loop as a process of its own, until it is told to stop."""

import signal
import threading
from types import FrameType

from services.chassis import logs
from services.local.workers import Loop


def run_loop(loop: Loop) -> int:
    """SIGTERM and Ctrl-C end it after the step it is in."""
    logs.configure()
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    loop(stop)
    return 0
