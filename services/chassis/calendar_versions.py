"""The versions of the calendar (工作日历) as they were stored: numbered, sealed by their hash, never changed.

A version is one year's notice laid over all before it. The table stands in the schema that every service reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, text

from services.kernel.calendar_layers import Year
from services.kernel.yaml_data import parse

TABLE = """
CREATE TABLE IF NOT EXISTS common.calendar_version (
    number integer PRIMARY KEY CHECK (number > 0),
    year smallint NOT NULL,
    notice text NOT NULL,
    sha256 text NOT NULL UNIQUE,
    file text NOT NULL,
    because text NOT NULL,
    imported_by text NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE OR REPLACE FUNCTION common.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: what was written is never changed or removed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON common.calendar_version
    FOR EACH ROW EXECUTE FUNCTION common.refuse_change();
"""


class Version(NamedTuple):
    """A version by its number and by the hash of all its days."""

    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored version: which year it brought, by whom and why."""

    number: int
    layer: Year
    notice: str
    sha256: str
    because: str
    imported_by: str
    imported_at: datetime


def newest(connection: Connection) -> Version:
    """The version in force; number 0 where none was stored and the packaged calendar holds."""
    found = connection.execute(
        text("SELECT number, sha256 FROM common.calendar_version ORDER BY number DESC LIMIT 1")
    ).first()
    return Version(found.number, found.sha256) if found is not None else Version(0, "")


def up_to(connection: Connection, number: int | None = None) -> Sequence[Stored]:
    """The stored versions in their order, all of them or those up to a number."""
    rows = connection.execute(
        text(
            "SELECT number, year, notice, sha256, file, because, imported_by, imported_at"
            " FROM common.calendar_version WHERE number <= coalesce(:number, number) ORDER BY number"
        ),
        {"number": number},
    )
    return tuple(
        Stored(
            number=row.number,
            layer=parse(_name(row.year), row.file, Year),
            notice=row.notice,
            sha256=row.sha256,
            because=row.because,
            imported_by=row.imported_by,
            imported_at=row.imported_at,
        )
        for row in rows
    )


def add(  # noqa: PLR0913 - what is stored, by whom and why
    connection: Connection, version: Version, year: Year, *, file: str, because: str, by: str
) -> None:
    """Store the next version; where another has taken the number meanwhile, the database refuses."""
    connection.execute(
        text(
            "INSERT INTO common.calendar_version (number, year, notice, sha256, file, because, imported_by)"
            " VALUES (:number, :year, :notice, :sha256, :file, :because, :by)"
        ),
        {
            "number": version.number,
            "year": year.year,
            "notice": year.newest.number,
            "sha256": version.sha256,
            "file": file,
            "because": because,
            "by": by,
        },
    )


def _name(year: int) -> Path:
    return Path(f"calendar_version/{year}.yaml")
