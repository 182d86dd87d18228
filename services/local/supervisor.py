"""Start the parts of the house in order, start again what falls, and stop all of them cleanly."""

import contextlib
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from services.local.child import Child, Launch
from services.local.failure import PartFailed
from services.local.home import CHECKOUT, Home

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
STEADY = 60.0  # a part that ran this long has recovered: its next fall starts the pauses from the first again
LONGEST_LOG = 5_000_000


@dataclass(slots=True)
class Watched:
    """A part and what the supervisor remembers of its falls."""

    child: Child
    started: float
    pause: float = FIRST_PAUSE
    again_at: float | None = None


class Supervisor:
    """Holds the children of one `.jiefen/`. Use as a context: leaving it stops everything."""

    def __init__(self, home: Home, say: Callable[[str], None]) -> None:
        self.home = home
        self._say = say
        self._watched: list[Watched] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def begin(self, launch: Launch) -> Child:
        """Start a part without waiting for it."""
        child = Child.start(launch, self.log(launch.name))
        self._watched.append(Watched(child, time.monotonic()))
        return child

    def start(self, launch: Launch, is_ready: Callable[[], bool], patience: float = 60) -> None:
        """Start a part and wait until it answers."""
        self.await_ready(self.begin(launch), is_ready, patience)

    def await_ready(self, child: Child, is_ready: Callable[[], bool], patience: float = 60) -> None:
        began = time.monotonic()
        child.await_ready(is_ready, patience)
        self._say(f"  {child.launch.name:<10} ready   {time.monotonic() - began:5.1f} s")

    def step(self, name: str, *arguments: str, environment: Mapping[str, str]) -> None:
        """Run one of our own commands to its end before the next part starts."""
        began = time.monotonic()
        launch = own(name, *arguments, environment=environment)
        child = Child.start(launch, self.log(name))
        self._watched.append(watched := Watched(child, began))
        code = child.process.wait()
        self._watched.remove(watched)
        if code != 0:
            raise PartFailed(f"`jiefen {name}` failed; {child.log} says:\n{child.last_words()}")
        self._say(f"  {name:<10} done    {time.monotonic() - began:5.1f} s")

    def log(self, name: str) -> Path:
        path = self.home.folder("log") / f"{name}.log"
        if path.exists() and path.stat().st_size > LONGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
        return path

    def watch(self) -> None:
        """Until interrupted: start again what fell, each time after a longer pause."""
        while True:
            for watched in self._watched:
                self._look_after(watched, time.monotonic())
            time.sleep(0.2)

    def _look_after(self, watched: Watched, moment: float) -> None:
        if watched.child.is_running():
            if moment - watched.started > STEADY:
                watched.pause = FIRST_PAUSE
            return
        launch = watched.child.launch
        if watched.again_at is None:
            code = watched.child.process.returncode
            watched.again_at = moment + watched.pause
            self._say(f"  {launch.name} stopped (exit {code}); again in {watched.pause:.0f} s; see {watched.child.log}")
            watched.pause = min(watched.pause * 2, LONGEST_PAUSE)
        elif moment >= watched.again_at:
            watched.child = Child.start(launch, watched.child.log)
            watched.started, watched.again_at = moment, None

    def stop(self) -> None:
        """Those that use the stores first and together, then the stores in the reverse order of their start."""
        children = [watched.child for watched in self._watched]
        users = [child for child in children if not child.launch.is_store]
        stores = [child for child in children if child.launch.is_store]
        for child in users:
            child.ask_to_stop()
        for child in (*users, *reversed(stores)):
            child.stop()
        self._watched.clear()


def own(name: str, *arguments: str, environment: Mapping[str, str]) -> Launch:
    """One of our own commands as a child: killed at once with the supervisor, since each may be killed at any time."""
    command = (sys.executable, "-m", "services.cli", name, *arguments)
    return Launch(name, command, CHECKOUT, environment, orphan_signal=signal.SIGKILL)


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """SIGTERM and SIGHUP end the house like Ctrl-C does; while it stops, a second one changes nothing."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    former = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
