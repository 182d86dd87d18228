"""What can never be asked for again is forgotten, by real time and never by the simulated one."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import select

from services.chassis import idempotency, now
from services.chassis.db import owner_engine, transaction
from services.chassis.inbox import Consumer
from services.chassis.relay import Relay
from services.chassis.tables import Inbox, KeptAnswer
from services.chassis.tidy import tidy
from tests.service.mail import ROUTED, echo, send

pytestmark = pytest.mark.usefixtures("clean")


def kept() -> tuple[int, int]:
    with transaction("intake") as session:
        return len(session.exec(select(Inbox)).all()), len(session.exec(select(KeptAnswer)).all())


def arrive() -> None:
    send("甲")
    Relay().relay_once()
    Consumer("intake", {ROUTED: echo}, retry_seconds=0).consume_once()
    with transaction("intake") as session:
        idempotency.recall(session, "k", "clerk", "h")


def age(days: int) -> None:
    with owner_engine().begin() as connection:
        for table in ("inbox", "idempotency"):
            connection.execute(text(f"UPDATE intake.{table} SET at = at - make_interval(days => {days})"))  # noqa: S608


def test_what_can_still_be_repeated_is_kept() -> None:
    arrive()
    age(29)
    tidy("intake")
    assert kept() == (1, 1)


def test_arrivals_are_kept_longer_than_any_re_sending_reaches() -> None:
    arrive()
    age(31)
    tidy("intake")
    assert kept() == (1, 0)
    age(30)
    tidy("intake")
    assert kept() == (0, 0)


def test_a_simulated_year_forgets_nothing() -> None:
    arrive()
    now.use_offset_reader(lambda: timedelta(days=365))
    try:
        tidy("intake")
    finally:
        now.use_offset_reader(None)
    assert kept() == (1, 1)
