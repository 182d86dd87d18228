"""The routes that persons chose against the tables (人工改定), kept for review."""

from datetime import date
from uuid import UUID

from sqlmodel import col, select

from services.chassis.db import HouseSession

from ..store import DisputeRow, OverrideRow
from .lists import View

LINES = 100


class OverrideLine(View):
    """One override: what the tables said, what the person chose, why, and what the review found."""

    dispute_id: UUID
    seq: int
    number: str
    position: int
    on: date
    by_name: str
    instead_of: str
    rule: str
    chosen: str
    reason: str
    reviewed_on: date | None
    reviewed_by: str | None
    finding: str | None


def overrides(session: HouseSession) -> tuple[OverrideLine, ...]:
    """What nobody has reviewed yet comes first, the oldest before the newer."""
    found = select(OverrideRow, DisputeRow.number).join(DisputeRow, col(DisputeRow.id) == col(OverrideRow.dispute_id))
    ordered = found.order_by(
        col(OverrideRow.reviewed_on).is_not(None), col(OverrideRow.on), col(OverrideRow.seq)
    ).limit(LINES)
    return tuple(
        OverrideLine(number=number, **row.model_dump(exclude={"unit_id"})) for row, number in session.exec(ordered)
    )
