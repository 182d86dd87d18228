"""After a new notice: bring the limits of a service level with the law in use, writing only those that change.

Each service marks the law its clocks are level with. The days that changed since give a window; limits that looked at
one of them are reckoned again, and a limit whose last day is another one is moved under the lock of its case.
"""

import json
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text
from sqlmodel import col, select

from services.chassis import clocks
from services.chassis.clock_rows import ClockRow
from services.chassis.db import HouseSession, engine, transaction, transactions
from services.chassis.law_in_use import LawInUse, in_use, law_of
from services.kernel.calendar_changes import Window, day_changes, window
from services.kernel.facts import ClockFacts
from services.kernel.law import Law

Level = Callable[[HouseSession, UUID], int]
"""Lock the case, reckon its limits again, tell of those that moved; how many did."""

# A transaction that read the older law may commit its dates after a search went by. So a search is repeated until one
# began when no such transaction can be left, and only that one settles the mark.
SETTLE = timedelta(minutes=30)
BATCH = 500
FETCHED = 5000
KNOWN_FACTS = 50_000
KEPT_FAULTS = 20


class Change(NamedTuple):
    """A clock whose row says something else than the law in use: another last day, or only how firm it is."""

    id: UUID
    case_id: UUID
    key: str
    was_on: date
    now_on: date | None
    told_on: date | None

    @property
    def is_moved(self) -> bool:
        """Whether the last day itself is another one."""
        return self.now_on != self.was_on

    @property
    def is_told_later(self) -> bool:
        """Whether a party was told a later day than the new one."""
        return self.told_on is not None and self.now_on is not None and self.now_on < self.told_on


@dataclass
class Recalculated:
    """How many limits moved, and how many rows only became firm."""

    moved: int = 0
    firmed: int = 0
    faults: list[Exception] = field(default_factory=list)


class _Begun(NamedTuple):
    law: LawInUse
    window: Window | None
    may_settle: bool


def recalculate(service: str, level: Level) -> Recalculated:
    """Bring every running clock of a service level with the law in use. Doing it again, or after a crash, does the rest.

    A case that breaks does not stop the others; while one does, or another law comes, the mark stays where it was.
    """
    done = Recalculated()
    begun = _begin(service)
    if begun is None:
        return done
    whole = begun.window is None or all(
        _bring_level(service, part, level, begun.law, done) for part in _found(service, begun)
    )
    if done.faults:
        raise ExceptionGroup(f"limits of {service} could not be recalculated", done.faults)
    if whole and begun.may_settle:
        _settle(service, begun.law)
    return done


def changes(connection: Connection, law: Law, days: Window) -> Generator[Change]:
    """Every running clock that looked at one of the days and of which the row no longer says what the law does."""
    found = connection.execution_options(yield_per=FETCHED).execute(
        CANDIDATES, {"first": days.first, "last": days.last}
    )
    reckoned = _reckoner(law)
    for row in found:
        due_on, nominal_on, provisional = reckoned(row.facts)
        if (due_on, nominal_on, provisional) != (row.due_on, row.nominal_on, row.provisional):
            yield Change(row.id, row.case_id, row.key, row.due_on, due_on, row.due_notified)


def between(old: Law, new: Law) -> Window | None:
    """The days that can make a limit end otherwise; all of them where more than the calendar changed."""
    if (old.rulebook.version_hash, old.policy) == (new.rulebook.version_hash, new.policy):
        return window(day_changes(old.calendar, new.calendar))
    return everything(new)


def everything(law: Law) -> Window:
    """The window that leaves no limit out."""
    return Window(date.min, law.calendar.last_day)


# The window is exact (kernel/calendar_changes.py). Limits counted back from an event are few and have an index of
# their own. The key is no part of what a last day depends on, so many clocks share one reckoning.
CANDIDATES = text(
    """
    SELECT id, case_id, key, CAST(facts - 'key' AS text) AS facts, due_on, nominal_on, provisional, due_notified FROM clock
    WHERE state = 'running' AND due_on >= :first AND started_on <= :last
    UNION ALL
    SELECT id, case_id, key, CAST(facts - 'key' AS text) AS facts, due_on, nominal_on, provisional, due_notified FROM clock
    WHERE state = 'running' AND due_on < started_on AND due_on <= :last AND started_on >= :first
        AND NOT (due_on >= :first AND started_on <= :last)
    """
)
MARK = text("SELECT settled, settled_number FROM law_mark WHERE id = 1")
SEE = text(
    """
    INSERT INTO law_mark (id, settled, settled_number, seen, seen_at) VALUES (1, '', 0, :seen, clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET seen = EXCLUDED.seen,
        seen_at = CASE WHEN law_mark.seen = EXCLUDED.seen THEN law_mark.seen_at ELSE EXCLUDED.seen_at END
    RETURNING clock_timestamp() - seen_at >= :settle
    """
)
SETTLED = text("UPDATE law_mark SET settled = :mark, settled_number = :number WHERE id = 1 AND seen = :mark")


def _begin(service: str) -> _Begun | None:
    with transaction(service) as session:
        connection, law = session.connection(), in_use()
        mark = connection.execute(MARK).first()
        if mark is not None and mark.settled == law.mark:
            return None
        may_settle = bool(connection.scalar(SEE, {"seen": law.mark, "settle": SETTLE}))
        old = law_of(connection, mark.settled_number) if mark is not None and mark.settled else None
        known = old is not None and mark is not None and old.mark == mark.settled
        days = between(old.law, law.law) if old is not None and known else everything(law.law)
        return _Begun(law, days, may_settle)


def _found(service: str, begun: _Begun) -> Iterator[tuple[Change, ...]]:
    if begun.window is None:
        return
    with engine(service).connect() as connection, closing(changes(connection, begun.law.law, begun.window)) as found:
        while part := tuple(islice(found, BATCH)):
            yield part


def _bring_level(service: str, part: tuple[Change, ...], level: Level, law: LawInUse, done: Recalculated) -> bool:
    """One transaction for each case, as in a sweep; false when another law has come into use meanwhile."""
    with transactions(service) as transaction_of_one:
        for case_id in sorted({change.case_id for change in part if change.is_moved}):
            try:
                with transaction_of_one() as session:
                    if in_use().mark != law.mark:
                        return False
                    done.moved += level(session, case_id)
            except Exception as error:  # noqa: BLE001 - raised at the end, after the other cases had their turn
                if len(done.faults) < KEPT_FAULTS:
                    done.faults.append(error)
        with transaction_of_one() as session:
            if in_use().mark != law.mark:
                return False
            done.firmed += _firm(session, [change.id for change in part if not change.is_moved], law.law)
    return True


def _firm(session: HouseSession, found: list[UUID], law: Law) -> int:
    """Write how firm a day is that stays where it was. A row that somebody else holds is found again next time."""
    if not found:
        return 0
    rows = session.exec(select(ClockRow).where(col(ClockRow.id).in_(found)).with_for_update(skip_locked=True)).all()
    same = [row for row in rows if law.due_on(row.facts) == row.due_on]
    for row in same:
        clocks.level(row, law)
    return len(same)


def _settle(service: str, law: LawInUse) -> None:
    with transaction(service) as session:
        session.connection().execute(SETTLED, {"mark": law.mark, "number": law.number})


def _reckoner(law: Law) -> Callable[[str], tuple[date | None, date | None, bool]]:
    @lru_cache(maxsize=KNOWN_FACTS)
    def reckon(facts: str) -> tuple[date | None, date | None, bool]:
        deadline = law.deadline(ClockFacts.model_validate({"key": "", **json.loads(facts)}))
        return deadline.due_on, deadline.nominal_on, deadline.provisional

    return reckon
