"""What the public status page (一案一码) shows: how far each claim unit is, and nothing about anybody."""

import hmac
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from sqlmodel import col, select

from services.chassis.db import HouseSession
from services.chassis.due import Due
from services.kernel.routing_table import CHANNEL_TITLES, RouteChannel

from .. import store
from ..parts import UNIT_TITLES, UnitState
from ..store import DisputeRow, UnitRow
from .lists import TONES, View, badge

STATUS = "/desk/status"


def status_path(number: str, code: str) -> str:
    """Where the number and its code open the status."""
    return f"{STATUS}?{urlencode({'number': number, 'code': code})}"


class UnitStatus(View):
    """One claim unit without a word of what it is about: the claim may name people."""

    position: int
    state: str
    tone: str
    channel: str
    organ: str
    progress: str | None
    due: Due | None


class Status(View):
    """A dispute as whoever holds its number and its code sees it."""

    number: str
    received_on: date
    units: tuple[UnitStatus, ...]


def status(session: HouseSession, number: str, code: str, today: date) -> Status | None:
    """The status behind a number and its code; which of the two was wrong is not told."""
    row = _opened(session, number, code)
    if row is None:
        return None
    units = session.exec(select(UnitRow).where(col(UnitRow.dispute_id) == row.id).order_by(col(UnitRow.position)))
    shown = tuple(_unit(unit, today) for unit in units)
    return Status(number=row.number, received_on=row.received_on, units=shown)


def dispute_id_of(session: HouseSession, number: str, code: str) -> UUID | None:
    """Which dispute the number and its code open."""
    row = _opened(session, number, code)
    return row.id if row else None


def _opened(session: HouseSession, number: str, code: str) -> DisputeRow | None:
    row = session.exec(select(DisputeRow).where(col(DisputeRow.number) == number.strip())).first()
    said = "".join(letter for letter in code.lower() if letter.isalnum())
    is_right = hmac.compare_digest((row.code if row else "").encode(), said.encode())
    return row if row is not None and is_right else None


def code_of(session: HouseSession, dispute_id: UUID) -> str:
    """The code that opens the status page, in groups that a person can type."""
    code = store.code_of(session, dispute_id)
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _unit(unit: UnitRow, today: date) -> UnitStatus:
    state = UnitState(unit.state)
    return UnitStatus(
        position=unit.position,
        state=UNIT_TITLES[state],
        tone=TONES[state],
        channel=CHANNEL_TITLES[RouteChannel(unit.channel)],
        organ=unit.organ,
        progress=unit.case_title,
        due=badge(unit.due_on, today, provisional=unit.is_provisional),
    )
