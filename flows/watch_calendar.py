"""Ask every service with clocks whether the published calendar still reaches as far as its limits do."""

from datetime import date

from prefect import flow

from flows.rounds import SWEPT, visit_each
from flows.steps import step, this_attempt
from services.chassis.client import AsyncServiceClient
from services.chassis.contracts import CalendarWatch, SweepRequest
from services.chassis.now import today


@flow(name="watch_calendar", timeout_seconds=540, persist_result=False)
async def watch_calendar(on: date | None = None) -> None:
    """The watch of one legal day, today when none is given. The keeper of the calendar is told once a week."""
    day = on or today()
    async with AsyncServiceClient(source="flows") as services:
        await visit_each(SWEPT, lambda service: ask_to_watch(services, service, day))


@step
async def ask_to_watch(services: AsyncServiceClient, service: str, on: date) -> CalendarWatch:
    key = f"watch_calendar:{service}:{on}:{this_attempt()}"
    return await services.post(
        service, f"/api/{service}/-/watch-calendar", SweepRequest(on=on), CalendarWatch, idempotency_key=key
    )
