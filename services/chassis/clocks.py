"""Clocks as rows, kept level with the case's own. The row never decides: chassis/sweeping.py asks the law again."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from services.chassis.clock_rows import ClockRow, MissedLimit
from services.chassis.now import now
from services.kernel.clocks import Clocks
from services.kernel.facts import ClockFacts
from services.kernel.law import Law


class Moved(NamedTuple):
    """A limit whose facts stayed as they were and whose last day did not."""

    key: str
    was_on: date
    now_on: date


def sync_clocks(session: Session, case_id: UUID, clocks: Clocks, law: Law) -> tuple[Moved, ...]:
    """Bring the rows of a case level with its clocks; only rows that change are written.

    What comes back moved by the law alone, a new notice above all: whoever calls tells of it in the history.
    """
    rows = {row.key: row for row in session.exec(select(ClockRow).where(col(ClockRow.case_id) == case_id))}
    moved: list[Moved] = []
    for facts in clocks:
        row = rows.get(facts.key)
        if row is None:
            session.add(_fresh(case_id, facts, law))
        elif row.facts != facts:
            _reckon(row, facts, law)
        elif facts.is_live:
            moved += level(row, law)
    session.flush()
    return tuple(moved)


def level(row: ClockRow, law: Law) -> tuple[Moved, ...]:
    """Reckon a row anew from its own facts. One that gives the same is not written, whatever its calendar was."""
    deadline, was_on = law.deadline(row.facts), row.due_on
    if (deadline.due_on, deadline.nominal_on, deadline.provisional) != (was_on, row.nominal_on, row.provisional):
        _reckon(row, row.facts, law)
    if was_on is None or deadline.due_on is None or was_on == deadline.due_on:
        return ()
    return (Moved(row.key, was_on, deadline.due_on),)


def tell(session: Session, case_id: UUID, key: str, due_on: date) -> None:
    """Note the last day a party was told on paper. From now on the clock does not run out before it."""
    row = session.exec(select(ClockRow).where(col(ClockRow.case_id) == case_id, col(ClockRow.key) == key)).one()
    row.due_notified, row.due_kept = due_on, False
    session.flush()


def record_missed(  # noqa: PLR0913 - whose limit, which one, when
    session: Session, case_id: UUID, key: str, rule: str, *, due_on: date, on: date
) -> bool:
    """Record that an organ let a statutory limit pass; whether it was not recorded before."""
    noted = insert(MissedLimit).values(
        id=func.gen_random_uuid(), case_id=case_id, key=key, rule=rule, due_on=due_on, noticed_on=on, at=now()
    )
    return session.exec(noted.on_conflict_do_nothing().returning(col(MissedLimit.id))).first() is not None


def _fresh(case_id: UUID, facts: ClockFacts, law: Law) -> ClockRow:
    row = ClockRow(
        case_id=case_id,
        key=facts.key,
        rule=facts.rule,
        state=facts.state,
        facts=facts,
        started_on=facts.started_on,
        calendar_version=law.calendar.version,
    )
    _reckon(row, facts, law)
    return row


def _reckon(row: ClockRow, facts: ClockFacts, law: Law) -> None:
    deadline = law.deadline(facts)
    row.facts, row.rule, row.state, row.started_on = facts, facts.rule, facts.state, facts.started_on
    row.due_on, row.nominal_on = deadline.due_on, deadline.nominal_on
    row.provisional, row.calendar_version = deadline.provisional, deadline.calendar_version
