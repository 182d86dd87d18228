"""The desk's interface: for the partners that hand over disputes, and for the flow that refers claim units."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query, status
from pydantic import BaseModel, ConfigDict

from services.chassis.access import may
from services.chassis.contracts import CaseRef, ReferralOffer, ReferralRefused
from services.chassis.db import Db
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.kernel.handover import HandOver
from services.kernel.principal import Principal
from services.kernel.refusal import Refused
from services.kernel.routing import Route
from services.kernel.routing_facts import Facts

from . import handlers, views
from .commands import RecordRefusal, RouteUnit
from .parts import Dispute, Filing, OurChannel, Sentence, UnitState

router = APIRouter(tags=["intake"])
IfMatch = Annotated[str | None, Header(pattern=r'^"?\d{1,9}"?$')]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class UnitReceipt(_Answer):
    """Where one claim unit goes."""

    unit_id: UUID
    state: UnitState
    route: Route


class Receipt(_Answer):
    """The number for life, and the route of every unit."""

    dispute_id: UUID
    number: str
    version: int
    units: tuple[UnitReceipt, ...]

    @classmethod
    def of(cls, dispute: Dispute) -> "Receipt":
        """The receipt of a dispute as it stands."""
        units = tuple(UnitReceipt(unit_id=unit.id, state=unit.state, route=unit.route) for unit in dispute.units)
        return cls(dispute_id=dispute.id, number=dispute.number, version=dispute.version, units=units)


class Reroute(_Answer):
    """Another channel for a unit, with the reason that is kept for review."""

    channel: OurChannel | None = None
    reason: Sentence


@router.post("/disputes", status_code=status.HTTP_201_CREATED)
def register(
    filing: Filing, principal: Annotated[Principal, may("register_dispute")], session: Db, once: OnceOnly
) -> Receipt:
    """Register a dispute. What a partner hands over twice under one reference is refused and shown its first number."""

    def work() -> Receipt:
        return Receipt.of(handlers.register(session, filing, principal, today=today()))

    return once.answer(session, Receipt, work)


@router.get("/disputes")
def search(
    session: Db,
    _: Annotated[Principal, may("read_board")],
    q: Annotated[str, Query(min_length=views.SHORTEST_SEARCH, max_length=100)],
) -> tuple[views.Line, ...]:
    """Claim units by number, name, telephone or number of the act."""
    return views.search(session, q, today())


@router.get("/disputes/{dispute_id}")
def dispute(dispute_id: UUID, session: Db, _: Annotated[Principal, may("read_dispute")]) -> Dispute:
    """One dispute with its units, routes and cases."""
    return views.need(session, dispute_id)


@router.post("/route")
def preview(facts: Facts, _: Annotated[Principal, may("preview_route")]) -> Route:
    """Where a claim unit with these facts would go, with the whole trace; nothing is stored."""
    return handlers.reference().route(facts, facts.filed_on)


@router.post("/units/{unit_id}/offered")
def offered(unit_id: UUID, principal: Annotated[Principal, may("offer_unit")], session: Db, once: OnceOnly) -> Receipt:
    """The unit goes into its channel's hands: until the channel answers, nobody routes it another way."""
    return once.answer(
        session, Receipt, lambda: Receipt.of(handlers.offer_unit(session, unit_id, principal, today=today()))
    )


@router.get("/units/{unit_id}/offer")
def offer(unit_id: UUID, session: Db, _: Annotated[Principal, may("read_offer")]) -> ReferralOffer:
    """Everything the channel receives with the referral."""
    return views.offer(session, unit_id)


@router.post("/units/{unit_id}/referred")
def referred(
    unit_id: UUID,
    case: CaseRef,
    principal: Annotated[Principal, may("record_referral")],
    session: Db,
    once: OnceOnly,
) -> Receipt:
    """Tell the desk which case a channel opened for the unit."""

    def work() -> Receipt:
        return Receipt.of(handlers.record_referral(session, unit_id, case, principal, today=today()))

    return once.answer(session, Receipt, work)


@router.post("/units/{unit_id}/refused")
def refused(
    unit_id: UUID,
    told: ReferralRefused,
    principal: Annotated[Principal, may("record_refusal")],
    session: Db,
    once: OnceOnly,
) -> Receipt:
    """Tell the desk that a channel did not take the unit: it stands on the board again, with the reason."""

    def work() -> Receipt:
        command = RecordRefusal(unit_id=unit_id, channel=told.channel, reason=told.reason, cite=told.cite)
        return Receipt.of(handlers.record_refusal(session, command, principal, today=today()))

    return once.answer(session, Receipt, work)


@router.post("/units/{unit_id}/handed-back")
def handed_back(
    unit_id: UUID,
    file: HandOver,
    principal: Annotated[Principal, may("take_back")],
    session: Db,
    once: OnceOnly,
) -> Receipt:
    """A channel let the unit go, and this is its file: the desk finds the next channel, or asks a person."""

    def work() -> Receipt:
        if file.unit_id != unit_id:
            raise Refused("conflict.other_unit", "移交材料与这项请求不符。")
        return Receipt.of(handlers.take_back(session, file, principal, today=today()))

    return once.answer(session, Receipt, work)


@router.post("/units/{unit_id}/route")
def reroute(
    unit_id: UUID,
    wish: Reroute,
    principal: Annotated[Principal, may("route_unit")],
    session: Db,
    once: OnceOnly,
    if_match: IfMatch = None,
) -> Receipt:
    """Route a unit again, or by a person's word; refused when somebody else changed the dispute meanwhile."""

    def work() -> Receipt:
        command = RouteUnit(unit_id=unit_id, channel=wish.channel, reason=wish.reason)
        version = int(if_match.strip('"')) if if_match else None
        return Receipt.of(handlers.route_unit(session, command, principal, today=today(), version=version))

    return once.answer(session, Receipt, work)
