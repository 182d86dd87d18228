"""Ask every service with clocks to send the reminders of the day; each reminder goes out once, whoever asks."""

from datetime import date

from prefect import flow

from flows.rounds import REMINDED, visit_each
from flows.steps import step, this_attempt
from services.chassis.client import AsyncServiceClient
from services.chassis.contracts import RemindResult, SweepRequest
from services.chassis.now import today


@flow(name="remind", timeout_seconds=540, persist_result=False)
async def remind(on: date | None = None) -> None:
    """The reminders of one legal day, today when none is given."""
    day = on or today()
    async with AsyncServiceClient(source="flows") as services:
        await visit_each(REMINDED, lambda service: ask_to_remind(services, service, day))


@step
async def ask_to_remind(services: AsyncServiceClient, service: str, on: date) -> RemindResult:
    key = f"remind:{service}:{on}:{this_attempt()}"
    return await services.post(
        service, f"/api/{service}/-/remind", SweepRequest(on=on), RemindResult, idempotency_key=key
    )
