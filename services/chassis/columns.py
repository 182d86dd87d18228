"""Typed JSON columns: a pydantic model goes in and comes out, and the database holds readable jsonb."""

from datetime import UTC, datetime
from typing import Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import DateTime, Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

T = TypeVar("T")


class Json(TypeDecorator[T], Generic[T]):
    """A jsonb column holding a value of one pydantic type; what does not fit the type is never read as if it did.

    Values are frozen: to change a row, assign a new value. A change inside the old one would not be seen.
    """

    impl = JSONB
    cache_ok = True

    def __init__(self, kind: type[T] | TypeAdapter[T]) -> None:
        super().__init__()
        self.kind = kind
        self._adapter = kind if isinstance(kind, TypeAdapter) else TypeAdapter(kind)

    def process_bind_param(self, value: T | None, dialect: Dialect) -> object:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else self._adapter.dump_python(value, mode="json")

    def process_result_value(self, value: object, dialect: Dialect) -> T | None:  # noqa: ARG002
        return None if value is None else self._adapter.validate_python(value)


class Instant(TypeDecorator[datetime]):
    """A moment on the one time line: aware on the way in, UTC on the way out. A naive moment is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is not None and value.tzinfo is None:
            raise ValueError("An instant without a zone cannot be stored; use services.chassis.now.")
        return value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC)
