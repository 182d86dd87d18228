"""`jiefen serve all | SERVICE`: answer HTTP, and run the loops that belong to what is served."""

import argparse
from collections.abc import Mapping
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from flows.registry import triggers
from services.chassis import logs
from services.chassis.dispatcher import Dispatcher
from services.chassis.relay import Relay
from services.local.gateway import Gateway
from services.local.programs import SERVICES, load, loops, present
from services.local.workers import Loop, Workers

ALL = "all"
GRACE = 5  # an open stream of events would otherwise hold the process for ever


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("service", choices=(ALL, *SERVICES), help="one service, or all behind one address")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)


def run(options: argparse.Namespace) -> int:
    """All: the six apps with every consumer, the relay and the dispatcher. One: its app with its own consumer."""
    logs.configure()
    if options.service == ALL:
        names = present()
        app: ASGIApp = Gateway({name: load(name) for name in names})
        background: dict[str, Loop] = {"relay": Relay().run, "dispatch": Dispatcher(triggers()).run}
    else:
        names = (options.service,)
        app, background = load(options.service), {}
    for name in names:
        background.update(loops(name))
    return serve(app, background, options.host, options.port)


def serve(app: ASGIApp, background: Mapping[str, Loop], host: str, port: int) -> int:
    """0 when asked to stop; 1 when a loop failed or the port is taken, so that whoever supervises starts us again."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        lifespan="on",
    )
    server = Server(config)
    workers = Workers(background, on_failure=server.end)
    workers.start()
    try:
        server.run()
    finally:
        workers.stop()
    return 1 if workers.failed or not server.started else 0


class Server(uvicorn.Server):
    """Told to stop by a signal, it ends with success: uvicorn alone would raise the signal once more at the end."""

    def end(self) -> None:
        self.should_exit = True

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self._captured_signals.clear()
