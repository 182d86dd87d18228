"""Take one claim unit from the desk to the channel that was found for it (移送)."""

from uuid import UUID

from prefect import flow

from flows.steps import Agreed, step
from services.chassis.client import AsyncServiceClient
from services.chassis.contracts import CaseRef, ReferralOffer


@flow(name="route_disputes", timeout_seconds=300, persist_result=False)
async def route_disputes(unit_id: UUID) -> None:
    """What the desk offers, the case the channel opens for it, and the desk told of the case."""
    async with AsyncServiceClient(source="flows") as services:
        offer = await read_offer(services, unit_id)
        case = await refer(services, offer)
        await tell_the_desk(services, unit_id, case)


@step
async def read_offer(services: AsyncServiceClient, unit_id: UUID) -> ReferralOffer:
    return await services.get("intake", f"/api/intake/units/{unit_id}/offer", ReferralOffer)


@step
async def refer(services: AsyncServiceClient, offer: ReferralOffer) -> CaseRef:
    """The channel is part of the key: a unit that one channel sends back may be referred to another."""
    key = f"route:{offer.unit_id}:{offer.channel}"
    return await services.post(offer.channel, f"/api/{offer.channel}/referrals", offer, CaseRef, idempotency_key=key)


@step
async def tell_the_desk(services: AsyncServiceClient, unit_id: UUID, case: CaseRef) -> None:
    key = f"referred:{unit_id}:{case.case_id}"
    await services.post("intake", f"/api/intake/units/{unit_id}/referred", case, Agreed, idempotency_key=key)
