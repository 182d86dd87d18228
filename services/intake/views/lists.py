"""The lists of the desk: the board of the day and the search, each line one claim unit."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col, select

from services.chassis.db import HouseSession
from services.chassis.due import SOON, Due, due
from services.chassis.law_in_use import law_in_use
from services.kernel.routing_table import CHANNEL_TITLES, RouteChannel

from ..parts import ENTRY_TITLES, UNIT_TITLES, UnitState
from ..store import DisputeRow, PersonRow, UnitRow

LINES = 60
SHORTEST_SEARCH = 2
COUNTED_DOWN = 90  # further away, the date alone tells more than a number of days
TONES = {
    UnitState.WAITING: "info",
    UnitState.OFFERED: "info",
    UnitState.REFERRED: "good",
    UnitState.REFUSED: "bad",
    UnitState.LAWYER: "warn",
    UnitState.TOLD: "neutral",
}
Where = ColumnElement[bool]


class View(BaseModel):
    """What a page shows; never changed once made."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)


class Line(View):
    """One claim unit on a list."""

    unit_id: UUID
    dispute_id: UUID
    number: str
    received_on: date
    applicant: str
    other_side: str
    claim: str
    channel: str
    organ: str
    state: UnitState
    title: str
    tone: str
    due: Due | None
    entry: str
    case_number: str | None
    case_title: str | None


class Shelf(View):
    """One list of the board: how many there are in all, and the first of them."""

    count: int
    lines: tuple[Line, ...]


class Board(View):
    """The desk's day: what came, what waits for whom, what runs out, what the channels have."""

    arrivals: Shelf
    ending: Shelf
    facts: Shelf
    lawyer: Shelf
    refused: Shelf
    waiting: Shelf
    referred: Shelf


def badge(due_on: date | None, today: date, *, provisional: bool) -> Due | None:
    """The badge of a person's limit; none where no date is known."""
    if due_on is None:
        return None
    left = law_in_use().calendar.working_days_between(today, due_on) if due_on >= today else None
    shown = left if left is not None and left <= COUNTED_DOWN else None
    return due(due_on, today, left=shown, provisional=provisional)


def _line(dispute: DisputeRow, unit: UnitRow, today: date) -> Line:
    state = UnitState(unit.state)
    return Line(
        unit_id=unit.id,
        dispute_id=dispute.id,
        number=dispute.number,
        received_on=dispute.received_on,
        applicant=dispute.applicant_name,
        other_side=unit.other_side,
        claim=unit.claim,
        channel=CHANNEL_TITLES[RouteChannel(unit.channel)],
        organ=unit.organ,
        state=state,
        title=UNIT_TITLES[state],
        entry=ENTRY_TITLES[dispute.entry],
        tone=TONES[state],
        due=badge(unit.due_on, today, provisional=unit.is_provisional),
        case_number=unit.case_number,
        case_title=unit.case_title,
    )


def _lines(session: HouseSession, today: date, *where: Where, newest: bool = False) -> tuple[Line, ...]:
    found = select(DisputeRow, UnitRow).join(UnitRow, col(UnitRow.dispute_id) == col(DisputeRow.id)).where(*where)
    by_limit = (col(UnitRow.due_on).asc().nulls_last(), col(DisputeRow.received_on))
    by_day = (col(UnitRow.moved_on).desc().nulls_last(), col(DisputeRow.received_on).desc())
    ordered = found.order_by(*(by_day if newest else by_limit), col(UnitRow.position)).limit(LINES)
    return tuple(_line(dispute, unit, today) for dispute, unit in session.exec(ordered))


def _shelf(session: HouseSession, today: date, *where: Where, newest: bool = False) -> Shelf:
    lines = _lines(session, today, *where, newest=newest)
    if len(lines) < LINES:
        return Shelf(count=len(lines), lines=lines)
    counted = select(func.count()).select_from(DisputeRow).join(UnitRow, col(UnitRow.dispute_id) == col(DisputeRow.id))
    return Shelf(count=session.exec(counted.where(*where)).one(), lines=lines)


def _in(*states: UnitState) -> Where:
    return col(UnitRow.state).in_([state.value for state in states])


def board(session: HouseSession, today: date) -> Board:
    """The board of the day, each list by what ends first."""
    at_the_desk = _in(UnitState.WAITING, UnitState.OFFERED, UnitState.LAWYER, UnitState.REFUSED)
    soon = law_in_use().calendar.add_working_days(today, SOON)
    return Board(
        arrivals=_shelf(session, today, col(DisputeRow.received_on) == today),
        ending=_shelf(session, today, at_the_desk, col(UnitRow.due_on) <= soon),
        facts=_shelf(session, today, at_the_desk, col(UnitRow.lacks_facts).is_(True)),
        lawyer=_shelf(session, today, _in(UnitState.LAWYER)),
        refused=_shelf(session, today, _in(UnitState.REFUSED)),
        waiting=_shelf(session, today, _in(UnitState.WAITING, UnitState.OFFERED)),
        referred=_shelf(session, today, _in(UnitState.REFERRED), newest=True),
    )


def search(session: HouseSession, asked: str, today: date) -> tuple[Line, ...]:
    """By the number of the dispute or of a case, a person's name or telephone number, or the number of an act."""
    said = asked.strip()
    if len(said) < SHORTEST_SEARCH:
        return ()
    part = said.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    columns = (DisputeRow.number, UnitRow.case_number, UnitRow.act_number, UnitRow.other_side)
    hits = [col(column).ilike(f"%{part}%") for column in columns]
    persons = select(PersonRow.dispute_id).where(
        or_(col(PersonRow.name).ilike(f"%{part}%"), col(PersonRow.phone) == said)
    )
    return _lines(session, today, or_(*hits, col(DisputeRow.id).in_(persons)), newest=True)
