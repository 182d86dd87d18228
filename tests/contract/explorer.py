"""Sends what Schemathesis makes of an interface's own description, as every caller, and judges each answer."""

import contextlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from uuid import uuid4

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.core import NOT_SET
from schemathesis.generation.case import Case
from schemathesis.python.asgi import get_client
from schemathesis.schemas import APIOperation

from tests.contract.callers import Caller, callers
from tests.contract.known import KNOWN, Ids

CHINESE = re.compile(r"[\u4e00-\u9fff].*。$", re.DOTALL)
MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
KEYS = ("a-key-used-again", None)
PHASES, NO_CHECKS = (Phase.generate,), tuple(HealthCheck)
TURNED_AWAY = {401, 403}


@dataclass
class Explorer:
    """One service under exploration; `seen` counts the answers by operation, so that a test can ask what was reached."""

    service: str
    app: FastAPI = field(init=False)
    callers: tuple[Caller, ...] = field(init=False)
    ids: Ids = field(init=False)
    seen: Counter[tuple[str, int]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.app = import_module(f"services.{self.service}.app").create()
        self.callers = callers(self.app.state.service)
        self.ids = KNOWN[self.service]()

    def operations(self) -> Iterator[APIOperation]:
        path = f"/api/{self.service}/openapi.json"
        for found in schemathesis.openapi.from_asgi(path, self.app).get_all_operations():
            yield found.ok()

    def explore(self, operation: APIOperation, examples: int) -> None:
        """First everybody once, then only those who are let in: the others are turned away before the body is read."""
        admitted = [caller for caller in self.callers if self._ask(operation, MODES[0], (caller,), 3) - TURNED_AWAY]
        for mode in MODES:
            self._ask(operation, mode, tuple(admitted), examples)

    def _ask(
        self, operation: APIOperation, mode: schemathesis.GenerationMode, who: tuple[Caller, ...], count: int
    ) -> set[int]:
        statuses: set[int] = set()

        @seed(20260929)
        @settings(max_examples=count, deadline=None, database=None, phases=PHASES, suppress_health_check=NO_CHECKS)
        @given(data=st.data())
        def call(data: st.DataObject) -> None:
            case = data.draw(operation.as_strategy(generation_mode=mode))
            self._aim(case, data)
            statuses.add(self._send(case, data.draw(st.sampled_from(who)), data.draw(st.sampled_from(KEYS))))

        with contextlib.suppress(Unsatisfiable):  # an operation without parameters and body has nothing to get wrong
            call()
        return statuses

    def _aim(self, case: Case, data: st.DataObject) -> None:
        """Three of four calls name something that exists."""
        for name in case.path_parameters or {}:
            if name in self.ids and data.draw(st.integers(0, 3)):
                case.path_parameters[name] = str(data.draw(st.sampled_from(self.ids[name])))

    def _send(self, case: Case, caller: Caller, key: str | None) -> int:
        headers = {**caller.headers, "Accept": "application/json", "Idempotency-Key": key or uuid4().hex}
        with get_client(self.app) as client:
            answer = case.call(session=client, headers=headers)
        self.seen[case.operation.label, answer.status_code] += 1
        fault = self._fault(case, answer.status_code, answer.headers, answer.content)
        sent = "" if case.body is NOT_SET else repr(case.body)[:2000]
        assert fault is None, f"{fault}\n{caller.name}: {case.method} {case.formatted_path} {case.query} {sent}"
        return answer.status_code

    def _fault(self, case: Case, status: int, headers: Mapping[str, list[str]], content: bytes) -> str | None:
        if status >= 500:
            return f"{status}: {content!r}"
        if str(status) not in case.operation.definition.raw["responses"]:
            return f"{status} is not documented"
        if status < 400:
            return None
        kind = headers["content-type"][0]
        if not kind.startswith("application/problem+json"):
            return f"{status} came as {kind}"
        said = json.loads(content)
        sentences = [said["detail"], *(one["text"] for one in said.get("faults", ()))]
        poor = [one for one in sentences if not CHINESE.search(one)]
        return f"{status} says {poor}" if poor else None
