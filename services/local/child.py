"""Child processes that never outlive the supervisor, however it ends."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from services.local.account import Account
from services.local.failure import PartFailed

PR_SET_PDEATHSIG = 1
PAUSE = 0.05
# Loaded before any fork: between fork and exec only the call itself may happen.
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Launch:
    """How one part is started and how it likes to be stopped."""

    name: str
    command: tuple[str, ...]
    cwd: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals | None = None  # what the kernel sends when the supervisor is killed; else stop_signal
    is_store: bool = False  # stores stop after the parts that use them


@dataclass(slots=True)
class Child:
    """A running part; its output goes to one log file."""

    launch: Launch
    log: Path
    process: subprocess.Popen[bytes]
    asked: bool = False

    @classmethod
    def start(cls, launch: Launch, log: Path) -> "Child":
        """Start it in a session of its own, so that Ctrl-C reaches the supervisor alone, which then stops in order.

        Call from the main thread: Linux ends the child when the *thread* that started it ends.
        """
        who = launch.account
        try:
            with log.open("ab") as out:
                process = subprocess.Popen(
                    launch.command,
                    cwd=launch.cwd,
                    env={**os.environ, **launch.environment},
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    user=who.uid if who else None,
                    group=who.gid if who else None,
                    extra_groups=[] if who else None,
                    preexec_fn=_leash(launch.orphan_signal or launch.stop_signal),  # noqa: PLW1509 - one system call, nothing is allocated
                )
        except OSError as error:
            raise PartFailed(f"{launch.name} does not start ({error.strerror}): {launch.command[0]}") from error
        return cls(launch, log, process)

    def is_running(self) -> bool:
        return self.process.poll() is None

    def await_ready(self, is_ready: Callable[[], bool], patience: float = 60) -> None:
        """Wait until the part answers; a part that fell or stays silent is told with the end of its log."""
        for _ in range(int(patience / PAUSE)):
            if is_ready():
                return
            if not self.is_running():
                raise PartFailed(f"{self.launch.name} stopped at once; {self.log} says:\n{self.last_words()}")
            time.sleep(PAUSE)
        raise PartFailed(f"{self.launch.name} does not answer after {patience:.0f} s; see {self.log}.")

    def ask_to_stop(self) -> None:
        if self.is_running() and not self.asked:
            self.asked = True
            self.process.send_signal(self.launch.stop_signal)

    def stop(self, patience: float = 20) -> None:
        """Ask once (a second signal makes some programs drop their work), wait, and only then kill."""
        self.ask_to_stop()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def last_words(self, lines: int = 12) -> str:
        """The end of its log, for the person who must find out why it fell."""
        try:
            return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
        except OSError:
            return ""


def _leash(farewell: signal.Signals) -> Callable[[], None] | None:
    """Have the kernel send the signal to the child when the supervisor dies, even by kill -9."""
    if _LIBC is None:
        return None
    libc, parent = _LIBC, os.getpid()

    def tie() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(farewell))
        if os.getppid() != parent:  # it died between fork and this line
            os._exit(1)

    return tie
