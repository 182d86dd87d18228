"""A Prefect server as a child process, which a test may kill and start again on the same data."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

SECONDS_TO_START = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class PrefectServer:
    home: Path
    port: int = field(default_factory=free_port)
    child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def database(self) -> Path:
        return self.home / "prefect.db"

    def start(self) -> None:
        environment = {**os.environ, "PREFECT_HOME": str(self.home), "PREFECT_API_URL": self.url}
        command = [sys.executable, "-m", "prefect", "server", "start", "--no-ui", "--host", "127.0.0.1"]
        with self.log.open("ab") as out:
            self.child = subprocess.Popen(
                [*command, "--port", str(self.port)],
                env=environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until_it_answers()

    def kill(self) -> None:
        """The whole group: `prefect server start` has children of its own."""
        assert self.child is not None
        os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()

    def _wait_until_it_answers(self) -> None:
        assert self.child is not None
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until and self.child.poll() is None:
            try:
                if httpx.get(f"{self.url}/health").is_success:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise AssertionError(f"the Prefect server did not start:\n{self.log.read_text()[-4000:]}")
