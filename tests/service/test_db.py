"""One schema and one role for each service; one commit, before the answer."""

import threading
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from services.chassis.db import CLOCK, RELAY, SERVICES, Db, engine, owner_engine, transaction
from services.chassis.migrate import migrate_all, migrated_services
from services.chassis.now import now
from services.chassis.tables import Inbox

pytestmark = pytest.mark.usefixtures("clean")


class Spec:
    name = "notify"


def arrivals(service: str) -> list[Inbox]:
    with transaction(service) as session:
        return list(session.exec(select(Inbox)))


def arrive(session: Db) -> None:
    session.add(Inbox(message_id=uuid4(), type="t", at=now()))


def app() -> FastAPI:
    made = FastAPI()
    made.state.service = Spec()

    @made.post("/good")
    def good(session: Db) -> dict[str, int]:
        arrive(session)
        return {}

    @made.post("/bad")
    def bad(session: Db) -> None:
        arrive(session)
        session.flush()
        raise ZeroDivisionError

    return made


def test_every_service_writes_to_its_own_schema() -> None:
    for service in SERVICES:
        with transaction(service) as session:
            arrive(session)
            assert session.connection().scalar(text("SELECT current_schema()")) == service
    assert all(len(arrivals(service)) == 1 for service in SERVICES)


def test_publication_cannot_read_a_single_row_of_reconsideration() -> None:
    for table in ("event_log", "outbox", "clock", "audit"):
        with engine("publication").connect() as connection, pytest.raises(DBAPIError, match="permission denied"):
            connection.execute(text(f"TABLE reconsideration.{table}"))


@pytest.mark.parametrize("service", SERVICES)
def test_no_service_reads_the_schema_of_another(service: str) -> None:
    for other in SERVICES:
        if other == service:
            continue
        with engine(service).connect() as connection, pytest.raises(DBAPIError, match="permission denied"):
            connection.execute(text(f"TABLE {other}.inbox"))


def test_the_relay_reads_outboxes_and_nothing_else() -> None:
    with engine(RELAY).connect() as connection:
        connection.execute(text("SELECT * FROM reconsideration.outbox"))
        with pytest.raises(DBAPIError, match="permission denied"):
            connection.execute(text("SELECT * FROM reconsideration.event_log"))


def test_no_role_can_change_the_time_or_create_tables() -> None:
    for name in (*SERVICES, RELAY, CLOCK):
        for statement in ("DELETE FROM common.simulated_time", "CREATE TABLE common.t ()"):
            with engine(name).connect() as connection, pytest.raises(DBAPIError, match="permission denied"):
                connection.execute(text(statement))


@pytest.mark.parametrize("table", ["audit", "event_log"])
def test_append_only_tables_refuse_change_by_right_and_by_trigger(table: str) -> None:
    for statement in (f"UPDATE {table} SET at = at", f"DELETE FROM {table}"):  # noqa: S608
        with engine("notify").connect() as connection, pytest.raises(DBAPIError, match="permission denied"):
            connection.execute(text(statement))
    row = "INSERT INTO notify.event_log VALUES (gen_random_uuid(), 1, 't', '{}', now(), '2026-09-29', 'x')"
    with owner_engine().connect() as connection:
        connection.execute(text(row))
        with pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text("DELETE FROM notify.event_log"))


def test_a_request_is_committed_before_its_answer_and_rolled_back_with_its_fault() -> None:
    client = TestClient(app(), raise_server_exceptions=False)
    assert client.post("/good").status_code == 200
    assert len(arrivals("notify")) == 1
    assert client.post("/bad").status_code == 500
    assert len(arrivals("notify")) == 1


def test_a_block_that_raises_leaves_nothing() -> None:
    def half() -> None:
        with transaction("notify") as session:
            arrive(session)
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert arrivals("notify") == []


def test_many_processes_may_migrate_at_the_same_time_and_again() -> None:
    faults: list[BaseException] = []

    def migrate() -> None:
        try:
            migrate_all()
        except BaseException as error:
            faults.append(error)
            raise

    threads = [threading.Thread(target=migrate) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert migrated_services() == SERVICES
