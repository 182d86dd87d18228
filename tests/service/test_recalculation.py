"""After a new notice: limits that change are moved under the lock of their case, once, and nothing else is written."""

import threading
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from services.chassis import audit, calendar_import, clocks, recalculate
from services.chassis.clock_rows import ClockRow, LawMark
from services.chassis.db import transaction
from services.chassis.docket import history, rebuild
from services.chassis.law_in_use import in_use, law_in_use
from services.chassis.tables import AuditEntry
from services.kernel.calendar_layers import Layers
from services.kernel.moved_limits import LimitMoved
from services.reconsideration import handlers, views
from services.reconsideration.app import create
from services.reconsideration.commands import AcceptApplication
from services.reconsideration.store import BOOK
from tests.fixtures.calendars import NOTICE_2027, notice, shipped_before_amendment
from tests.fixtures.reconsideration import ALL_MET, OFFICER, act, offer, open_case, read
from tests.fixtures.web import on_day, program

pytestmark = pytest.mark.usefixtures("clean")

SERVICE = "reconsideration"
KEY = "arl.ordinary"


@pytest.fixture
def of_2019() -> Iterator[Layers]:
    """2019年初: 国办发明电〔2019〕3号 has not yet moved the May holiday."""
    with shipped_before_amendment(2019) as layers:
        yield layers


@pytest.fixture
def of_2020() -> Iterator[Layers]:
    """2020年初: 国办发明电〔2020〕1号 has not yet made the Spring Festival longer."""
    with shipped_before_amendment(2020) as layers:
        yield layers


def in_trial(accepted_on: date) -> UUID:
    """A case under review since this day; 60 days to decide (行政复议法 1999 第三十一条)."""
    facts = offer().act.model_copy(update={"made_on": accepted_on, "served_on": accepted_on})
    case_id = open_case(accepted_on, act=facts)
    act(case_id, AcceptApplication(met=ALL_MET), OFFICER, accepted_on)
    return case_id


def row_of(case_id: UUID, key: str = KEY) -> ClockRow:
    with transaction(SERVICE) as session:
        found = select(ClockRow).where(col(ClockRow.case_id) == case_id, col(ClockRow.key) == key)
        return session.exec(found).one()


def take_in(year: int, on: date) -> recalculate.Recalculated:
    """The notice of a year as it stands today, stored and reckoned with."""
    store(notice(year), f"{year}.yaml")
    return level(on)


def store(file: str, name: str = "notice.yaml") -> None:
    calendar_import.store(calendar_import.prepare(name, file), because="试验", by="tester")


def level(on: date) -> recalculate.Recalculated:
    return recalculate.recalculate(SERVICE, handlers.level_as(on))


def moves(case_id: UUID) -> list[LimitMoved]:
    with transaction(SERVICE) as session:
        return [fact for fact in history(session, BOOK, case_id) if isinstance(fact, LimitMoved)]


def written(table: str) -> dict[str, str]:
    """Which transaction last wrote each row."""
    with transaction(SERVICE) as session:
        rows = session.connection().execute(text(f"SELECT id::text AS id, xmin::text AS by FROM {table}"))  # noqa: S608
        return {row.id: row.by for row in rows}


def test_the_longer_spring_festival_of_2020_moves_a_limit_later(of_2020: Layers) -> None:
    """国办发明电〔2020〕1号: sixty days from 2019-12-02 ended on 01-31 and end on 02-03."""
    case_id = in_trial(date(2019, 12, 2))
    assert row_of(case_id).due_on == date(2020, 1, 31)
    assert take_in(2020, date(2020, 1, 27)).moved == 1
    assert (row_of(case_id).nominal_on, row_of(case_id).due_on) == (date(2020, 1, 31), date(2020, 2, 3))
    (told,) = moves(case_id)
    assert (told.key, told.was_on, told.now_on) == (KEY, date(2020, 1, 31), date(2020, 2, 3))
    assert (told.notice, told.calendar) == ("国办发明电〔2020〕1号", 1)


def test_the_may_holiday_of_2019_moves_a_limit_earlier(of_2019: Layers) -> None:
    """国办发明电〔2019〕3号: sixty days from 2019-02-27 ended on 04-29 and end on Sunday 04-28, which became worked."""
    case_id = in_trial(date(2019, 2, 27))
    assert row_of(case_id).due_on == date(2019, 4, 29)
    assert take_in(2019, date(2019, 3, 25)).moved == 1
    assert row_of(case_id).due_on == date(2019, 4, 28)
    assert [(fact.was_on, fact.now_on) for fact in moves(case_id)] == [(date(2019, 4, 29), date(2019, 4, 28))]


def test_the_case_page_shows_the_move_and_its_notice(of_2020: Layers) -> None:
    case_id = in_trial(date(2019, 12, 2))
    today = date(2020, 1, 27)
    with transaction(SERVICE) as session:
        before = views.sheet(session, case_id, OFFICER, today)
    take_in(2020, today)
    with transaction(SERVICE) as session:
        after = views.sheet(session, case_id, OFFICER, today)
    line = {one.key: one.due.due_on for one in before.clocks}, {one.key: one.due.due_on for one in after.clocks}
    assert (line[0][KEY], line[1][KEY]) == (date(2020, 1, 31), date(2020, 2, 3))
    assert after.timeline[0].title == "放假安排调整，期限变动"
    detail = after.timeline[0].detail or ""
    assert "2020年1月31日" in detail
    assert "2020年2月3日" in detail
    assert "国办发明电〔2020〕1号" in detail


def test_a_move_is_in_the_audit_chain_and_in_the_rebuilt_case(of_2020: Layers) -> None:
    case_id = in_trial(date(2019, 12, 2))
    take_in(2020, date(2020, 1, 27))
    with transaction(SERVICE) as session:
        (entry,) = session.exec(select(AuditEntry).where(col(AuditEntry.action) == "limit_moved"))
        assert entry.subject == f"reconsideration:{case_id}"
        assert (entry.detail["was_on"], entry.detail["now_on"]) == ("2020-01-31", "2020-02-03")
        assert entry.detail["notice"] == "国办发明电〔2020〕1号"
        assert audit.verify(session).is_whole
        assert rebuild(session, BOOK, case_id) == read(case_id)


def test_limits_outside_the_window_are_not_written(of_2020: Layers) -> None:
    moved, over, later = (in_trial(on) for on in (date(2019, 12, 2), date(2019, 10, 8), date(2020, 2, 3)))
    before = written("clock")
    assert take_in(2020, date(2020, 1, 27)).moved == 1
    after = written("clock")
    assert {id_ for id_ in before if before[id_] != after[id_]} == {str(row_of(moved).id)}
    assert row_of(later).calendar_version == row_of(over).calendar_version != row_of(moved).calendar_version


def test_a_second_recalculation_changes_nothing(of_2020: Layers) -> None:
    case_id = in_trial(date(2019, 12, 2))
    take_in(2020, date(2020, 1, 27))
    before = written("clock")
    again = level(date(2020, 1, 28))
    assert (again.moved, again.firmed) == (0, 0)
    assert written("clock") == before
    assert len(moves(case_id)) == 1


def test_a_crash_between_two_cases_is_made_good_by_the_next_run(of_2020: Layers) -> None:
    cases = [in_trial(date(2019, 12, 2)) for _ in range(3)]
    store(notice(2020))
    whole = handlers.level_as(date(2020, 1, 27))
    done: list[UUID] = []

    def crash_at_the_second(session: object, case_id: UUID) -> int:
        if done:
            raise KeyboardInterrupt
        done.append(case_id)
        return whole(session, case_id)  # type: ignore[arg-type]  # the test needs no more of a session than its name

    with pytest.raises(KeyboardInterrupt):
        recalculate.recalculate(SERVICE, crash_at_the_second)
    assert sorted(len(moves(case_id)) for case_id in cases) == [0, 0, 1]
    assert level(date(2020, 1, 28)).moved == 2
    assert [len(moves(case_id)) for case_id in cases] == [1, 1, 1]


def test_one_broken_case_does_not_keep_the_others_from_moving(of_2020: Layers) -> None:
    bad, good = in_trial(date(2019, 12, 2)), in_trial(date(2019, 12, 2))
    store(notice(2020))
    whole = handlers.level_as(date(2020, 1, 27))

    def breaks(session: object, case_id: UUID) -> int:
        return whole(session, case_id) if case_id != bad else 1 // 0  # type: ignore[arg-type]  # as above

    with pytest.raises(ExceptionGroup) as faults:
        recalculate.recalculate(SERVICE, breaks)
    assert faults.group_contains(ZeroDivisionError)
    assert (len(moves(bad)), len(moves(good))) == (0, 1)
    assert level(date(2020, 1, 28)).moved == 1


def test_an_officer_at_work_waits_for_nobody_and_the_move_is_told_once(of_2020: Layers) -> None:
    """The officer's step reckons with the new law and tells of the move; recalculation finds it done."""
    cases = [in_trial(date(2019, 12, 2)) for _ in range(6)]
    store(notice(2020))
    on, faults = date(2020, 1, 27), []

    def work(job: object) -> None:
        try:
            job()  # type: ignore[operator]  # a thunk
        except Exception as fault:  # noqa: BLE001 - raised by the assertion below
            faults.append(fault)

    def officer() -> None:
        for case_id in reversed(cases):
            with transaction(SERVICE) as session:
                handlers.send_copy(session, case_id, OFFICER, today=on)

    jobs = [officer, lambda: level(on), lambda: level(on)]
    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert [len(moves(case_id)) for case_id in cases] == [1] * 6
    assert {row_of(case_id).due_on for case_id in cases} == {date(2020, 2, 3)}
    assert all(any(paper.kind == "reply_notice" for paper in read(case_id).papers) for case_id in cases)


def test_a_command_that_comes_before_the_sweep_tells_of_the_move_itself(of_2020: Layers) -> None:
    case_id = in_trial(date(2019, 12, 2))
    store(notice(2020))
    with transaction(SERVICE) as session:
        handlers.send_copy(session, case_id, OFFICER, today=date(2020, 1, 27))
    assert [fact.now_on for fact in moves(case_id)] == [date(2020, 2, 3)]


def test_a_transaction_reckons_with_the_law_it_began_with(of_2020: Layers) -> None:
    with transaction(SERVICE):
        before = law_in_use()
        worker = threading.Thread(target=store, args=(notice(2020),))
        worker.start()
        worker.join()
        assert law_in_use() is before
    with transaction(SERVICE):
        assert law_in_use().calendar.version != before.calendar.version


def test_a_date_committed_with_the_older_law_is_found_by_a_later_search(of_2020: Layers) -> None:
    """A transaction that began before the notice may end after the search: the mark settles only when none is left."""
    with transaction(SERVICE):
        old = law_in_use()
    take_in(2020, date(2020, 1, 27))
    late = in_trial(date(2019, 12, 2))
    with transaction(SERVICE) as session:
        clocks.level(session.get_one(ClockRow, row_of(late).id), old)
    assert row_of(late).due_on == date(2020, 1, 31)
    assert level(date(2020, 1, 27)).moved == 1
    assert row_of(late).due_on == date(2020, 2, 3)


def test_the_mark_settles_once_the_law_has_been_seen_for_long_enough(of_2020: Layers) -> None:
    in_trial(date(2019, 12, 2))
    level(date(2020, 1, 20))
    assert settled() == ""
    long_ago()
    level(date(2020, 1, 20))
    with transaction(SERVICE):
        assert settled() == in_use().mark
    take_in(2020, date(2020, 1, 27))
    with transaction(SERVICE):
        assert settled() != in_use().mark


def test_a_new_year_makes_provisional_dates_firm_without_an_event() -> None:
    """行政复议法 第六十二条: sixty days from 2026-11-16 end on 2027-01-15, a Friday with or without a notice."""
    case_id = in_trial(date(2026, 11, 16))
    assert (row_of(case_id).due_on, row_of(case_id).provisional) == (date(2027, 1, 15), True)
    store(NOTICE_2027)
    done = level(date(2026, 11, 23))
    assert (done.moved, done.firmed) == (0, 1)
    assert (row_of(case_id).due_on, row_of(case_id).provisional) == (date(2027, 1, 15), False)
    assert moves(case_id) == []


def test_the_round_of_the_flows_brings_limits_level_before_it_sweeps(of_2020: Layers) -> None:
    """Stored while the house ran: on 2020-02-03 the limit still runs, on 02-04 it has run out."""
    case_id = in_trial(date(2019, 12, 2))
    store(notice(2020))
    for day, runs in ((date(2020, 2, 3), True), (date(2020, 2, 4), False)):
        with on_day(day):
            answer = program(create(), SERVICE).post("/api/reconsideration/-/sweep", json={"on": day.isoformat()})
        assert answer.status_code == 200
        assert read(case_id).clocks.is_live(KEY) is runs
    assert [fact.now_on for fact in moves(case_id)] == [date(2020, 2, 3)]


def settled() -> str:
    with transaction(SERVICE) as session:
        return session.get_one(LawMark, 1).settled


def long_ago() -> None:
    with transaction(SERVICE) as session:
        session.connection().execute(text("UPDATE law_mark SET seen_at = seen_at - interval '1 day'"))
