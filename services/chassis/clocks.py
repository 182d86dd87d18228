"""Clocks as rows, kept level with the case's own. The row never decides: chassis/sweeping.py asks the law again."""

from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from services.chassis.clock_rows import ClockRow, MissedLimit
from services.chassis.db import transaction
from services.chassis.now import now
from services.kernel.clocks import Clocks
from services.kernel.facts import ClockFacts, ClockState
from services.kernel.law import Law, the_law

BATCH = 200


def sync_clocks(session: Session, case_id: UUID, clocks: Clocks, law: Law) -> None:
    """Bring the rows of a case level with its clocks. Only rows that change are written."""
    rows = {row.key: row for row in session.exec(select(ClockRow).where(col(ClockRow.case_id) == case_id))}
    for facts in clocks:
        row = rows.get(facts.key)
        if row is None:
            session.add(_fresh(case_id, facts, law))
        elif row.facts != facts or row.calendar_version != law.calendar.version:
            _reckon(row, facts, law)
    session.flush()


def tell(session: Session, case_id: UUID, key: str, due_on: date) -> None:
    """Note the last day a party was told on paper. From now on the clock does not run out before it."""
    row = session.exec(select(ClockRow).where(col(ClockRow.case_id) == case_id, col(ClockRow.key) == key)).one()
    row.due_notified = due_on
    session.flush()


def refresh(service: str, law: Law | None = None) -> int:
    """Reckon anew the clocks of a service that were reckoned with another calendar; how many dates were looked at."""
    chosen = law or the_law()
    count = 0
    while True:
        with transaction(service) as session:
            stale = select(ClockRow).where(
                col(ClockRow.state).in_([ClockState.RUNNING, ClockState.SUSPENDED]),
                col(ClockRow.calendar_version) != chosen.calendar.version,
            )
            rows = session.exec(stale.limit(BATCH).with_for_update(skip_locked=True)).all()
            for row in rows:
                _reckon(row, row.facts, chosen)
        count += len(rows)
        if not rows:
            return count


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
