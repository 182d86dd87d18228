"""`jiefen flows`: register the flows and run them until told to stop."""

import asyncio
import logging
import signal
from concurrent.futures import ThreadPoolExecutor, wait
from types import FrameType

from prefect.settings import PREFECT_API_URL, PREFECT_SERVER_ALLOW_EPHEMERAL_MODE, temporary_settings

from flows.runner import Runner
from services.chassis import logs
from services.chassis.settings import settings


def main() -> int:
    """Run in a thread beside the main one: there Prefect's engine would take SIGTERM for itself during each run."""
    _log_as_the_house_does()
    runner = Runner()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        runner.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="flows") as pool:
        ended = pool.submit(run_in_thread, runner)
        while not ended.done():
            wait([ended], timeout=0.5)
        ended.result()
    return 0


def run_in_thread(runner: Runner) -> None:
    """Run to the end, against the Prefect server that the settings name and no other."""
    chosen = {PREFECT_API_URL: settings().prefect_api_url, PREFECT_SERVER_ALLOW_EPHEMERAL_MODE: False}
    with temporary_settings(updates=chosen):
        asyncio.run(runner.run())


def _log_as_the_house_does() -> None:
    """Prefect's own lines go through the house's one list as well; in full they stand in Prefect."""
    logs.configure()
    spoken = logging.getLogger("prefect")
    spoken.handlers[:] = []
    spoken.propagate = True
