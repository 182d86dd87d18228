"""A sweep over many limits: in batches, one case locked at a time, and nothing that fails is tried without end."""

import threading
import tracemalloc
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from services.chassis import clocks, now, sweeping
from services.chassis.clock_rows import ClockRow, SweepFault
from services.chassis.db import HouseSession, transaction
from services.kernel.clocks import Clocks
from services.kernel.facts import ClockState
from services.kernel.law import the_law
from services.kernel.refusal import Refused

pytestmark = pytest.mark.usefixtures("clean")

SERVICE = "reconsideration"
FILED, DAY_AFTER = date(2026, 9, 29), date(2026, 10, 13)  # 行政复议法 第三十条: due on 2026-10-12
MORNING = datetime(2026, 10, 13, 1, 0, tzinfo=UTC)
MEMORY = 1_000_000


def open_one(on: date = FILED) -> UUID:
    case_id = uuid4()
    with transaction(SERVICE) as session:
        clocks.sync_clocks(session, case_id, Clocks().start("arl.review", on), the_law())
    return case_id


def open_many(count: int) -> None:
    """Copies of one clock, all due on the same day: the order of a sweep then rests on the ids alone."""
    model = open_one()
    copies = text(
        "INSERT INTO clock SELECT (jsonb_populate_record(clock, jsonb_build_object("
        "'id', gen_random_uuid(), 'case_id', gen_random_uuid()))).*"
        " FROM clock, generate_series(2, :count) WHERE case_id = :model"
    )
    with transaction(SERVICE) as session:
        session.connection().execute(copies, {"count": count, "model": model})


def close_row(session: HouseSession, case_id: UUID, key: str, rule: str) -> bool:
    """The least that a lapse can do: end the row."""
    assert (key, rule) == ("arl.review", "arl.review")
    ended = text("UPDATE clock SET state = 'lapsed' WHERE case_id = :case AND key = :key AND state = 'running'")
    session.connection().execute(ended, {"case": case_id, "key": key})
    return True


def refuse(_session: HouseSession, _case_id: UUID, _key: str, _rule: str) -> bool:
    raise Refused("case.closed", "案件已结。")


def running() -> int:
    with transaction(SERVICE) as session:
        return len(session.exec(select(ClockRow.id).where(col(ClockRow.state) == ClockState.RUNNING)).all())


def faults() -> list[SweepFault]:
    with transaction(SERVICE) as session:
        return list(session.exec(select(SweepFault)).all())


@pytest.fixture
def clock() -> "FrozenClock":
    frozen = FrozenClock()
    now.use_offset_reader(frozen.offset)
    return frozen


@pytest.fixture(autouse=True)
def _real_clock_again() -> None:
    now.use_offset_reader(None)


class FrozenClock:
    """The house lives on this morning until it is moved on."""

    def __init__(self) -> None:
        self.at = MORNING
        self._real = now.now() - now.offset()

    def offset(self) -> timedelta:
        return self.at - self._real

    def on(self, **later: int) -> None:
        self.at += timedelta(**later)


def test_more_clocks_than_a_batch_all_run_out_each_once() -> None:
    open_many(2 * sweeping.BATCH + 7)
    lapsed: list[UUID] = []

    def lapse(session: HouseSession, case_id: UUID, key: str, rule: str) -> bool:
        lapsed.append(case_id)
        return close_row(session, case_id, key, rule)

    result = sweeping.sweep(SERVICE, DAY_AFTER, lapse)
    assert (result.lapsed, result.looked_at) == (407, 407)
    assert len(set(lapsed)) == 407
    assert running() == 0


def test_two_sweeps_at_once_share_many_clocks_and_let_none_run_out_twice() -> None:
    open_many(600)
    lapsed: list[UUID] = []

    def lapse(session: HouseSession, case_id: UUID, key: str, rule: str) -> bool:
        lapsed.append(case_id)
        return close_row(session, case_id, key, rule)

    threads = [threading.Thread(target=sweeping.sweep, args=(SERVICE, DAY_AFTER, lapse)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(lapsed), len(set(lapsed)), running()) == (600, 600, 0)


def test_a_batch_full_of_refused_clocks_does_not_keep_the_others_from_their_turn() -> None:
    open_many(sweeping.BATCH + 5)
    last = open_one(date(2026, 9, 30))

    def lapse(session: HouseSession, case_id: UUID, key: str, rule: str) -> bool:
        return close_row(session, case_id, key, rule) if case_id == last else refuse(session, case_id, key, rule)

    result = sweeping.sweep(SERVICE, date(2026, 10, 14), lapse)
    assert (result.lapsed, result.looked_at) == (1, sweeping.BATCH + 6)


def test_a_refused_clock_rests_and_is_then_tried_again_later_and_later(clock: FrozenClock) -> None:
    open_one()

    def tried() -> bool:
        return sweeping.sweep(SERVICE, DAY_AFTER, refuse).looked_at == 1

    assert [tried(), tried()] == [True, False]
    clock.on(minutes=10)
    assert [tried(), tried()] == [True, False]
    clock.on(minutes=10)
    assert not tried()
    clock.on(minutes=10)
    assert tried()
    (fault,) = faults()
    assert (fault.tries, fault.code) == (3, "case.closed")


def test_however_often_it_failed_a_clock_rests_no_longer_than_three_hours(clock: FrozenClock) -> None:
    open_one()
    for _ in range(20):
        assert sweeping.sweep(SERVICE, DAY_AFTER, refuse).looked_at == 1
        clock.on(hours=3)
    assert faults()[0].tries == 20


def test_a_clock_that_runs_out_at_last_is_forgiven(clock: FrozenClock) -> None:
    open_one()
    sweeping.sweep(SERVICE, DAY_AFTER, refuse)
    clock.on(minutes=10)
    assert sweeping.sweep(SERVICE, DAY_AFTER, close_row).lapsed == 1
    assert faults() == []


def test_of_very_many_faults_only_some_are_raised_in_full() -> None:
    open_many(3 * sweeping.KEPT_FAULTS)

    def lapse(_session: HouseSession, _case_id: UUID, _key: str, _rule: str) -> bool:
        raise ZeroDivisionError

    with pytest.raises(ExceptionGroup, match="60 clocks of reconsideration") as told:
        sweeping.sweep(SERVICE, DAY_AFTER, lapse)
    assert len(told.value.exceptions) == sweeping.KEPT_FAULTS
    assert running() == 60


def test_a_step_that_broke_leaves_nothing_behind() -> None:
    open_one()

    def lapse(session: HouseSession, case_id: UUID, key: str, rule: str) -> bool:
        close_row(session, case_id, key, rule)
        raise ZeroDivisionError

    with pytest.raises(ExceptionGroup):
        sweeping.sweep(SERVICE, DAY_AFTER, lapse)
    assert running() == 1


def test_a_sweep_and_an_officer_with_the_same_case_never_wait_for_each_other_in_a_circle() -> None:
    """The officer holds the case and then writes its clock; the sweep must not hold the clock when it asks for the case."""
    case_id = open_one()
    sweep_is_in, officer_wrote = threading.Event(), threading.Event()

    def lapse(session: HouseSession, asked: UUID, key: str, rule: str) -> bool:
        sweep_is_in.set()
        assert officer_wrote.wait(timeout=5), "the officer waits for a lock of the sweep"
        return close_row(session, asked, key, rule)

    def officer() -> None:
        assert sweep_is_in.wait(timeout=5)
        with transaction(SERVICE) as session:
            met = Clocks().start("arl.review", FILED).meet("arl.review", DAY_AFTER)
            clocks.sync_clocks(session, case_id, met, the_law())
            officer_wrote.set()

    at_work = threading.Thread(target=officer)
    at_work.start()
    sweeping.sweep(SERVICE, DAY_AFTER, lapse)
    at_work.join()
    with transaction(SERVICE) as session:
        assert session.exec(select(ClockRow)).one().state == ClockState.MET


def test_a_clock_that_another_sweep_holds_is_passed_over() -> None:
    open_one()
    results = []

    def lapse(session: HouseSession, case_id: UUID, key: str, rule: str) -> bool:
        results.append(sweeping.sweep(SERVICE, DAY_AFTER, close_row))
        return close_row(session, case_id, key, rule)

    assert sweeping.sweep(SERVICE, DAY_AFTER, lapse).lapsed == 1
    assert [(other.lapsed, other.looked_at) for other in results] == [(0, 1)]


def peak_of_a_sweep(count: int) -> int:
    open_many(count)
    tracemalloc.start()
    try:
        assert sweeping.sweep(SERVICE, DAY_AFTER, close_row).lapsed == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_the_memory_of_a_sweep_does_not_grow_with_the_number_of_due_clocks() -> None:
    """Twenty times as many; their ids alone, held at once, would be twice what is allowed."""
    peak_of_a_sweep(1_000)  # what is loaded once in a process
    few, many = peak_of_a_sweep(1_000), peak_of_a_sweep(20_000)
    assert many - few < MEMORY, f"{few} bytes for 1,000 clocks, {many} for 20,000"
