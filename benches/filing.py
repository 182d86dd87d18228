"""Filing a dispute of two units at the desk (登记), beside the bare SQL for the same rows; and with eight clients at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from time import perf_counter
from uuid import UUID, uuid4

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from benches.measure import ROUNDS, compare
from services.chassis.db import dispose, transaction, url_of
from services.intake import handlers
from services.intake.parts import Filing
from services.kernel.principal import Principal

CALLS, CLIENTS, EACH = 10, 8, 25
ON = date(2026, 9, 29)
CLERK = Principal(kind="user", id="clerk", name="周敏", roles=frozenset({"intake_clerk"}))
# What one filing writes, read off one that was filed: a new row for each of these, under new keys.
COPIED = {
    "dispute": "id = %(dispute)s",
    "claim_unit": "dispute_id = %(dispute)s",
    "dispute_person": "dispute_id = %(dispute)s",
    "event_log": "case_id = %(dispute)s",
    "outbox": "body ->> 'dispute_id' = %(text)s",
    "audit": "seq = (SELECT max(seq) FROM audit)",
}
COUNTED = "UPDATE number_series SET last = last + 1 WHERE kind = 'dispute' AND year = %(year)s RETURNING last"
Session = psycopg.Connection[tuple[object, ...]]
Statement = tuple[str, sql.Composed, dict[str, object]]


def measure() -> dict[str, float]:
    """Both in one transaction for each call, on the same server; the clients are threads that call the handler."""
    model = _file(0)
    numbers = iter(range(1, ROUNDS * CALLS + 1))
    with _session() as session:
        statements = list(_statements(session, model))
        told = compare(
            {
                "filing": (lambda: _file(next(numbers)), CALLS),
                "bare_inserts": (lambda: _play(session, statements), CALLS),
            },
            ours="bare_inserts",
        )
    rows = {f"rows_{table}": float(sum(1 for one in statements if one[0] == table)) for table in COPIED}
    return told | rows | {f"per_second_{CLIENTS}_threads": _together()}


def _file(turn: int) -> UUID:
    with transaction("intake") as session:
        return handlers.register(session, filing(turn), CLERK, today=ON).id


def filing(turn: int) -> Filing:
    """A fine and the neighbour's smoke; every person is another one."""
    return Filing.model_validate(
        {
            "received_on": ON,
            "applicant": {"name": f"来访人{turn}", "phone": f"139{turn:08}", "district": "上海市普陀区"},
            "story": f"第{turn}位来访人：市场监管局罚款两千元，检测程序不对；楼下饭店的油烟熏得开不了窗。",
            "units": [
                {
                    "claim": "撤销罚款决定",
                    "answers": {
                        "nature": "act",
                        "respondent_kind": "organ",
                        "respondent_organ": "putuo.market",
                        "act_kind": "penalty",
                        "on_spot": "no",
                        "act_made_on": "2026-09-20",
                        "served_on": "2026-09-20",
                    },
                    "act": {"title": "行政处罚决定书", "number": f"普市监罚〔2026〕{turn}号"},
                },
                {
                    "claim": "停止排油烟并赔偿",
                    "answers": {
                        "nature": "private",
                        "respondent_kind": "company",
                        "field": "noise",
                        "place_organ": "putuo.street.changshou",
                        "event_on": "2026-08-20",
                    },
                    "other_side": {"name": "香满楼饭店"},
                },
            ],
        }
    )


def _together() -> float:
    """Disputes a second while eight clients file without a pause."""
    turns = [range(10_000 * client, 10_000 * client + EACH) for client in range(1, CLIENTS + 1)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(_file, (turn[0] + EACH for turn in turns)))  # every thread has its connection
        began = perf_counter()
        list(clients.map(lambda turn: [_file(one) for one in turn], turns))
        return round(CLIENTS * EACH / (perf_counter() - began), 1)


def _statements(session: Session, dispute: UUID) -> Iterator[Statement]:
    for table, condition in COPIED.items():
        select = sql.SQL("SELECT * FROM {} WHERE ").format(sql.Identifier(table)) + sql.SQL(condition)
        found = session.execute(select, {"dispute": dispute, "text": str(dispute)})
        names = [column.name for column in found.description or ()]
        given = [name for name in names if (table, name) != ("outbox", "seq")]
        insert = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, given)),
            sql.SQL(", ").join(map(sql.Placeholder, given)),
        )
        for row in found.fetchall():
            values = (Jsonb(value) if isinstance(value, dict) else value for value in row)
            yield table, insert, dict(zip(names, values, strict=True))


def _play(session: Session, statements: list[Statement]) -> None:
    fresh = uuid4()
    with session.transaction():
        session.execute(COUNTED, {"year": ON.year})
        for table, insert, row in statements:
            session.execute(insert, row | _keys(table, fresh))


def _keys(table: str, fresh: UUID) -> dict[str, object]:
    """What may not stand twice in a table."""
    match table:
        case "dispute":
            return {"id": fresh, "number": fresh.hex}
        case "claim_unit":
            return {"id": uuid4(), "dispute_id": fresh}
        case "dispute_person":
            return {"dispute_id": fresh}
        case "event_log":
            return {"case_id": fresh}
        case "outbox":
            return {"id": uuid4()}
        case _:
            return {"seq": -(fresh.int >> 66), "sha256": fresh.hex}


@contextmanager
def _session() -> Iterator[Session]:
    url = url_of("intake").set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True, options="-c search_path=intake") as session:
        yield session
    dispose()
