"""The demo district on real PostgreSQL: all states at once, nothing left on its way, and the same again."""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import SQLModel, col, func, select

from services.adjudication.store import BOOK as ADJUDICATION
from services.chassis import audit
from services.chassis.case_rows import CaseColumns
from services.chassis.db import SERVICES, transaction
from services.chassis.docket import rebuild
from services.chassis.settings import settings
from services.chassis.tables import EventLog, Outbox
from services.intake.store import DisputeRow, UnitRow
from services.mediation.store import BOOK as MEDIATION
from services.notify.store import Sending
from services.publication.store import PublishedDecision
from services.reconsideration.store import BOOK as RECONSIDERATION
from services.walk import seed, stagehand

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("clean", "district")]
BOOKS = {"reconsideration": RECONSIDERATION, "mediation": MEDIATION, "adjudication": ADJUDICATION}


@pytest.fixture
def district(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("JIEFEN_DEMO_USERS", "true")
    monkeypatch.setenv("JIEFEN_POST_BOOK_DIR", str(tmp_path))
    settings.cache_clear()
    yield
    settings.cache_clear()


def load() -> None:
    assert seed.run(argparse.Namespace(if_empty=True)) == 0


def counted(service: str, table: type[SQLModel]) -> int:
    with transaction(service) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def rows(service: str) -> list[CaseColumns]:
    with transaction(service) as session:
        found = list(session.exec(select(BOOKS[service].row)).all())
        session.expunge_all()
        return found


def states(service: str) -> Counter[str]:
    return Counter(row.state for row in rows(service))


def everything() -> dict[str, object]:
    numbers: dict[str, object] = {
        service: {(str(row.id), row.number, row.state, row.version) for row in rows(service)} for service in BOOKS
    }
    return numbers | {f"{service} events": counted(service, EventLog) for service in SERVICES}


def test_forty_cases_stand_in_all_states_and_nothing_is_on_its_way() -> None:
    load()
    assert counted("intake", DisputeRow) == 40
    assert set(states("reconsideration")) == {
        *("RECEIVED", "NOT_ACCEPTED", "TRIAL", "SUSPENDED", "DRAFTED", "REVIEWED", "DECIDED", "ISSUED", "SERVED"),
        *("TERMINATED", "CLOSED"),
    }
    assert {row.redaction for row in rows("reconsideration")} == {"none", "planned", "reviewed", "published"}
    assert {row.advice for row in rows("reconsideration")} == {"none", "drafted", "served", "reported", "verified"}
    assert states("mediation").total() == 8
    assert states("adjudication").total() == 4
    assert counted("publication", PublishedDecision) == 5
    with transaction("intake") as session:
        units = Counter(session.exec(select(UnitRow.state)))
    assert units == {"referred": 34, "lawyer": 3, "told": 2, "refused": 1}, "one was not accepted, one failed unsettled"
    assert waiting() == ["reconsideration.decision_signed"], "the house's own flow issues the one decision signed today"
    assert unsent_items() == 0
    for service in SERVICES:
        with transaction(service) as session:
            assert audit.verify(session).is_whole
    assert_rebuilt()


def waiting() -> list[str]:
    found: list[str] = []
    for service in SERVICES:
        with transaction(service) as session:
            found += session.exec(select(Outbox.type).where(col(Outbox.sent_at).is_(None)))
    return found


def unsent_items() -> int:
    with transaction("notify") as session:
        return session.exec(select(func.count()).select_from(Sending).where(~col(Sending.done))).one()


def assert_rebuilt() -> None:
    for service, book in BOOKS.items():
        for row in rows(service):
            with transaction(service) as session:
                assert rebuild(session, book, row.id) == book.case.model_validate(row.snapshot)


def test_loading_it_again_changes_nothing() -> None:
    load()
    before = everything()
    load()
    assert seed.run(argparse.Namespace(if_empty=False)) == 0
    assert everything() == before


class CutOff(Exception):  # noqa: N818
    pass


def test_a_seeding_that_was_cut_off_is_finished_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    load_until(monkeypatch, acts=120)
    assert 0 < counted("intake", DisputeRow) < 40
    load()
    assert counted("intake", DisputeRow) == 40
    assert waiting() == ["reconsideration.decision_signed"]
    assert states("reconsideration").total() == 24
    assert_rebuilt()


def load_until(monkeypatch: pytest.MonkeyPatch, acts: int) -> None:
    once: Callable[[stagehand.Act], None] = stagehand._once
    done = 0

    def cut(act: stagehand.Act) -> None:
        nonlocal done
        once(act)
        done += 1
        if done == acts:
            raise CutOff

    with monkeypatch.context() as patch:
        patch.setattr(stagehand, "_once", cut)
        with pytest.raises(CutOff):
            load()
