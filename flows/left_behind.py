"""Runs that a killed runner, or a server that was away, left in the middle: put back into the queue.

Every flow may be run again at will, so the only question is whether somebody is still at it.
"""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import Cancelled, Failed, Pending, Scheduled

from flows.claims import Owner, owner_of
from services.chassis import logs

LONGEST = timedelta(minutes=15)
"""No flow runs this long (each has a timeout below ten minutes): what is older has lost its process."""
MOST_ATTEMPTS = 10
"""A run that brings its runner down every time must not do so for ever."""
IN_THE_MIDDLE = [StateType.PENDING, StateType.RUNNING, StateType.CRASHED, StateType.CANCELLING]


async def requeue_left_behind(
    client: PrefectClient, deployments: Collection[UUID], me: Owner, active: Collection[UUID]
) -> int:
    """Put back every run that nobody is at any more. `active` must have been noted before this call began."""
    runs = await _in_the_middle(client, deployments)
    left = [run for run in runs if run.id not in active and await _is_left_behind(client, run, me)]
    for run in left:
        await _settle(client, run)
    return len(left)


async def put_back(client: PrefectClient, run_id: UUID, why: str, after: timedelta = timedelta()) -> None:
    """Schedule a run again; forced, because Prefect's own rules only let a runner that knows the run do so."""
    again: State[None] = Scheduled(scheduled_time=Pending().timestamp + after, name="AwaitingRetry", message=why)
    await client.set_flow_run_state(run_id, again, force=True)


async def _in_the_middle(client: PrefectClient, deployments: Collection[UUID]) -> list[FlowRun]:
    chosen = FlowRunFilter.model_validate(
        {"deployment_id": {"any_": list(deployments)}, "state": {"type": {"any_": IN_THE_MIDDLE}}}
    )
    return await client.read_flow_runs(flow_run_filter=chosen)


async def _is_left_behind(client: PrefectClient, run: FlowRun, me: Owner) -> bool:
    if run.state is None or run.state.is_crashed():
        return True
    owner = await owner_of(client, run.id)
    if owner is not None and (owner == me or owner.is_gone()):
        return True
    return Pending().timestamp - run.state.timestamp > LONGEST


async def _settle(client: PrefectClient, run: FlowRun) -> None:
    if run.state is not None and run.state.is_cancelling():
        await client.set_flow_run_state(run.id, Cancelled(message="cancelled by a person"), force=True)
        return
    if run.run_count >= MOST_ATTEMPTS:
        logs.logger("flows").error("flow_given_up", attempt=run.run_count)
        await client.set_flow_run_state(run.id, Failed(message="left in the middle too often"), force=True)
        return
    logs.logger("flows").warning("flow_put_back", attempt=run.run_count)
    await put_back(client, run.id, "left in the middle by a process that ended")
