"""Clocks as rows: kept level with the case's own clocks, swept when they ran out, and asked what comes next.

The row never decides. Its due date only makes a set-based search possible; whether a limit has expired is asked of
the law again, under lock.
"""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from services.chassis import logs
from services.chassis.clock_rows import ClockRow, MissedLimit
from services.chassis.contracts import SweepResult
from services.chassis.db import HouseSession, transaction
from services.chassis.now import now
from services.kernel.clocks import Clocks
from services.kernel.facts import ClockFacts, ClockState
from services.kernel.law import Law, the_law
from services.kernel.refusal import Refused

Lapse = Callable[[HouseSession, UUID, str, str], bool]
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


def due(session: Session, today: date, *, limit: int = BATCH) -> Sequence[ClockRow]:
    """Running clocks whose last day lies behind us, the oldest first."""
    found = select(ClockRow).where(*_overdue(today)).order_by(col(ClockRow.due_on), col(ClockRow.id))
    return session.exec(found.limit(limit)).all()


def sweep(service: str, today: date, lapse: Lapse, law: Law | None = None) -> SweepResult:
    """Let every expired clock of a service run out, each in a transaction of its own.

    `lapse(session, case_id, key, rule)` locks the case, asks again and takes the step; it says whether it did. A fault
    in one case does not stop the others: the faults are raised together at the end.
    """
    chosen = law or the_law()
    refresh(service, chosen)
    lapsed = looked_at = 0
    faults: list[Exception] = []
    for clock_id in _overdue_ids(service, today):
        looked_at += 1
        try:
            lapsed += _lapse_one(service, clock_id, today, lapse, chosen)
        except Refused as refusal:
            logs.failed(logs.logger(service), "lapse_refused", refusal, code=refusal.code)
        except Exception as error:  # noqa: BLE001 - raised below, after the other cases had their turn
            faults.append(error)
    if faults:
        raise ExceptionGroup(f"{len(faults)} clocks of {service} could not be swept", faults)
    return SweepResult(lapsed=lapsed, looked_at=looked_at)


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


def _overdue(today: date) -> tuple[ColumnElement[bool], ...]:
    told = col(ClockRow.due_notified)
    return (
        col(ClockRow.state) == ClockState.RUNNING,
        col(ClockRow.due_on) < today,
        or_(told.is_(None), told < today),
    )


def _overdue_ids(service: str, today: date) -> Sequence[UUID]:
    with transaction(service) as session:
        found = select(ClockRow.id).where(*_overdue(today)).order_by(col(ClockRow.due_on), col(ClockRow.id))
        return session.exec(found).all()


def _lapse_one(service: str, clock_id: UUID, today: date, lapse: Lapse, law: Law) -> bool:
    with transaction(service) as session:
        # Not the row's own lock: whoever handles the case locks the case first and its clocks after, so a sweep that
        # held a clock and then asked for the case would deadlock with an officer at work.
        lock = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:clock, 0))")
        if not session.connection().scalar(lock, {"clock": f"clock {clock_id}"}):
            return False
        row = session.get(ClockRow, clock_id)
        if row is None or not _is_over(row, today, law):
            return False
        return lapse(session, row.case_id, row.key, row.rule)


def _is_over(row: ClockRow, today: date, law: Law) -> bool:
    is_past_what_was_told = row.due_notified is None or row.due_notified < today
    return is_past_what_was_told and law.is_expired(row.facts, today)
