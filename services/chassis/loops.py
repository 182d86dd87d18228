"""Work that goes on until it is told to stop, and that outlives every part of the house it needs."""

import threading
from collections.abc import Callable

import httpx
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from services.chassis import logs

FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 10.0

AWAY = (RedisError, DBAPIError, PoolTimeout, httpx.TransportError, OSError)
"""What is raised when a part of the house does not answer; waiting heals it, and nothing was lost."""


def run_until(stop: threading.Event, name: str, step: Callable[[], int], *, pause_seconds: float) -> None:
    """Take steps until told to stop. A step tells how much it did; after nothing there is a pause.

    While a part of the house is away the loop waits, longer each time, and says so once.
    """
    log = logs.logger(name)
    wait = 0.0
    while not stop.is_set():
        try:
            did = step()
        except AWAY as error:
            if not wait:
                logs.failed(log, "waiting", error)
            wait = min(wait * 2 or FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS)
            stop.wait(wait)
        else:
            if wait:
                log.info("recovered")
            wait = 0.0
            if not did and pause_seconds:
                stop.wait(pause_seconds)
