"""Bring an effective decision to the public site: plan the redaction, and after two readers release it (隐名公开).

Between the two phases stand people: the reviewer and the second reader are states of the case, not of a flow.
"""

from typing import Literal
from uuid import UUID

from prefect import flow

from flows.steps import Agreed, step, this_run
from services.chassis.client import AsyncServiceClient
from services.chassis.contracts import Published, RedactedPackage


@flow(name="publish_decisions", timeout_seconds=300, persist_result=False)
async def publish_decisions(case_id: UUID, phase: Literal["plan", "release"]) -> None:
    """Phase `plan` follows the decision's effect, phase `release` the second reader's approval."""
    async with AsyncServiceClient(source="flows") as services:
        if phase == "plan":
            await plan_redaction(services, case_id)
            return
        package = await release(services, case_id)
        published = await publish(services, package)
        await tell_the_case(services, case_id, package, published)


@step
async def plan_redaction(services: AsyncServiceClient, case_id: UUID) -> None:
    path = f"/api/reconsideration/cases/{case_id}/redaction/plan"
    await services.post("reconsideration", path, None, Agreed, idempotency_key=f"redaction-plan:{case_id}")


@step
async def release(services: AsyncServiceClient, case_id: UUID) -> RedactedPackage:
    """The key is this run's, not the case's: a text approved anew must never be answered with the earlier package."""
    path = f"/api/reconsideration/cases/{case_id}/redaction/release"
    key = f"redaction-release:{case_id}:{this_run()}"
    return await services.post("reconsideration", path, None, RedactedPackage, idempotency_key=key)


@step
async def publish(services: AsyncServiceClient, package: RedactedPackage) -> Published:
    """The key is the paper's own hash: the same bytes are published once."""
    path = "/api/publication/decisions"
    return await services.post("publication", path, package, Published, idempotency_key=f"publish:{package.sha256_pdf}")


@step
async def tell_the_case(
    services: AsyncServiceClient, case_id: UUID, package: RedactedPackage, published: Published
) -> None:
    path = f"/api/reconsideration/cases/{case_id}/redaction/published"
    key = f"redaction-published:{case_id}:{package.sha256_pdf}"
    await services.post("reconsideration", path, published, Agreed, idempotency_key=key)
