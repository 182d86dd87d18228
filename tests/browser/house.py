"""The house that the browser tests visit: what `jiefen serve all` serves, with the demo district in it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import uvicorn
from starlette.types import ASGIApp

from services.chassis.db import transaction
from services.chassis.settings import settings
from services.local.gateway import Gateway
from services.local.ports import free_port
from services.local.programs import load, present
from services.walk.carriage import Carriage
from services.walk.district_cases import script
from services.walk.district_people import Story, stories
from services.walk.people import seed_people
from services.walk.stagehand import play
from tests.service.intake_desk import living_on

TODAY = date(2026, 11, 23)
# One case at each stage that a test needs; screenshots show the whole district.
NEEDED = {"filed", "heard", "drafted", "decision_served", "masked", "advice_served"}


@dataclass(frozen=True)
class House:
    address: str

    def carry(self) -> None:
        """What the relay, the readers and the flows would do now."""
        Carriage(()).carry(TODAY)

    def story(self, stage: str) -> Story:
        """The first case of the district that has come this far and no further."""
        return next(one for one in stories("reconsideration") if one.stage == stage and not one.then)

    def case(self, stage: str) -> str:
        return f"/reconsideration/cases/{self.story(stage).case_id}"


@contextmanager
def standing(*, whole: bool) -> Iterator[House]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings.cache_clear()
    with living_on(TODAY):
        _seed(whole=whole)
    with living_on(TODAY), _served(Gateway({name: load(name) for name in present()}), port):
        yield House(address)


def _seed(*, whole: bool) -> None:
    with transaction("intake") as session:
        seed_people(session)
    wanted = {_first(stage) for stage in NEEDED}
    acts = [act for act in script(TODAY) if whole or ":".join(act.key.split(":")[:2]) in wanted]
    play(acts, TODAY, ())


def _first(stage: str) -> str:
    return next(one.label for one in stories("reconsideration") if one.stage == stage and not one.then)


@contextmanager
def _served(app: ASGIApp, port: int) -> Iterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(10)
