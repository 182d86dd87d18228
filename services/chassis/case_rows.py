"""The row of a case in the schema of its channel: what lists and look-ups need, beside the whole state as a snapshot."""

from datetime import date
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from services.chassis.db import HouseSession


class CaseColumns(SQLModel):
    """Columns that the case table of every channel has. A channel adds the columns its own lists are sorted by."""

    id: UUID = Field(primary_key=True)
    number: str = Field(sa_type=Text, unique=True)
    state: str = Field(sa_type=Text, index=True)
    version: int
    opened_on: date
    unit_id: UUID = Field(index=True)
    dispute_id: UUID = Field(index=True)
    snapshot: dict[str, JsonValue] = Field(sa_type=JSONB)


class SeriesColumns(SQLModel):
    """The last number given out in one series; the row's lock keeps numbers without gap and without repeat."""

    kind: str = Field(primary_key=True, sa_type=Text)
    year: int = Field(primary_key=True)
    last: int


def next_number(session: HouseSession, kind: str, year: int) -> int:
    """The next number of a series; given back when the transaction is rolled back."""
    statement = text(
        "INSERT INTO number_series (kind, year, last) VALUES (:kind, :year, 1)"
        " ON CONFLICT (kind, year) DO UPDATE SET last = number_series.last + 1 RETURNING last"
    )
    return int(session.execute(statement, {"kind": kind, "year": year}).scalar_one())
