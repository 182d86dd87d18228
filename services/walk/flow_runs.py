"""The walk asks Prefect for a round of the flows, as its schedule would, and waits until it has ended."""

from datetime import date
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound

from flows.registry import DEPLOYMENT
from services.walk.expectation import awaited, expect

PER_PAGE = 200
MARK = "walk"


class FlowRuns:
    """Prefect's own record is the proof: one run for each key, however often the walk was interrupted."""

    def __init__(self, address: str) -> None:
        self._client = SyncPrefectClient(address)
        self._deployments: dict[str, UUID] = {}

    def round(self, flow: str, on: date, turn: str = "") -> FlowRun:
        """One round of a day, once for the day and turn, and to its end."""
        run = self._client.create_flow_run_from_deployment(
            self._deployment(flow),
            parameters={"on": on.isoformat()},
            idempotency_key=f"{MARK}:{flow}:{on}{turn}",
            tags=[MARK],
        )
        return awaited(f"流程 {flow} {on} 结束", lambda: self._ended(run.id))

    def of_messages(self) -> tuple[FlowRun, ...]:
        """Every run that a message or the walk asked for; the schedule's own runs are not counted."""
        found: list[FlowRun] = []
        while page := self._page(len(found)):
            found += page
        return tuple(run for run in found if not run.auto_scheduled)

    def _page(self, offset: int) -> list[FlowRun]:
        wanted = FlowRunFilter.model_validate({"deployment_id": {"is_null_": False}})
        return self._client.read_flow_runs(
            flow_run_filter=wanted, sort=FlowRunSort.ID_DESC, limit=PER_PAGE, offset=offset
        )

    def name_of(self, run: FlowRun) -> str:
        """The flow of a run."""
        known = {deployment: name for name, deployment in self._deployments.items()}
        if run.deployment_id not in known and run.deployment_id is not None:
            flow = self._client.read_flow(self._client.read_deployment(run.deployment_id).flow_id)
            self._deployments[flow.name] = run.deployment_id
            return flow.name
        return known[run.deployment_id] if run.deployment_id else ""

    def _deployment(self, flow: str) -> UUID:
        if flow not in self._deployments:
            self._deployments[flow] = awaited(f"流程 {flow} 登记", lambda: self._registered(flow))
        return self._deployments[flow]

    def _registered(self, flow: str) -> UUID | None:
        try:
            return self._client.read_deployment_by_name(f"{flow}/{DEPLOYMENT}").id
        except ObjectNotFound:
            return None

    def _ended(self, run_id: UUID) -> FlowRun | None:
        run = self._client.read_flow_run(run_id)
        if run.state is None or not run.state.is_final() or run.state.is_crashed():
            return None
        expect(run.state.is_completed(), f"流程运行 {run.name} 以 {run.state.name} 结束：{run.state.message}")
        return run
