"""One Prefect server for all tests of the flows: a child process on a SQLite file of its own, in a folder of its own."""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from datetime import timedelta

import pytest

QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    # On SQLite a task recorder without batches holds the file for seconds at a time.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
}
os.environ.update(QUIET)
os.environ.setdefault("PREFECT_HOME", tempfile.mkdtemp(prefix="jiefen-prefect-"))

from prefect.settings import PREFECT_API_URL, temporary_settings  # noqa: E402 - reads PREFECT_HOME when imported

from flows.follow_up_advice import follow_up  # noqa: E402
from flows.route_disputes import read_offer, refer  # noqa: E402
from flows.runner import Pace, Runner  # noqa: E402
from flows.sweep_clocks import sweep  # noqa: E402
from services.chassis.settings import settings  # noqa: E402
from tests.flow.peer import Peer  # noqa: E402
from tests.flow.prefect_api import forget_all_runs, running  # noqa: E402
from tests.flow.server import PrefectServer  # noqa: E402


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    started = PrefectServer(tmp_path_factory.mktemp("prefect"))
    started.start()
    yield started
    started.kill()


@pytest.fixture
def prefect(server: PrefectServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrefectServer]:
    """The server, without runs of earlier tests, as the one that Prefect's client and our settings name."""
    monkeypatch.setenv("PREFECT_API_URL", server.url)
    settings.cache_clear()
    with temporary_settings(updates={PREFECT_API_URL: server.url}):
        asyncio.run(forget_all_runs())
        yield server
    settings.cache_clear()


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Peer]:
    with Peer() as started:
        monkeypatch.setenv("JIEFEN_GATEWAY_URL", started.url)
        settings.cache_clear()
        yield started
    settings.cache_clear()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Repeats inside one run without their seconds of waiting."""
    for task in (read_offer, refer, sweep, follow_up):
        monkeypatch.setattr(task, "retry_delay_seconds", [0.01, 0.01])


@pytest.fixture
def runner(prefect: PrefectServer) -> Iterator[Runner]:
    """A runner in a thread of this process, as `jiefen flows` starts it, but in a hurry."""
    with running(Pace(poll_seconds=0.1, tidy_seconds=0.5, waits=(timedelta(seconds=0.3),))) as made:
        yield made
