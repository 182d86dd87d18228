"""Forget what can never be asked for again: arrivals that no re-sending reaches, answers nobody repeats a request for."""

from sqlalchemy import ColumnElement, Interval, cast, func
from sqlmodel import col, delete

from services.chassis.db import transaction
from services.chassis.settings import settings
from services.chassis.tables import Inbox, KeptAnswer


def real_instant_before(*, hours: int) -> ColumnElement[object]:
    """So many hours ago by the database's own clock: losses and repeats happen in real time, never in simulated."""
    return func.clock_timestamp() - cast(func.make_interval(0, 0, 0, 0, hours), Interval)


def tidy(service: str) -> None:
    """Keep arrivals twice as long as the outbox can be sent again, and kept answers as long as that."""
    hours = settings().outbox_days * 24
    with transaction(service) as session:
        session.exec(delete(Inbox).where(col(Inbox.at) < real_instant_before(hours=2 * hours)))
        session.exec(delete(KeptAnswer).where(col(KeptAnswer.at) < real_instant_before(hours=hours)))
