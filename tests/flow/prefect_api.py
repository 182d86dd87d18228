"""What the tests ask Prefect: runs made, looked at and waited for."""

import asyncio
import time
from uuid import UUID

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Scheduled

from flows.deploy import register

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
