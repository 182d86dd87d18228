"""Let limits run out whose last day is past: found in batches, locked, and asked again of the law before anything is done.

One transaction for each clock. Locks on many cases in one transaction would keep every officer of a batch waiting
until its end and would deadlock two sweeps that meet the same cases in another order; and one fault would undo them all.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, delete, exists, func, literal, or_, tuple_
from sqlalchemy import select as sql_select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from services.chassis import logs
from services.chassis.clock_rows import ClockRow, SweepFault
from services.chassis.contracts import SweepResult
from services.chassis.db import HouseSession, transaction, transactions
from services.chassis.law_in_use import law_in_use
from services.chassis.now import now
from services.kernel.facts import ClockFacts, ClockState
from services.kernel.law import Law
from services.kernel.refusal import Refused

Lapse = Callable[[HouseSession, UUID, str, str], bool]
Open = Callable[[], AbstractContextManager[HouseSession]]
BATCH = 200
KEPT_FAULTS = 20
"""So many faults are raised in full; the others are counted, or a broken service would fill the memory with them."""
FIRST_REST, LONGEST_REST = timedelta(minutes=10), timedelta(hours=3)


class Found(NamedTuple):
    """A clock that the search found, its place in the order of the search, and whether it failed in an earlier sweep."""

    due_on: date
    id: UUID
    has_failed: bool


class Overdue(NamedTuple):
    """What the row says under lock."""

    case_id: UUID
    key: str
    rule: str
    facts: ClockFacts
    due_notified: date | None


@dataclass
class _Tally:
    """What a sweep has done so far."""

    looked_at: int = 0
    lapsed: int = 0
    refused: int = 0
    broken: int = 0
    faults: list[Exception] = field(default_factory=list)

    def broke(self, error: Exception) -> None:
        self.broken += 1
        if len(self.faults) < KEPT_FAULTS:
            self.faults.append(error)


def due(session: Session, today: date, *, limit: int = BATCH) -> Sequence[ClockRow]:
    """Running clocks whose last day lies behind us, the oldest first."""
    found = select(ClockRow).where(*_overdue(today)).order_by(col(ClockRow.due_on), col(ClockRow.id))
    return session.exec(found.limit(limit)).all()


def sweep(service: str, today: date, lapse: Lapse, law: Law | None = None) -> SweepResult:
    """Let every expired clock of a service run out, the oldest first, each tried once.

    `lapse(session, case_id, key, rule)` locks the case, asks again and takes the step; it says whether it did. A clock
    whose step was refused or broke does not stop the others and rests for a while; faults are raised at the end.
    """
    chosen = law or law_in_use()
    tally = _Tally()
    for batch in _batches(service, today):
        with transactions(service) as transaction_of_one:
            for found in batch:
                tally.looked_at += 1
                _try_one(service, found, today, lapse, chosen, transaction_of_one, tally)
    if tally.broken:
        raise ExceptionGroup(f"{tally.broken} clocks of {service} could not be swept", tally.faults)
    return SweepResult(lapsed=tally.lapsed, looked_at=tally.looked_at)


def _try_one(  # noqa: PLR0913, PLR0917 - one clock of one sweep
    service: str, found: Found, today: date, lapse: Lapse, law: Law, begin: Open, tally: _Tally
) -> None:
    try:
        tally.lapsed += _lapse_one(begin, found, today, lapse, law)
    except Refused as refusal:
        tally.refused += 1
        logs.failed(logs.logger(service), "lapse_refused", refusal, code=refusal.code)
        _let_rest(service, found.id, refusal.code)
    except Exception as error:  # noqa: BLE001 - raised at the end, after the other cases had their turn
        tally.broke(error)
        _let_rest(service, found.id, type(error).__name__)


def _overdue(today: date) -> tuple[ColumnElement[bool], ...]:
    told = col(ClockRow.due_notified)
    return (
        col(ClockRow.state) == ClockState.RUNNING,
        col(ClockRow.due_on) < today,
        or_(told.is_(None), told < today),
    )


def _batches(service: str, today: date) -> Iterator[Sequence[Found]]:
    """The expired clocks in their order, so many at a time, each batch behind the last clock of the one before.

    So a clock that did not run out is not met again, and what a sweep holds does not grow with what is due.
    """
    place = (col(ClockRow.due_on), col(ClockRow.id))
    failed = exists().where(col(SweepFault.clock_id) == ClockRow.id)
    rests = failed.where(col(SweepFault.rests_until) > now())
    found = sql_select(col(ClockRow.due_on), col(ClockRow.id), failed).where(*_overdue(today), ~rests).order_by(*place)
    last: Found | None = None
    while True:
        after = found.where(tuple_(*place) > tuple_(literal(last.due_on), literal(last.id))) if last else found
        with transaction(service) as session:
            batch = [Found(*row) for row in session.connection().execute(after.limit(BATCH))]
        if not batch:
            return
        yield batch
        last = batch[-1]


def _lapse_one(begin: Open, found: Found, today: date, lapse: Lapse, law: Law) -> bool:
    with begin() as session:
        row = _locked(session, found.id)
        if row is None or not _is_over(row, today, law):
            return False
        if found.has_failed:
            session.connection().execute(FORGIVE, {"clock": found.id})
        return lapse(session, row.case_id, row.key, row.rule)


# Not the row's own lock: whoever handles a case locks the case first and its clocks after, so a sweep that held a clock
# and then asked for the case would deadlock with an officer at work. This lock only parts one sweep from another, as
# SKIP LOCKED would: the clock is the other one's business. It is taken in a statement of its own, because the row must
# be read with a snapshot that is younger than the lock.
LOCK = sql_select(func.pg_try_advisory_xact_lock(func.hashtextextended(bindparam("clock"), 0)))
READ = sql_select(
    col(ClockRow.case_id), col(ClockRow.key), col(ClockRow.rule), col(ClockRow.facts), col(ClockRow.due_notified)
).where(col(ClockRow.id) == bindparam("clock"), col(ClockRow.state) == ClockState.RUNNING)
FORGIVE = delete(SweepFault).where(col(SweepFault.clock_id) == bindparam("clock"))


def _locked(session: HouseSession, clock_id: UUID) -> Overdue | None:
    """The clock if it still runs, unless another sweep is at it."""
    connection = session.connection()
    if not connection.scalar(LOCK, {"clock": f"clock {clock_id}"}):
        return None
    row = connection.execute(READ, {"clock": clock_id}).first()
    return None if row is None else Overdue(*row)


def _is_over(row: Overdue, today: date, law: Law) -> bool:
    is_past_what_was_told = row.due_notified is None or row.due_notified < today
    return is_past_what_was_told and law.is_expired(row.facts, today)


def _let_rest(service: str, clock_id: UUID, code: str) -> None:
    """Try the clock again later, each time twice as late, but several times on the same day."""
    at = now()
    with transaction(service) as session:
        known = session.get(SweepFault, clock_id, with_for_update=True)
        tries = known.tries + 1 if known else 1
        rest = min(FIRST_REST * 2 ** min(tries - 1, 10), LONGEST_REST)
        values = {"tries": tries, "code": code, "failed_at": at, "rests_until": at + rest}
        noted = insert(SweepFault).values(clock_id=clock_id, **values)
        session.exec(noted.on_conflict_do_update(index_elements=["clock_id"], set_=values))
