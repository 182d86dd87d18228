"""Clocks as rows: level with the case, and run out once, on the day after the last one."""

import threading
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from services.chassis import clocks, sweeping
from services.chassis.clock_rows import ClockRow, MissedLimit
from services.chassis.db import HouseSession, transaction
from services.kernel.clocks import Clocks
from services.kernel.facts import ClockState
from services.kernel.law import the_law
from services.kernel.refusal import Refused

pytestmark = pytest.mark.usefixtures("clean")

SERVICE = "reconsideration"
FILED = date(2026, 9, 29)
DUE = date(2026, 10, 12)  # 行政复议法 第三十条: five working days across the National Day holiday of 2026
DAY_AFTER = date(2026, 10, 13)


class Docket:
    """A case's own clocks, as a service keeps them."""

    def __init__(self) -> None:
        self.cases: dict[UUID, Clocks] = {}
        self.lapsed: list[UUID] = []

    def open(self, on: date = FILED) -> UUID:
        case_id = uuid4()
        self.save(case_id, Clocks().start("arl.review", on))
        return case_id

    def save(self, case_id: UUID, changed: Clocks) -> None:
        with transaction(SERVICE) as session:
            self.write(session, case_id, changed)

    def write(self, session: HouseSession, case_id: UUID, changed: Clocks) -> None:
        self.cases[case_id] = changed
        clocks.sync_clocks(session, case_id, changed, the_law())

    def lapse(self, session: HouseSession, case_id: UUID, key: str, rule: str) -> bool:
        assert (key, rule) == ("arl.review", "arl.review")
        self.write(session, case_id, self.cases[case_id].lapse(key, DAY_AFTER))
        self.lapsed.append(case_id)
        return True

    def sweep(self, today: date) -> tuple[int, int]:
        result = sweeping.sweep(SERVICE, today, self.lapse)
        return result.lapsed, result.looked_at


@pytest.fixture
def docket() -> Docket:
    return Docket()


def row_of(case_id: UUID) -> ClockRow:
    with transaction(SERVICE) as session:
        return session.exec(select(ClockRow).where(col(ClockRow.case_id) == case_id)).one()


def written_by(case_id: UUID) -> str:
    """The transaction that last wrote the row."""
    with transaction(SERVICE) as session:
        return str(session.connection().exec_driver_sql(f"SELECT xmin FROM clock WHERE case_id = '{case_id}'").scalar())  # noqa: S608


def test_a_clock_row_holds_the_facts_and_the_day_derived_from_them(docket: Docket) -> None:
    row = row_of(docket.open())
    assert (row.due_on, row.nominal_on, row.state) == (DUE, DUE, ClockState.RUNNING)
    assert row.facts == Clocks().start("arl.review", FILED).get("arl.review")
    assert row.calendar_version == the_law().calendar.version
    assert not row.provisional


def test_a_row_that_does_not_change_is_not_written(docket: Docket) -> None:
    case_id = docket.open()
    before = written_by(case_id)
    docket.save(case_id, docket.cases[case_id])
    assert written_by(case_id) == before
    docket.save(case_id, docket.cases[case_id].meet("arl.review", DUE))
    assert written_by(case_id) != before


def test_a_suspended_clock_has_no_last_day_and_is_not_swept(docket: Docket) -> None:
    """行政复议法 第三十九条: while the review stands still its time does not run."""
    case_id = docket.open()
    docket.save(case_id, docket.cases[case_id].suspend("arl.review", FILED, "other"))
    assert (row_of(case_id).state, row_of(case_id).due_on) == (ClockState.SUSPENDED, None)
    assert docket.sweep(date(2027, 1, 1)) == (0, 0)


@pytest.mark.parametrize(("today", "expected"), [(date(2026, 10, 11), (0, 0)), (DUE, (0, 0)), (DAY_AFTER, (1, 1))])
def test_a_clock_runs_out_on_the_day_after_its_last_day(docket: Docket, today: date, expected: tuple[int, int]) -> None:
    """行政复议法 第三十条: the whole last day belongs to the reconsideration body."""
    docket.open()
    assert docket.sweep(today) == expected


def test_a_second_sweep_finds_nothing_left_to_do(docket: Docket) -> None:
    case_id = docket.open()
    docket.sweep(DAY_AFTER)
    assert docket.sweep(DAY_AFTER) == (0, 0)
    assert row_of(case_id).state == ClockState.LAPSED


def test_two_sweeps_at_the_same_time_let_each_clock_run_out_once(docket: Docket) -> None:
    cases = {docket.open() for _ in range(30)}
    threads = [threading.Thread(target=docket.sweep, args=(DAY_AFTER,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(docket.lapsed) == sorted(cases)


def test_a_clock_that_was_met_after_the_search_does_not_run_out(docket: Docket) -> None:
    """The search only narrows: the officer accepted while the sweep was at work on another case."""
    first, second = docket.open(date(2026, 9, 28)), docket.open()

    def lapse(session: HouseSession, case_id: UUID, key: str, rule: str) -> bool:
        assert case_id == first
        docket.save(second, docket.cases[second].meet("arl.review", DUE))
        return docket.lapse(session, case_id, key, rule)

    assert sweeping.sweep(SERVICE, DAY_AFTER, lapse).lapsed == 1
    assert row_of(second).state == ClockState.MET


def test_a_stale_due_date_in_the_row_does_not_let_a_clock_run_out(docket: Docket) -> None:
    case_id = docket.open()
    with transaction(SERVICE) as session:
        session.get_one(ClockRow, row_of(case_id).id).due_on = date(2026, 10, 1)
    assert docket.sweep(DUE) == (0, 1)


def test_a_clock_does_not_run_out_before_the_day_a_party_was_told(docket: Docket) -> None:
    case_id = docket.open()
    told = date(2026, 10, 20)
    with transaction(SERVICE) as session:
        clocks.tell(session, case_id, "arl.review", told)
    assert docket.sweep(told) == (0, 0)
    assert docket.sweep(date(2026, 10, 21)) == (1, 1)


def test_a_refusal_in_one_case_does_not_stop_the_others(docket: Docket) -> None:
    first, second = docket.open(date(2026, 9, 28)), docket.open()

    def lapse(session: HouseSession, case_id: UUID, key: str, rule: str) -> bool:
        if case_id == first:
            raise Refused("case.closed", "案件已结。")
        return docket.lapse(session, case_id, key, rule)

    result = sweeping.sweep(SERVICE, DAY_AFTER, lapse)
    assert (result.lapsed, result.looked_at) == (1, 2)
    assert docket.lapsed == [second]


def test_a_fault_in_one_case_is_raised_after_the_others_had_their_turn(docket: Docket) -> None:
    first, second = docket.open(date(2026, 9, 28)), docket.open()

    def lapse(session: HouseSession, case_id: UUID, key: str, rule: str) -> bool:
        docket.lapse(session, case_id, key, rule)
        return 1 // (case_id != first) == 1

    with pytest.raises(ExceptionGroup) as faults:
        sweeping.sweep(SERVICE, DAY_AFTER, lapse)
    assert faults.group_contains(ZeroDivisionError)
    assert (row_of(first).state, row_of(second).state) == (ClockState.RUNNING, ClockState.LAPSED)


def test_overdue_clocks_are_listed_with_the_oldest_first(docket: Docket) -> None:
    second, first = docket.open(), docket.open(date(2026, 9, 28))
    with transaction(SERVICE) as session:
        assert sweeping.due(session, DUE) == [] or [row.case_id for row in sweeping.due(session, DUE)] == [first]
        assert [row.case_id for row in sweeping.due(session, DAY_AFTER)] == [first, second]


def test_a_missed_limit_is_recorded_once() -> None:
    case_id = uuid4()
    with transaction(SERVICE) as session:
        noted = [
            clocks.record_missed(session, case_id, "arl.send_copy", "arl.send_copy", due_on=DUE, on=DAY_AFTER)
            for _ in range(2)
        ]
        assert noted == [True, False]
        assert session.exec(select(MissedLimit)).one().due_on == DUE
