"""Take one claim unit from the desk to the channel that was found for it (移送)."""

from http import HTTPStatus
from uuid import UUID

from prefect import flow

from flows.steps import Agreed, step, this_run
from services.chassis.client import AsyncServiceClient, CallRefused
from services.chassis.contracts import CaseRef, ReferralOffer, ReferralRefused

ANSWERS = frozenset({HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY})
"""A channel that says no with one of these has judged the unit; any other refusal is a fault of the house's own."""


@flow(name="route_disputes", timeout_seconds=300, persist_result=False)
async def route_disputes(unit_id: UUID) -> None:
    """What the desk offers, the case the channel opens for it, and the desk told of the case - or of the refusal."""
    async with AsyncServiceClient(source="flows") as services:
        await announce(services, unit_id)
        offer = await read_offer(services, unit_id)
        try:
            case = await refer(services, offer)
        except CallRefused as refusal:
            if refusal.problem.status not in ANSWERS:
                raise
            await give_back(services, offer, refusal)
            return
        await tell_the_desk(services, unit_id, case)


@step
async def announce(services: AsyncServiceClient, unit_id: UUID) -> None:
    """From now on nobody routes the unit another way while the channel has it in hand."""
    key = f"offered:{unit_id}:{this_run()}"
    await services.post("intake", f"/api/intake/units/{unit_id}/offered", None, Agreed, idempotency_key=key)


@step
async def read_offer(services: AsyncServiceClient, unit_id: UUID) -> ReferralOffer:
    return await services.get("intake", f"/api/intake/units/{unit_id}/offer", ReferralOffer)


@step
async def refer(services: AsyncServiceClient, offer: ReferralOffer) -> CaseRef:
    """Channel and round are part of the key: a unit that one channel sends back may be referred to another, or again."""
    key = f"route:{offer.unit_id}:{offer.channel}:{offer.round}"
    return await services.post(offer.channel, f"/api/{offer.channel}/referrals", offer, CaseRef, idempotency_key=key)


@step
async def tell_the_desk(services: AsyncServiceClient, unit_id: UUID, case: CaseRef) -> None:
    key = f"referred:{unit_id}:{case.case_id}"
    await services.post("intake", f"/api/intake/units/{unit_id}/referred", case, Agreed, idempotency_key=key)


@step
async def give_back(services: AsyncServiceClient, offer: ReferralOffer, refusal: CallRefused) -> None:
    """The channel's own words and article go back to the desk, which finds the unit another way."""
    told = ReferralRefused(channel=offer.channel, reason=refusal.problem.detail, cite=refusal.problem.cite or "")
    path = f"/api/intake/units/{offer.unit_id}/refused"
    key = f"refused:{offer.unit_id}:{offer.round}"
    await services.post("intake", path, told, Agreed, idempotency_key=key)
