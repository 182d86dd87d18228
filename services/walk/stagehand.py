"""Play the past of the demo district day by day: each act once, on its own day, with the messages it causes."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from sqlalchemy import text

from services.chassis import idempotency, now, sweeping
from services.chassis.db import HouseSession, owner_engine, transaction
from services.kernel.law import the_law
from services.kernel.principal import service
from services.walk.carriage import Carriage
from services.walk.channels import LAPSES

MORNING = time(10, 0)
OWNER = "service:seed"
FLOWS = service("flows")
# One question for all channels: on most days no limit has ended anywhere.
OVERDUE = text(
    " UNION ALL ".join(
        f"SELECT '{channel}' WHERE EXISTS (SELECT 1 FROM {channel}.clock WHERE state = 'running' AND due_on < :day)"  # noqa: S608 - names of ours
        for channel in LAPSES
    )
)


@dataclass(frozen=True)
class Act:
    """One act of one person on one day; `key` makes it happen once, also when the seeding was cut off."""

    on: date
    key: str
    service: str
    do: Callable[[HouseSession, date], object]


def play(acts: Iterable[Act], today: date, left: Collection[UUID]) -> None:
    """Every working day from the first act to today: sweep as the house would, act, carry the messages."""
    ordered = sorted(acts, key=lambda act: act.on)
    carriage = Carriage(left)
    by_day = {day: list(group) for day, group in groupby(ordered, key=lambda act: act.on)}
    start = now.now() - now.offset()
    held = now.offset()
    try:
        for day in _days(ordered, today):
            _live_on(day, today, start, held)
            _play_day(day, today, by_day.get(day, ()), carriage)
    finally:
        now.use_offset_reader(None)


def _play_day(day: date, today: date, acts: Sequence[Act], carriage: Carriage) -> None:
    lapsed = _sweep(day) if day < today else 0
    for act in acts:
        _once(act)
    if acts or lapsed or day == today:
        carriage.carry(day)


def _sweep(day: date) -> int:
    """Today's own sweep is left to the house: a case that lapses today is seen to lapse."""
    with owner_engine().connect() as connection:
        overdue = set(connection.scalars(OVERDUE, {"day": day}))
    return sum(
        sweeping.sweep(channel, day, LAPSES[channel](FLOWS, day)).lapsed for channel in LAPSES if channel in overdue
    )


def _days(acts: Sequence[Act], today: date) -> Iterable[date]:
    day, calendar = acts[0].on, the_law().calendar
    while day < today:
        yield day
        day = calendar.add_working_days(day, 1)
    yield today


def _live_on(day: date, today: date, start: datetime, held: timedelta) -> None:
    """The house believes it is that morning, in this process alone; today it is as late as it is."""
    shift = held if day == today else datetime.combine(day, MORNING, now.SHANGHAI) - start
    now.use_offset_reader(lambda: shift)


def _once(act: Act) -> None:
    key = f"seed:{act.key}"
    with transaction(act.service) as session:
        if idempotency.recall(session, key, OWNER, act.key) is None:
            act.do(session, act.on)
            idempotency.keep(session, key, OWNER, act.key, 200, {}, b"done")
