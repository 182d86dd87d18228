"""How many rows stand in every table of every schema: what "nothing was written" means."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from services.chassis.db import owner_url
from tests.fixtures.cleaning import TABLES


class Ledger:
    """Counts the rows of all tables in one question."""

    def __init__(self, session: psycopg.Connection) -> None:
        self._session = session
        self._question = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {}, count(*) FROM {}").format(sql.Literal(".".join(table)), sql.Identifier(*table))
            for table in session.execute(TABLES)
        )

    def rows(self) -> Counter[str]:
        return Counter(dict(self._session.execute(self._question)))

    def written(self, before: Counter[str]) -> dict[str, int]:
        """The tables that grew, and by how many rows."""
        after = self.rows()
        assert not before - after, "rows were lost"
        return dict(after - before)


@contextmanager
def open_ledger() -> Iterator[Ledger]:
    url = owner_url().set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as session:
        yield Ledger(session)
