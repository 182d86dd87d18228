"""The tables every service has in its own schema: messages, events, audit, answered requests.

The names carry no schema: a session finds them in the schema of its own service. Clocks stand in clock_rows.py.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID, uuid4

from pydantic import JsonValue
from sqlalchemy import BigInteger, Column, Identity, Index, LargeBinary, SmallInteger, Text, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from services.chassis.columns import Instant, Json
from services.chassis.messages import ANY_BODY, AnyBody

JsonObject = dict[str, JsonValue]


class Common(SQLModel, registry=registry()):
    """The tables that are alike in every service; kept apart from the tables a service has of its own."""


class Outbox(Common, table=True):
    """A message that waits for the relay. Written in the transaction of the step it tells of."""

    __tablename__: ClassVar[str] = "outbox"
    __table_args__ = (Index("outbox_unsent", "seq", postgresql_where=text("sent_at IS NULL")),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    seq: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    type: str = Field(sa_type=Text)
    case_id: UUID | None = None
    on: date
    body: AnyBody = Field(sa_column=Column(Json(ANY_BODY), nullable=False))
    # The database's own time, never the simulated one: re-sending after a loss is about real days.
    put_at: datetime | None = Field(
        default=None, sa_column=Column(Instant, nullable=False, server_default=text("clock_timestamp()"))
    )
    sent_at: datetime | None = Field(default=None, sa_type=Instant)


class Inbox(Common, table=True):
    """A message whose effect is already here. The row and the effect stand in one transaction."""

    __tablename__: ClassVar[str] = "inbox"

    message_id: UUID = Field(primary_key=True)
    type: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=Instant, index=True)


class DeadMessage(Common, table=True):
    """A message that could not take effect: how often it failed, why, and since when it is given up."""

    __tablename__: ClassVar[str] = "dead_message"

    message_id: UUID = Field(primary_key=True)
    type: str = Field(sa_type=Text)
    entry: str = Field(sa_type=Text)
    failures: int
    error: str = Field(sa_type=Text)
    failed_at: datetime = Field(sa_type=Instant)
    dead_at: datetime | None = Field(default=None, sa_type=Instant)


class EventLog(Common, table=True):
    """What happened to a case, in order. Nothing in it is ever changed or removed."""

    __tablename__: ClassVar[str] = "event_log"

    case_id: UUID = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    type: str = Field(sa_type=Text)
    data: JsonObject = Field(sa_column=Column(Json(JsonObject), nullable=False))
    at: datetime = Field(sa_type=Instant)
    on: date = Field(index=True)
    by: str = Field(sa_type=Text)


class AuditEntry(Common, table=True):
    """Who did what to which subject, and how it ended. Each entry seals the one before it."""

    __tablename__: ClassVar[str] = "audit"

    seq: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    at: datetime = Field(sa_type=Instant)
    who_kind: str = Field(sa_type=Text)
    who: str = Field(sa_type=Text, index=True)
    action: str = Field(sa_type=Text)
    subject: str = Field(sa_type=Text, index=True)
    outcome: str = Field(sa_type=Text)
    detail: JsonObject = Field(sa_column=Column(Json(JsonObject), nullable=False))
    previous: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text, unique=True)


class KeptAnswer(Common, table=True):
    """The answer first given to an Idempotency-Key; `status` is empty while the first request is still at work."""

    __tablename__: ClassVar[str] = "idempotency"

    principal_id: str = Field(primary_key=True, sa_type=Text)
    key: str = Field(primary_key=True, sa_type=Text)
    request_hash: str = Field(sa_type=Text)
    status: int | None = Field(default=None, sa_type=SmallInteger)
    headers: Mapping[str, str] = Field(
        default_factory=dict, sa_column=Column(Json(dict[str, str]), nullable=False, server_default=text("'{}'"))
    )
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    at: datetime = Field(sa_type=Instant, index=True)
