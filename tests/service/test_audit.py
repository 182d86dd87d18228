"""The audit chain: whatever is changed in it, or taken out of it, shows."""

import threading

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from services.chassis import audit
from services.chassis.db import owner_engine, transaction
from services.chassis.tables import AuditEntry
from services.kernel.principal import Principal

pytestmark = pytest.mark.usefixtures("clean")
OFFICER = Principal(kind="user", id="officer-1", roles=frozenset({"officer"}))


def record(*actions: str) -> None:
    for action in actions:
        with transaction("intake") as session:
            audit.record(session, OFFICER, action, "dispute:1", detail={"version": 2, "document": "a" * 64})


def chain() -> audit.Chain:
    with transaction("intake") as session:
        return audit.verify(session)


def actions() -> list[str]:
    with transaction("intake") as session:
        return list(session.exec(select(AuditEntry.action).order_by(col(AuditEntry.seq))))


def tamper(statement: str) -> None:
    """What only someone with the owner's rights can do, and even then only by taking the trigger away."""
    with owner_engine().begin() as connection:
        connection.execute(text("ALTER TABLE intake.audit DISABLE TRIGGER append_only"))
        connection.execute(text(statement))
        connection.execute(text("ALTER TABLE intake.audit ENABLE TRIGGER append_only"))


def test_an_empty_chain_is_whole() -> None:
    assert chain() == audit.Chain(0, audit.START, ())


def test_every_act_seals_the_one_before() -> None:
    record("register", "split", "route")
    found = chain()
    assert found.is_whole
    assert found.length == 3
    assert actions() == ["register", "split", "route"]


@pytest.mark.parametrize("column", ["who", "action", "subject", "outcome", "previous"])
def test_a_changed_entry_is_found(column: str) -> None:
    record("register", "split", "route")
    tamper(f"UPDATE intake.audit SET {column} = 'other' WHERE seq = 2")  # noqa: S608
    faults = chain().faults
    assert any("第2条" in fault for fault in faults)


def test_a_changed_detail_or_time_is_found() -> None:
    record("register")
    tamper("UPDATE intake.audit SET detail = '{}'")
    assert not chain().is_whole


def test_an_entry_taken_out_of_the_middle_is_found() -> None:
    record("register", "split", "route")
    tamper("DELETE FROM intake.audit WHERE seq = 2")
    assert any("第1条之后缺少" in fault for fault in chain().faults)


def test_a_cut_off_end_shows_against_a_head_noted_elsewhere() -> None:
    record("register", "split")
    noted = chain().head
    tamper("DELETE FROM intake.audit WHERE seq = 2")
    assert chain().is_whole
    assert chain().head != noted


def test_writers_at_the_same_time_make_one_chain() -> None:
    threads = [threading.Thread(target=record, args=("a", "b", "c", "d", "e")) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert chain().is_whole
    assert chain().length == 25


def test_a_step_rolled_back_is_not_in_the_chain_but_its_refusal_can_be() -> None:
    def refused() -> None:
        with transaction("intake") as session:
            audit.record(session, OFFICER, "accept", "case:1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        refused()
    audit.record_apart("intake", OFFICER, "accept", "case:1", "denied")
    assert actions() == ["accept"]
    assert chain().is_whole


def test_a_rolled_back_savepoint_takes_its_acts_with_it() -> None:
    with transaction("intake") as session:
        audit.record(session, OFFICER, "first", "case:1")
        savepoint = session.begin_nested()
        audit.record(session, OFFICER, "never", "case:1")
        savepoint.rollback()
        with session.begin_nested():
            audit.record(session, OFFICER, "last", "case:1")
    assert actions() == ["first", "last"]


@pytest.mark.parametrize("value", ["310107199001011234", "13912345678", "张" * 301])
def test_personal_data_and_stories_do_not_enter_the_chain(value: str) -> None:
    with transaction("intake") as session, pytest.raises(ValueError, match="audit chain"):
        audit.record(session, OFFICER, "view", "case:1", detail={"note": value})
