"""What each service's `app.py` gives to be run: its app, what it hears, and the loops beside it."""

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Protocol, cast

from fastapi import FastAPI

from services.chassis.inbox import Consumer, Handler
from services.local.failure import PartFailed
from services.local.workers import Loop

SERVICES = ("intake", "mediation", "adjudication", "reconsideration", "publication", "notify")


class Program(Protocol):
    """The module `services.NAME.app`. `consumers` and `workers` may be missing: not every service listens."""

    def create(self) -> FastAPI: ...


def present() -> tuple[str, ...]:
    """The services this version has."""
    return tuple(name for name in SERVICES if find_spec(f"services.{name}.app"))


def load(name: str) -> FastAPI:
    return cast("Program", _module(name)).create()


def loops(name: str) -> Mapping[str, Loop]:
    """The reader of the stream and the service's own loops, by a name for the log."""
    module = _module(name)
    hears = cast("Callable[[], Mapping[str, Handler]]", getattr(module, "consumers", dict))()
    own = cast("Callable[[], tuple[Loop, ...]]", getattr(module, "workers", tuple))()
    found: dict[str, Loop] = {f"{name} {number}": loop for number, loop in enumerate(own, start=1)}
    if hears:
        found[f"{name} consumer"] = Consumer(name, hears).run
    return found


def _module(name: str) -> ModuleType:
    if name not in present():
        raise PartFailed(f"The service {name} is not part of this version.")
    return import_module(f"services.{name}.app")
