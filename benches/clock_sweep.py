"""A sweep over a million running limits of which a tenth is overdue, beside bare SQL that ends the same rows.

Measured is the machinery: to find, lock, ask again, and end the row of the clock. What a real lapse writes besides
(event, message, audit, case) would be the same for all and only hide the difference. `bare_each` takes a transaction
for each clock, as the sweep must. `bare_batch` takes one for two hundred, which a sweep may not do: it would hold two
hundred cases at once (services/chassis/sweeping.py).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from statistics import median
from time import perf_counter
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import text

from services.chassis import clocks, sweeping
from services.chassis.db import HouseSession, owner_engine, transaction, url_of
from services.kernel.clocks import Clocks
from services.kernel.law import the_law

SERVICE = "reconsideration"
RUNNING, DUE, ROUNDS, BATCH = 1_000_000, 100_000, 3, 200
STARTED, DUE_ON = date(2026, 9, 29), date(2026, 10, 12)  # 行政复议法 第三十条
ONE_DAY = timedelta(days=1)
# The ways take turns; each turn has clocks of its own, found by their day: so many of them fall due on each.
COPY = """
INSERT INTO clock (id, case_id, key, rule, state, facts, started_on, due_on, nominal_on, provisional, calendar_version)
SELECT gen_random_uuid(), gen_random_uuid(), key, rule, state, facts, started_on, {due_on}, nominal_on, provisional,
       calendar_version
FROM clock, generate_series(0, :last) AS n WHERE case_id = :model
"""
ON_ITS_TURN = "due_on + (n / :turn)::int"
LATER = "date '2027-01-01' + (n % 300)::int"
FIND = "SELECT id FROM clock WHERE state = 'running' AND due_on < %s AND (due_notified IS NULL OR due_notified < %s)"
SEARCH = f"{FIND} ORDER BY due_on, id LIMIT {BATCH}"
TAKE = f"{SEARCH} FOR UPDATE SKIP LOCKED"
LOCK = "SELECT facts FROM clock WHERE id = %s AND state = 'running' FOR UPDATE SKIP LOCKED"
END = "UPDATE clock SET state = 'lapsed' WHERE id = %s"
END_ALL = "UPDATE clock SET state = 'lapsed' WHERE id = ANY(%s)"
END_OF_CASE = text("UPDATE clock SET state = 'lapsed' WHERE case_id = :case AND key = :key")
Bare = psycopg.Connection[tuple[UUID]]


def measure() -> dict[str, float]:
    """Microseconds for one clock, and how many times as long the sweep takes."""
    with _bare() as session:
        ways: dict[str, Callable[[date], int]] = {
            "sweep": lambda today: sweeping.sweep(SERVICE, today, _end).lapsed,
            "bare_each": lambda today: _each(session, today),
            "bare_batch": lambda today: _in_batches(session, today),
        }
        turn = DUE // (ROUNDS * len(ways))
        _fill(turn)
        try:
            rounds = _rounds(ways, turn)
        finally:
            _empty()
    told: dict[str, float] = {"running": RUNNING, "due": DUE}
    told |= {f"{name}_us": round(median(one[name] for one in rounds) * 1e6, 1) for name in ways}
    for other in ("bare_each", "bare_batch"):
        told[f"sweep_to_{other}"] = round(median(one["sweep"] / one[other] for one in rounds), 2)
    return told


def _rounds(ways: dict[str, Callable[[date], int]], turn: int) -> list[dict[str, float]]:
    """Each way once in a round, every time in another order, each with the clocks of one more day."""
    days, names = (DUE_ON + n * ONE_DAY for n in count(1)), list(ways)
    rounds = []
    for shift in range(ROUNDS):
        order = names[shift % len(names) :] + names[: shift % len(names)]
        rounds.append({name: _timed(ways[name], next(days), turn) for name in order})
    return rounds


def _timed(way: Callable[[date], int], today: date, turn: int) -> float:
    began = perf_counter()
    ended = way(today)
    if ended != turn:
        raise RuntimeError(f"{ended} clocks ended on {today} instead of {turn}")
    return (perf_counter() - began) / turn


def _end(session: HouseSession, case_id: UUID, key: str, _rule: str) -> bool:
    return session.connection().execute(END_OF_CASE, {"case": case_id, "key": key}).rowcount == 1


def _each(session: Bare, today: date) -> int:
    ended = 0
    while found := session.execute(SEARCH, (today, today)).fetchall():
        for (clock,) in found:
            with session.transaction():
                if session.execute(LOCK, (clock,)).fetchone() is not None:
                    ended += session.execute(END, (clock,)).rowcount
    return ended


def _in_batches(session: Bare, today: date) -> int:
    ended = 0
    while True:
        with session.transaction():
            found = [clock for (clock,) in session.execute(TAKE, (today, today))]
            if not found:
                return ended
            ended += session.execute(END_ALL, (found,)).rowcount


def _fill(turn: int) -> None:
    _empty()
    model = uuid4()
    with transaction(SERVICE) as session:
        clocks.sync_clocks(session, model, Clocks().start("arl.review", STARTED), the_law())
    rows = {ON_ITS_TURN: {"last": DUE - 1, "turn": turn}, LATER: {"last": RUNNING - DUE - 1}}
    with owner_engine().begin() as connection:
        connection.execute(text("SET LOCAL search_path = reconsideration"))
        for due_on, numbers in rows.items():
            connection.execute(text(COPY.format(due_on=due_on)), {"model": model, **numbers})
        connection.execute(text("DELETE FROM clock WHERE case_id = :model"), {"model": model})
    with owner_engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE reconsideration.clock"))


def _empty() -> None:
    with owner_engine().begin() as connection:
        connection.execute(text("TRUNCATE reconsideration.clock CASCADE"))


@contextmanager
def _bare() -> Iterator[Bare]:
    url = url_of(SERVICE).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True, options=f"-c search_path={SERVICE}") as session:
        yield session
