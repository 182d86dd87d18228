"""Loops beside the web server: relay, consumers, dispatcher; each in a thread of its own."""

import threading
from collections.abc import Callable, Mapping

from services.chassis import logs

Loop = Callable[[threading.Event], None]
PATIENCE = 10.0


class Workers:
    """Run until told to stop. A loop that ends by itself has failed, and then the whole process ends.

    The supervisor starts it again; a house that silently lost its relay would miss time limits.
    """

    def __init__(self, loops: Mapping[str, Loop], on_failure: Callable[[], None]) -> None:
        self._stop = threading.Event()
        self._on_failure = on_failure
        self._threads = [
            threading.Thread(target=self._run, args=(name, loop), name=name, daemon=True)
            for name, loop in loops.items()
        ]
        self.failed = False

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    def _run(self, name: str, loop: Loop) -> None:
        try:
            loop(self._stop)
        except BaseException as error:
            logs.failed(logs.logger(name), "loop_ended", error)
            raise
        finally:
            if not self._stop.is_set():
                self.failed = True
                self._on_failure()
