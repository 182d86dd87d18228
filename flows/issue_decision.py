"""Issue a signed decision (行政复议决定书): number, seal, and send it out for service."""

from uuid import UUID

from prefect import flow

from flows.steps import step
from services.chassis.client import AsyncServiceClient
from services.chassis.contracts import Issued


@flow(name="issue_decision", timeout_seconds=300, persist_result=False)
async def issue_decision(case_id: UUID) -> None:
    """One decision is issued once: the key is the case, so a second run finds the first answer."""
    async with AsyncServiceClient(source="flows") as services:
        await issue(services, case_id)


@step
async def issue(services: AsyncServiceClient, case_id: UUID) -> Issued:
    path = f"/api/reconsideration/cases/{case_id}/decision/issue"
    return await services.post("reconsideration", path, None, Issued, idempotency_key=f"issue-decision:{case_id}")
