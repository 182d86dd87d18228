"""Ask every service with clocks to lapse what is due; the service looks again under lock and decides."""

from datetime import date

from prefect import flow

from flows.rounds import SWEPT, visit_each
from flows.steps import step, this_attempt
from services.chassis.client import AsyncServiceClient
from services.chassis.contracts import SweepRequest, SweepResult
from services.chassis.now import today


@flow(name="sweep_clocks", timeout_seconds=540, persist_result=False)
async def sweep_clocks(on: date | None = None) -> None:
    """One sweep as of a legal day, today when none is given. It may run any number of times on one day."""
    day = on or today()
    async with AsyncServiceClient(source="flows") as services:
        await visit_each(SWEPT, lambda service: sweep(services, service, day))


@step
async def sweep(services: AsyncServiceClient, service: str, on: date) -> SweepResult:
    key = f"sweep:{service}:{on}:{this_attempt()}"
    return await services.post(
        service, f"/api/{service}/-/sweep", SweepRequest(on=on), SweepResult, idempotency_key=key
    )
