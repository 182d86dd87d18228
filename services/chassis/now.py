"""The one time of the house. No other file reads the machine's clock.

Legal days are dates in Asia/Shanghai, instants are aware UTC. For a demonstration the whole system can live on another
day: the shift stands in PostgreSQL, so that every process moves together; nothing of it exists in production.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text

from services.chassis.db import CLOCK, engine, owner_engine
from services.chassis.settings import settings
from services.kernel.refusal import Refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
_readers: list[Callable[[], timedelta]] = []


def now() -> datetime:
    """This instant, aware and in UTC."""
    return datetime.now(UTC) + offset()  # noqa: TID251 - the one place


def today() -> date:
    """The legal day: the date in Shanghai, which from 16:00 UTC on is already tomorrow's."""
    return legal_day(now())


def legal_day(instant: datetime) -> date:
    """The legal day on which an instant falls."""
    return instant.astimezone(SHANGHAI).date()


def monotonic() -> float:
    """Seconds for measuring and waiting; never moved by the simulated clock."""
    return time.monotonic()


def offset() -> timedelta:
    """How far the house lives from the machine's time; nothing unless the clock is simulated."""
    if _readers:
        return _readers[-1]()
    return _stored_offset() if settings().simulated_clock else timedelta()


def use_offset_reader(reader: Callable[[], timedelta] | None) -> None:
    """Let a test say how far the clock is shifted; `None` goes back to the house's own reading."""
    _readers[:] = [reader] if reader is not None else []


def set_simulated(moment: datetime | None) -> None:
    """Move the whole house to another moment, from which time goes on; `None` brings it back to the real one."""
    if not settings().simulated_clock:
        raise Refused("clock.real", "当前环境使用真实时间，不能模拟日期。请设置 JIEFEN_SIMULATED_CLOCK=true 后重试。")
    shift = timedelta() if moment is None else moment - datetime.now(UTC)  # noqa: TID251 - the one place
    statement = text(
        "INSERT INTO common.simulated_time (id, shift) VALUES (1, :shift)"
        " ON CONFLICT (id) DO UPDATE SET shift = EXCLUDED.shift, set_at = clock_timestamp()"
    )
    with owner_engine().begin() as connection:
        connection.execute(statement, {"shift": shift})


def _stored_offset() -> timedelta:
    # Read every time: a cached shift would let one process act on yesterday after the others moved on.
    with engine(CLOCK).connect() as connection:
        found: timedelta | None = connection.scalar(text("SELECT shift FROM common.simulated_time WHERE id = 1"))
    return found if found is not None else timedelta()
