"""Accepting an application (行政复议法 第三十条) through the docket, beside the bare SQL for the same rows."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID, uuid4

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from benches.measure import ROUNDS, compare
from services.chassis.db import dispose, url_of
from services.reconsideration.commands import AcceptApplication
from tests.fixtures.reconsideration import ALL_MET, FILED, OFFICER, act, open_case

CALLS = 20
# What one acceptance writes, read off a case that was accepted: a new row for each of these, under new keys.
COPIED = {"event_log": "case_id = %(case)s AND seq > 1", "outbox": "case_id = %(case)s", "clock": "case_id = %(case)s"}
Statement = tuple[sql.Composed, dict[str, object]]


def measure() -> dict[str, float]:
    """Both in one transaction for each call, on the same server, as the same role, with the same row lock."""
    cases = iter([open_case() for _ in range(ROUNDS * CALLS + 1)])
    model = next(cases)
    act(model, AcceptApplication(met=ALL_MET), OFFICER, FILED)
    with _session() as session:
        statements = _statements(session, model)
        return compare(
            {
                "command": (lambda: act(next(cases), AcceptApplication(met=ALL_MET), OFFICER, FILED), CALLS),
                "bare_sql": (lambda: _play(session, statements, model), CALLS),
            },
            ours="command",
        )


def _statements(session: psycopg.Connection[tuple[object, ...]], case_id: UUID) -> list[Statement]:
    audit = "seq = (SELECT max(seq) FROM audit)"
    return [
        statement
        for table, condition in {**COPIED, "audit": audit}.items()
        for statement in _copies(session, table, condition, case_id)
    ]


def _copies(
    session: psycopg.Connection[tuple[object, ...]], table: str, condition: str, case_id: UUID
) -> Iterator[Statement]:
    select = sql.SQL("SELECT * FROM {} WHERE {}").format(sql.Identifier(table), sql.SQL(condition))
    found = session.execute(select, {"case": case_id})
    names = [column.name for column in found.description or () if (table, column.name) != ("outbox", "seq")]
    places = [column.name for column in found.description or ()]
    insert = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.SQL(", ").join(map(sql.Placeholder, names)),
    )
    for row in found.fetchall():
        values = (Jsonb(value) if isinstance(value, dict) else value for value in row)
        yield insert, dict(zip(places, values, strict=True))


def _play(session: psycopg.Connection[tuple[object, ...]], statements: list[Statement], case_id: UUID) -> None:
    fresh = uuid4()
    with session.transaction():
        session.execute("SELECT * FROM case_row WHERE id = %s FOR UPDATE", (case_id,))
        for insert, row in statements:
            session.execute(insert, row | _keys(row, fresh))
        session.execute("UPDATE case_row SET state = state, snapshot = snapshot WHERE id = %s", (case_id,))


def _keys(row: Mapping[str, object], fresh: UUID) -> dict[str, object]:
    """What may not stand twice in a table."""
    if "sha256" in row:
        return {"seq": -(fresh.int >> 66), "sha256": fresh.hex}
    keys: dict[str, object] = {"case_id": fresh}
    return keys | {"id": uuid4()} if "id" in row else keys


@contextmanager
def _session() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    url = url_of("reconsideration").set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True, options="-c search_path=reconsideration") as session:
        yield session
    dispose()
