"""分派: what each officer has in hand, and whom that suggests for the next case. A suggestion; the head decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from services.chassis.db import HouseSession
from services.kernel.actor import Actor
from services.kernel.principal import Principal

from ..domain import MACHINE, Case
from ..store import BOOK, CaseRow
from .lists import CaseLine, lines


@dataclass(frozen=True)
class Load:
    """One officer with the numbers that a suggestion rests on."""

    officer: Actor
    open: int
    overdue: int


@dataclass(frozen=True)
class Waiting:
    """A case nobody has yet, and whom the numbers suggest: the fewest open, then the fewest overdue."""

    line: CaseLine
    suggested: Actor | None


@dataclass(frozen=True)
class Distribution:
    """The page of the head: loads, cases without an officer, and how often a review was passed over."""

    loads: tuple[Load, ...]
    waiting: tuple[Waiting, ...]
    bypasses: int


def distribution(session: HouseSession, principal: Principal, today: date) -> Distribution:
    """As the cases stand today; only those who have handled a case here are known as officers."""
    found = lines(session, principal, today)
    cases = {row.id: BOOK.case.model_validate(row.snapshot) for row in session.exec(select(CaseRow)).all()}
    live = [line for line in found if not MACHINE.states[line.state].ends]
    loads = _loads(cases.values(), live)
    return Distribution(
        loads=loads,
        waiting=tuple(
            Waiting(line, _suggested(cases[line.id], loads)) for line in live if cases[line.id].officer is None
        ),
        bypasses=sum(len(case.people.bypasses) for case in cases.values()),
    )


def known_officer(session: HouseSession, officer_id: str) -> Actor | None:
    """An officer who has handled a case here, by id."""
    query = select(CaseRow.snapshot).where(col(CaseRow.officer_id) == officer_id).limit(1)
    row = session.exec(query).first()
    return BOOK.case.model_validate(row).officer if row is not None else None


def _loads(cases: Iterable[Case], live: Sequence[CaseLine]) -> tuple[Load, ...]:
    officers = {case.officer.id: case.officer for case in cases if case.officer is not None}
    counted = [
        Load(
            officer=officer,
            open=sum(line.officer_id == officer.id for line in live),
            overdue=sum(
                line.officer_id == officer.id and line.due is not None and line.due.state == "overdue" for line in live
            ),
        )
        for officer in officers.values()
    ]
    return tuple(sorted(counted, key=lambda one: (one.open, one.overdue, one.officer.name)))


def _suggested(case: Case, loads: Sequence[Load]) -> Actor | None:
    """The lightest load among those who need not stand aside."""
    return next((one.officer for one in loads if one.officer.id not in case.people.excluded), None)
