"""Follow up letters of advice whose organ did not report: order, interview, circular (行政复议法 第七十七条)."""

from uuid import UUID

from prefect import flow

from flows.rounds import visit_each
from flows.steps import step, this_run
from services.chassis.client import AsyncServiceClient
from services.chassis.contracts import FollowUp, OverdueAdvice
from services.chassis.now import today


@flow(name="follow_up_advice", timeout_seconds=540, persist_result=False)
async def follow_up_advice(case_id: UUID | None = None) -> None:
    """One case when its report has just become overdue; every overdue case in the daily round."""
    async with AsyncServiceClient(source="flows") as services:
        cases = (case_id,) if case_id else (await read_overdue(services)).cases
        await visit_each(cases, lambda case: follow_up(services, case))


@step
async def read_overdue(services: AsyncServiceClient) -> OverdueAdvice:
    return await services.get("reconsideration", f"/api/reconsideration/advice/overdue?on={today()}", OverdueAdvice)


@step
async def follow_up(services: AsyncServiceClient, case_id: UUID) -> FollowUp:
    """Which step is next, and whether one is due, the service decides; the same run never takes two."""
    path = f"/api/reconsideration/cases/{case_id}/advice/follow-up"
    key = f"advice-follow-up:{case_id}:{this_run()}"
    return await services.post("reconsideration", path, None, FollowUp, idempotency_key=key)
