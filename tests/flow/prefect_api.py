"""What the tests ask Prefect: runs made, looked at and waited for."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import UUID

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import Scheduled

from flows.deploy import register
from flows.main import run_in_thread
from flows.runner import Pace, Runner

SECONDS_TO_WAIT = 30


async def forget_all_runs() -> None:
    async with get_client() as client:
        for run in await client.read_flow_runs():
            await client.delete_flow_run(run.id)


async def deployment_id(client: PrefectClient, flow: str) -> UUID:
    return next(id_ for id_, spec in (await register(client)).items() if spec.name == flow)


async def _make_run(flow: str, key: str | None, parameters: dict[str, str]) -> UUID:
    async with get_client() as client:
        run = await client.create_flow_run_from_deployment(
            await deployment_id(client, flow), parameters=parameters, idempotency_key=key, state=Scheduled()
        )
        return run.id


async def _read_run(run_id: UUID) -> FlowRun:
    async with get_client() as client:
        return await client.read_flow_run(run_id)


@contextmanager
def running(pace: Pace) -> Iterator[Runner]:
    made = Runner(pace)
    with ThreadPoolExecutor(max_workers=1) as pool:
        ended = pool.submit(run_in_thread, made)
        yield made
        made.stop()
        ended.result(30)


async def set_state(run_id: UUID, state: State[None]) -> None:
    async with get_client() as client:
        await client.set_flow_run_state(run_id, state)


def make_run(flow: str, key: str | None = None, **parameters: object) -> UUID:
    return asyncio.run(_make_run(flow, key, {name: str(value) for name, value in parameters.items()}))


def read_run(run_id: UUID) -> FlowRun:
    return asyncio.run(_read_run(run_id))


def wait_for(run_id: UUID, state: StateType, seconds: float = SECONDS_TO_WAIT) -> FlowRun:
    until = time.monotonic() + seconds
    while (run := read_run(run_id)).state_type != state and time.monotonic() < until:
        time.sleep(0.1)
    assert run.state_type == state, f"{run.state_type} {run.state}"
    return run
