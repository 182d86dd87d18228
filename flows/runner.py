"""One long-lived process that runs what Prefect has scheduled, inside itself instead of a subprocess for each run.

It may be killed at any moment: its claims name it, and the next runner puts back what it left (flows/left_behind.py).
The Prefect server may be away at any moment: nothing is claimed meanwhile, and what was cut off is put back later.
"""

import asyncio
import contextlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import httpx
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import FlowRun, State
from prefect.context import AsyncClientContext
from prefect.deployments.runner import DeploymentApplyError
from prefect.exceptions import Abort, PrefectException
from prefect.flow_engine import run_flow_async
from prefect.states import Cancelled, Pending
from prefect.utilities.engine import propose_state

from flows.claims import Owner, claim
from flows.deploy import register
from flows.due import choose
from flows.left_behind import put_back, requeue_left_behind
from flows.registry import FlowSpec
from services.chassis import logs
from services.chassis.client import CallFailed


@dataclass(frozen=True)
class Pace:
    """How often the runner looks, how much it does at once, and how long it waits. All of it is real time."""

    concurrency: int = 4
    poll_seconds: float = 1.0
    tidy_seconds: float = 60.0
    grace_seconds: float = 20.0
    waits: tuple[timedelta, ...] = tuple(timedelta(seconds=wait) for wait in (15, 60, 300, 900, 3600))
    """Until the next attempt of a run whose service was away; the last one repeats until it succeeds."""


class Runner:
    """Polls, claims, runs. `run` ends after `stop`, which any thread may call."""

    def __init__(self, pace: Pace | None = None) -> None:
        self.pace = pace or Pace()
        self._log = logs.logger("flows")
        self._me = Owner.this_process()
        self._stopping = threading.Event()
        self._deployments: Mapping[UUID, FlowSpec] = {}
        self._active: dict[UUID, asyncio.Task[None]] = {}
        self._busy: dict[UUID, UUID] = {}
        self._tidied: float | None = None
        self._is_cut_off = False

    def stop(self) -> None:
        """Claim nothing more, let what runs come to its end, and return."""
        self._stopping.set()

    async def run(self) -> None:
        """Run until stopped."""
        await self._until_server_answers()
        if self._stopping.is_set():
            return
        async with AsyncClientContext() as context:
            while not self._stopping.is_set():
                await self._turn(context.client)
                await self._pause()
            await self._finish(context.client)

    async def _until_server_answers(self) -> None:
        async with get_client() as client:
            while not self._stopping.is_set() and (fault := await client.api_healthcheck()) is not None:
                self._say_cut_off(fault)
                await self._pause()

    async def _turn(self, client: PrefectClient) -> None:
        try:
            if self._is_time_to_tidy():
                await self._tidy(client)
            await self._take_due(client)
        except (httpx.HTTPError, PrefectException, DeploymentApplyError) as fault:
            self._say_cut_off(fault)
            self._tidied = None
        else:
            self._say_connected()

    def _is_time_to_tidy(self) -> bool:
        now = asyncio.get_running_loop().time()
        return self._tidied is None or now - self._tidied >= self.pace.tidy_seconds

    async def _tidy(self, client: PrefectClient) -> None:
        """Registering again costs little and heals a Prefect database that was replaced under a running runner."""
        active = set(self._active)
        self._deployments = await register(client)
        await requeue_left_behind(client, self._deployments, self._me, active)
        self._tidied = asyncio.get_running_loop().time()

    async def _take_due(self, client: PrefectClient) -> None:
        free = self.pace.concurrency - len(self._active)
        if free <= 0:
            return
        due = await client.get_scheduled_flow_runs_for_deployments(
            list(self._deployments), scheduled_before=Pending().timestamp
        )
        choice = choose([run for run in due if run.id not in self._active], free, set(self._busy.values()))
        for run in choice.needless:
            await self._skip(client, run)
        for run in choice.take:
            self._begin(client, run)

    async def _skip(self, client: PrefectClient, run: FlowRun) -> None:
        reason = "a later run of the same schedule does the same"
        with contextlib.suppress(Abort):  # somebody else took it first
            await propose_state(client, Cancelled(name="Skipped", message=reason), flow_run_id=run.id)

    def _begin(self, client: PrefectClient, run: FlowRun) -> None:
        if run.deployment_id is None or (spec := self._deployments.get(run.deployment_id)) is None:
            return
        if run.auto_scheduled:
            self._busy[run.id] = run.deployment_id
        task = asyncio.create_task(self._run(client, run, spec), name=f"{spec.name} {run.id}")
        self._active[run.id] = task
        task.add_done_callback(lambda done: self._ended(run, done))

    def _ended(self, run: FlowRun, task: asyncio.Task[None]) -> None:
        """Forget the run. One that broke off without an end is still in the middle for Prefect, and is put back later."""
        self._active.pop(run.id, None)
        self._busy.pop(run.id, None)
        if not task.cancelled() and (fault := task.exception()) is not None:
            logs.failed(self._log, "flow_broke_off", fault, attempt=run.run_count + 1)
            self._tidied = None

    async def _run(self, client: PrefectClient, run: FlowRun, spec: FlowSpec) -> None:
        if not await claim(client, run.id, self._me):
            return
        state = await run_flow_async(spec.flow, flow_run=run, parameters=run.parameters, return_type="state")
        if not isinstance(state, State):
            return
        self._log.info("flow_ended", flow=spec.name, status=state.name, attempt=run.run_count + 1)
        if spec.triggers and await was_service_away(state):
            wait = self.pace.waits[min(run.run_count, len(self.pace.waits) - 1)]
            await put_back(client, run.id, "a service was away", after=wait)

    async def _finish(self, client: PrefectClient) -> None:
        """Give what runs its grace; what is then still running is broken off and put back for the next runner."""
        tasks = dict(self._active)
        if not tasks:
            return
        _, late = await asyncio.wait(tasks.values(), timeout=self.pace.grace_seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        for run_id, task in tasks.items():
            if task in late:
                await put_back(client, run_id, "broken off because the runner was stopped")

    async def _pause(self) -> None:
        await asyncio.to_thread(self._stopping.wait, self.pace.poll_seconds)

    def _say_cut_off(self, fault: Exception) -> None:
        if not self._is_cut_off:
            logs.failed(self._log, "prefect_does_not_answer", fault)
        self._is_cut_off = True

    def _say_connected(self) -> None:
        if self._is_cut_off:
            self._log.info("prefect_answers_again")
        self._is_cut_off = False


async def was_service_away(state: State[object]) -> bool:
    """Whether waiting may heal it: no answer, or none in time."""
    if not state.is_failed():
        return False
    return isinstance(await state.aresult(raise_on_failure=False), (CallFailed, TimeoutError))
