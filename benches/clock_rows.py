"""A million running limits after a new notice: rewriting only those that change, beside rewriting all of them.

The notice is 国办发明电〔2020〕1号 over four years of limits of sixty days. `changed` finds them by the window, reckons
them again and writes those that differ; `all` is one bare statement that writes every row, with all last days given to
it. `recalculate` is the house's whole path: a transaction with its own lock for each limit that moves.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from statistics import median
from time import perf_counter
from uuid import UUID

from sqlalchemy import Connection, text
from sqlmodel import col, select

from services.chassis import calendar_import, clocks, recalculate
from services.chassis.clock_rows import ClockRow
from services.chassis.db import HouseSession, engine, owner_engine, transaction
from services.chassis.law_in_use import LawInUse, in_use
from services.kernel.facts import ClockFacts
from services.kernel.law import Law
from tests.fixtures.calendars import notice, shipped_before_amendment

SERVICE, RULE = "reconsideration", "arl.ordinary"
ROWS, ROUNDS = 1_000_000, 3
FIRST, LAST = date(2018, 1, 1), date(2021, 10, 31)
STARTS = tuple(FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
FILL = text(
    """
    INSERT INTO clock (id, case_id, key, rule, state, facts, started_on, due_on, nominal_on, provisional,
                       calendar_version)
    SELECT gen_random_uuid(), gen_random_uuid(), :rule, :rule, 'running', CAST(facts AS jsonb), started_on, due_on,
           nominal_on, provisional, :version
    FROM unnest(CAST(:starts AS date[]), CAST(:dues AS date[]), CAST(:nominals AS date[]),
                CAST(:provisional AS boolean[]), CAST(:facts AS text[]))
         AS told (started_on, due_on, nominal_on, provisional, facts), generate_series(1, :copies)
    """
)
WRITE = text(
    """
    UPDATE clock SET due_on = told.due_on, calendar_version = :version
    FROM unnest(CAST(:ids AS uuid[]), CAST(:dues AS date[])) AS told (id, due_on) WHERE clock.id = told.id
    """
)
WRITE_ALL = text(
    """
    UPDATE clock SET due_on = told.due_on, calendar_version = :version
    FROM unnest(CAST(:starts AS date[]), CAST(:dues AS date[])) AS told (started_on, due_on)
    WHERE clock.started_on = told.started_on
    """
)
Way = Callable[[Law, Law], int]


def measure() -> dict[str, float]:
    """Seconds for the whole table, and how many times as long it takes to write all rows."""
    with shipped_before_amendment(2020):
        _empty()
        try:
            return _measure()
        finally:
            _empty()


def _measure() -> dict[str, float]:
    wanted = calendar_import.prepare("2020.yaml", notice(2020))
    old, new = wanted.old.law, wanted.new.law
    rows = _fill(wanted.old)
    there_and_back = [(old, new), (new, old)]
    changed = [_timed(_write_changed, *pair) for _ in range(ROUNDS) for pair in there_and_back]
    everything = [_timed(_write_all, *pair) for pair in there_and_back]
    calendar_import.store(wanted, because="bench", by="bench")
    began = perf_counter()
    moved = recalculate.recalculate(SERVICE, _level).moved
    whole = perf_counter() - began
    if {count for _, count in changed} != {moved} or {count for _, count in everything} != {rows}:
        raise RuntimeError(f"{changed}, {everything} and {moved} moved limits do not agree")
    changed_s, all_s = (median(seconds for seconds, _ in runs) for runs in (changed, everything))
    return {
        "rows": rows,
        "moved": moved,
        "changed_s": round(changed_s, 3),
        "all_s": round(all_s, 3),
        "recalculate_s": round(whole, 3),
        "all_to_changed": round(all_s / changed_s, 1),
        "all_to_recalculate": round(all_s / whole, 2),
    }


def _timed(way: Way, old: Law, new: Law) -> tuple[float, int]:
    began = perf_counter()
    count = way(old, new)
    return perf_counter() - began, count


def _write_changed(old: Law, new: Law) -> int:
    window = recalculate.between(old, new)
    if window is None:
        raise RuntimeError("the notice changes nothing")
    with engine(SERVICE).connect() as reading:
        found = list(recalculate.changes(reading, new, window))
    told = {"ids": [one.id for one in found], "dues": [one.now_on for one in found], "version": new.calendar.version}
    with _unhurried() as connection:
        return connection.execute(WRITE, told).rowcount


def _write_all(_old: Law, new: Law) -> int:
    dues = [new.deadline(_facts(on)).due_on for on in STARTS]
    with _unhurried() as connection:
        told = {"starts": list(STARTS), "dues": dues, "version": new.calendar.version}
        return connection.execute(WRITE_ALL, told).rowcount


def _level(session: HouseSession, case_id: UUID) -> int:
    law = in_use().law
    rows = session.exec(select(ClockRow).where(col(ClockRow.case_id) == case_id).with_for_update()).all()
    return sum(len(clocks.level(row, law)) for row in rows)


def _facts(on: date) -> ClockFacts:
    return ClockFacts(key=RULE, rule=RULE, started_on=on, law_on=on)


def _fill(law: LawInUse) -> int:
    reckoned = [law.law.deadline(_facts(on)) for on in STARTS]
    copies = -(-ROWS // len(STARTS))
    with _unhurried() as connection:
        rows = connection.execute(
            FILL,
            {
                "rule": RULE,
                "version": law.law.calendar.version,
                "starts": list(STARTS),
                "dues": [one.due_on for one in reckoned],
                "nominals": [one.nominal_on for one in reckoned],
                "provisional": [one.provisional for one in reckoned],
                "facts": [_facts(on).model_dump_json() for on in STARTS],
                "copies": copies,
            },
        ).rowcount
    with transaction(SERVICE) as session:
        # As it stands in a house whose clocks are level with the law before the notice.
        session.connection().execute(recalculate.SEE, {"seen": law.mark, "settle": recalculate.SETTLE})
        session.connection().execute(recalculate.SETTLED, {"mark": law.mark, "number": law.number})
    with owner_engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"VACUUM ANALYZE {SERVICE}.clock"))
    return rows


def _empty() -> None:
    with owner_engine().begin() as connection:
        connection.execute(text(f"TRUNCATE {SERVICE}.clock, {SERVICE}.law_mark, common.calendar_version CASCADE"))


@contextmanager
def _unhurried() -> Iterator[Connection]:
    """The owner's connection in the schema: a service may not let one statement run for so long."""
    with owner_engine().begin() as connection:
        connection.execute(text(f"SET LOCAL search_path = {SERVICE}"))
        yield connection
