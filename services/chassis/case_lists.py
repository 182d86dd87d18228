"""Lists of cases as every channel shows them: the next limit first, with its article."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session, col, select

from services.chassis import due
from services.chassis.case_rows import CaseColumns
from services.chassis.clock_lines import due_of
from services.chassis.clock_rows import ClockRow
from services.chassis.due import Due
from services.chassis.law_in_use import law_in_use
from services.kernel.facts import LIVE, ClockState
from services.kernel.machine import Machine


class CaseLine(BaseModel):
    """One case in a list: its next limit comes with the reason for it."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    number: str
    title: str
    state: str
    state_title: str
    tone: str
    opened_on: date
    due: Due | None
    limit: str | None
    cite: str | None


L = TypeVar("L", bound=CaseLine)


class Board(BaseModel, Generic[L]):
    """The list of a desk: what is late, what is due today, what comes soon, and the rest."""

    model_config = ConfigDict(frozen=True)

    lines: tuple[L, ...]
    overdue: int
    today: int
    soon: int
    open: int


def next_clocks(
    session: Session, rows: Sequence[CaseColumns], owed: Mapping[str, frozenset[str]] | None = None
) -> dict[UUID, ClockRow]:
    """The live limit of each case that ends first; one that stands still comes last.

    `owed`: by state, the rules that are still to be met after they ran out. Such a case must not sink to the bottom of
    the list: what is late stands first.
    """
    states = {row.id: row.state for row in rows}
    wanted = col(ClockRow.state).in_([*LIVE, ClockState.LAPSED])
    query = select(ClockRow).where(col(ClockRow.case_id).in_(states), wanted)
    found: dict[UUID, ClockRow] = {}
    for row in session.exec(query.order_by(col(ClockRow.due_on).desc().nulls_first())):
        if row.state in LIVE or row.rule in (owed or {}).get(states[row.case_id], ()):
            found[row.case_id] = row
    return found


def line(row: CaseColumns, title: str, clock: ClockRow | None, machine: Machine, today: date) -> CaseLine:
    """One case as its row and its next limit tell it."""
    state = machine.states[row.state]
    rule = law_in_use().rule(clock.facts) if clock else None
    return CaseLine(
        id=row.id,
        number=row.number,
        title=title,
        state=row.state,
        state_title=state.title,
        tone=state.tone,
        opened_on=row.opened_on,
        due=_due(clock, today) if clock else None,
        limit=rule.title if rule else None,
        cite=rule.cite if rule else None,
    )


def _due(clock: ClockRow, today: date) -> Due:
    if clock.state == ClockState.LAPSED:
        return due.due(clock.due_on, today, provisional=clock.provisional)
    return due_of(clock, today)


def by_limit(found: Sequence[L]) -> tuple[L, ...]:
    """The next limit first; a case without a limit comes last."""
    return tuple(sorted(found, key=lambda one: (one.due.due_on or date.max if one.due else date.max, one.number)))


def board(lines: tuple[L, ...], machine: Machine) -> Board[L]:
    """The list with its counts; the due day itself counts as today, never as late."""
    states = [one.due.state if one.due else None for one in lines]
    return Board(
        lines=lines,
        overdue=states.count("overdue"),
        today=states.count("today"),
        soon=states.count("soon"),
        open=sum(not machine.states[one.state].ends for one in lines),
    )
