"""From a message to a flow run: once for each flow, whatever is away meanwhile."""

import asyncio
import json

import pytest
import redis as redis_library
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun

from flows.deploy import register
from flows.registry import triggers
from services.chassis.dispatcher import GROUP, Dispatcher
from services.chassis.loops import AWAY
from services.chassis.relay import Relay
from services.chassis.settings import settings
from services.chassis.stream import Stream
from tests.flow.server import PrefectServer
from tests.service.mail import send

pytestmark = pytest.mark.usefixtures("clean")


@pytest.fixture
def dispatcher(prefect: PrefectServer) -> Dispatcher:
    asyncio.run(_register())
    return Dispatcher(triggers(), retry_seconds=0)


async def _register() -> None:
    async with get_client() as client:
        await register(client)


async def _runs() -> list[FlowRun]:
    async with get_client() as client:
        return [run for run in await client.read_flow_runs() if not run.auto_scheduled]


def runs() -> list[FlowRun]:
    return asyncio.run(_runs())


def pending() -> int:
    return next(state.pending for state in Stream().groups() if state.name == GROUP)


def test_a_message_starts_its_flow_with_its_parameters_and_tags(dispatcher: Dispatcher) -> None:
    (message,) = send("调2026-1")
    Relay().relay_once()
    assert dispatcher.dispatch_once() == 1
    (run,) = runs()
    assert run.parameters == {"unit_id": str(json.loads(message.body.model_dump_json())["unit_id"])}
    assert {"case:调2026-1", "channel:reconsideration"} <= set(run.tags)
    assert run.idempotency_key == f"{message.id}:route_disputes"


def test_a_message_sent_twice_starts_one_run(dispatcher: Dispatcher, redis: redis_library.Redis) -> None:
    send("甲")
    relay = Relay()
    relay.relay_once()
    dispatcher.dispatch_once()
    redis.flushdb()
    assert relay.relay_once() == 1
    dispatcher.dispatch_once()
    assert len(runs()) == 1


def test_while_prefect_is_away_the_message_stays_and_is_dispatched_afterwards(
    dispatcher: Dispatcher, prefect: PrefectServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    send("甲")
    Relay().relay_once()
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    settings.cache_clear()
    with pytest.raises(AWAY):
        dispatcher.dispatch_once()
    assert pending() == 1
    monkeypatch.setenv("PREFECT_API_URL", prefect.url)
    settings.cache_clear()
    assert dispatcher.dispatch_once() == 1
    assert (len(runs()), pending()) == (1, 0)


def test_a_flow_that_is_not_registered_yet_leaves_the_message_pending(prefect: PrefectServer) -> None:
    class Unknown:
        flow = "tomorrow"
        deployment = "tomorrow/jiefen"

        def parameters(self, body: object) -> dict[str, str]:  # noqa: ARG002
            return {}

    send("甲")
    Relay().relay_once()
    dispatcher = Dispatcher({"intake.unit_routed": [Unknown()]}, retry_seconds=0)
    assert dispatcher.dispatch_once() == 0
    assert pending() == 1


def test_messages_that_start_nothing_are_passed_over(prefect: PrefectServer) -> None:
    send("甲")
    Relay().relay_once()
    assert Dispatcher({}, retry_seconds=0).dispatch_once() == 1
    assert pending() == 0
