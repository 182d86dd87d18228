"""The typed client against a real server of the house on a real socket."""

import asyncio
from collections.abc import Iterator
from datetime import date

import pytest
from fastapi import FastAPI, Response
from pydantic import BaseModel

from services.chassis import client as calls
from services.chassis.client import AsyncServiceClient, CallFailed, CallRefused, ServiceClient
from services.chassis.settings import settings
from tests.service.live import listening
from tests.service.sample_app import Granted, Wish, make_app, written

WISH = Wish(name="王", on=date(2026, 10, 12))
PATH = "/api/intake/wishes"


class Uncounted(BaseModel):
    other: int


class Unsteady:
    """Stands before the real app and fails as told: `drop` hangs up, a number is a status."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self.faults: list[int | str] = []
        self.asked = 0

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        self.asked += 1
        fault = self.faults.pop(0) if self.faults else None
        if fault is None:
            await self.app(scope, receive, send)
        elif fault == "lose answer":
            await self.app(scope, receive, _swallow)
            await _break_off(send)
        elif fault == "drop":
            await _break_off(send)
        else:
            await Response(status_code=int(fault))(scope, receive, send)


async def _swallow(_: object) -> None: ...


async def _break_off(send) -> None:
    """Promise ten bytes, send one, hang up."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"10")]})
    await send({"type": "http.response.body", "body": b"x", "more_body": False})


@pytest.fixture
def server(clean: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Unsteady]:
    monkeypatch.setattr(calls, "PAUSES", (0.01, 0.01, 0.01))
    unsteady = Unsteady(make_app())
    with listening(unsteady) as url:
        here = settings().model_copy(update={"gateway_url": url})
        monkeypatch.setattr(calls, "settings", lambda: here)
        yield unsteady


def test_a_question_is_answered_by_its_type(server: Unsteady) -> None:
    with ServiceClient(source="flows") as services:
        answer = services.post("intake", PATH, WISH, Granted, idempotency_key="unit:1")
    assert answer.name == "王"
    assert written() == 1


def test_a_refusal_comes_back_as_the_problem_itself(server: Unsteady) -> None:
    with ServiceClient(source="notify") as services, pytest.raises(CallRefused) as told:
        services.get("intake", PATH, Granted)
    assert (told.value.problem.status, told.value.problem.code) == (403, "access.denied")
    assert server.asked == 1


def test_a_token_for_another_service_is_refused(server: Unsteady) -> None:
    with ServiceClient(source="flows") as services, pytest.raises(CallRefused) as told:
        services.post("publication", PATH, WISH, Granted, idempotency_key="unit:1")
    assert told.value.problem.status == 401


def test_a_lost_answer_to_a_keyed_call_is_asked_for_again_and_has_one_effect(server: Unsteady) -> None:
    server.faults = ["lose answer", "drop"]
    with ServiceClient(source="flows") as services:
        answer = services.post("intake", PATH, WISH, Granted, idempotency_key="unit:1")
    assert (server.asked, written()) == (3, 1)
    assert answer.name == "王"


@pytest.mark.parametrize("fault", ["drop", 503])
def test_a_call_without_a_key_is_never_repeated_once_it_may_have_arrived(server: Unsteady, fault: str) -> None:
    server.faults = [fault]
    with ServiceClient(source="flows") as services, pytest.raises(CallFailed):
        services.post("intake", PATH, WISH, Granted)
    assert server.asked == 1


def test_patience_ends(server: Unsteady) -> None:
    server.faults = [503] * 9
    with ServiceClient(source="flows") as services, pytest.raises(CallFailed) as told:
        services.post("intake", PATH, WISH, Granted, idempotency_key="unit:1")
    assert (told.value.service, told.value.reason) == ("intake", "status 503")
    assert server.asked == 4


def test_an_answer_of_another_shape_is_a_failure(server: Unsteady) -> None:
    with ServiceClient(source="flows") as services, pytest.raises(CallFailed):
        services.post("intake", PATH, WISH, Uncounted, idempotency_key="unit:1")


def test_nobody_at_home_is_a_failure_that_names_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "PAUSES", (0.01,))
    nowhere = settings().model_copy(update={"gateway_url": "http://127.0.0.1:1"})
    monkeypatch.setattr(calls, "settings", lambda: nowhere)
    with ServiceClient(source="flows") as services, pytest.raises(CallFailed) as told:
        services.post("notify", "/api/notify/x", None, Granted)
    assert (told.value.service, told.value.reason) == ("notify", "ConnectError")


def test_flows_ask_in_the_same_way(server: Unsteady) -> None:
    async def ask() -> Granted:
        async with AsyncServiceClient(source="flows") as services:
            return await services.post("intake", PATH, WISH, Granted, idempotency_key="unit:1")

    server.faults = ["drop", 502]
    assert asyncio.run(ask()).name == "王"
    assert (server.asked, written()) == (3, 1)


def test_the_request_number_travels_along() -> None:
    call = calls._Call("flows", "intake", "GET", PATH)
    with calls.structlog.contextvars.bound_contextvars(request_id="0123456789abcdef"):
        assert call.request().headers["x-request-id"] == "0123456789abcdef"


def test_the_key_and_the_name_stay_out_of_the_error() -> None:
    failed = CallFailed("intake", "ConnectError")
    assert repr(failed) == "CallFailed('intake', 'ConnectError')"
