"""Letters of advice (行政复议意见书, 行政复议法 第七十六条): drafted when a decision shows a fault, issued when signed."""

from typing import Literal
from uuid import UUID

from prefect import flow

from flows.steps import Agreed, step
from services.chassis.client import AsyncServiceClient
from services.chassis.contracts import AdviceDraft


@flow(name="issue_advice", timeout_seconds=300, persist_result=False)
async def issue_advice(case_id: UUID, phase: Literal["draft", "issue"]) -> None:
    """Phase `draft` follows the decision's effect; whether there is cause for advice, the service decides."""
    async with AsyncServiceClient(source="flows") as services:
        if phase == "draft":
            await draft(services, case_id)
        else:
            await issue(services, case_id)


@step
async def draft(services: AsyncServiceClient, case_id: UUID) -> AdviceDraft:
    path = f"/api/reconsideration/cases/{case_id}/advice/draft"
    return await services.post("reconsideration", path, None, AdviceDraft, idempotency_key=f"advice-draft:{case_id}")


@step
async def issue(services: AsyncServiceClient, case_id: UUID) -> None:
    path = f"/api/reconsideration/cases/{case_id}/advice/issue"
    await services.post("reconsideration", path, None, Agreed, idempotency_key=f"advice-issue:{case_id}")
