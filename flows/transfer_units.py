"""Take a claim unit that a channel let go back to the desk, with its file (移交): the desk finds the next channel."""

from typing import Literal
from uuid import UUID

from prefect import flow

from flows.steps import Agreed, step
from services.chassis.client import AsyncServiceClient
from services.kernel.handover import HandOver


@flow(name="transfer_units", timeout_seconds=300, persist_result=False)
async def transfer_units(case_id: UUID, channel: Literal["mediation", "adjudication", "reconsideration"]) -> None:
    """The file of the case that ended, and the desk that takes it; run twice, the desk takes it once."""
    async with AsyncServiceClient(source="flows") as services:
        file = await read_file(services, channel, case_id)
        await hand_back(services, file)


@step
async def read_file(services: AsyncServiceClient, channel: str, case_id: UUID) -> HandOver:
    return await services.get(channel, f"/api/{channel}/cases/{case_id}/hand-over", HandOver)


@step
async def hand_back(services: AsyncServiceClient, file: HandOver) -> None:
    key = f"handed-back:{file.channel}:{file.case_id}"
    path = f"/api/intake/units/{file.unit_id}/handed-back"
    await services.post("intake", path, file, Agreed, idempotency_key=key)
