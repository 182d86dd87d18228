"""The runner: what is scheduled runs, what was cut off runs again, what piled up runs once."""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from uuid import UUID, uuid4

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Cancelling, Crashed, Failed, Running

from flows.claims import Owner, claim, owner_of
from flows.due import choose
from flows.left_behind import requeue_left_behind
from flows.rounds import RoundIncomplete
from flows.runner import Pace, Runner, was_service_away
from services.chassis.client import CallFailed
from tests.flow.peer import CASE, Peer
from tests.flow.prefect_api import deployment_id, make_run, read_run, running, set_state, wait_for
from tests.flow.server import PrefectServer

REFERRALS = "/api/reconsideration/referrals"


@contextmanager
def flows_process(peer: Peer, prefect: PrefectServer) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m flows`, as it runs in production."""
    environment = {**os.environ, "PREFECT_API_URL": prefect.url, "JIEFEN_GATEWAY_URL": peer.url}
    with (prefect.home / "flows.log").open("wb") as out:
        child = subprocess.Popen([sys.executable, "-m", "flows"], env=environment, stderr=out)
    try:
        yield child
    finally:
        child.kill()
        child.wait()


def log_of(prefect: PrefectServer) -> bytes:
    return (prefect.home / "flows.log").read_bytes()


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)
    assert holds()


def test_a_run_that_an_event_asked_for_is_executed(peer: Peer, runner: Runner):
    unit = uuid4()
    run = wait_for(make_run("route_disputes", unit_id=unit), StateType.COMPLETED)
    assert run.run_count == 1
    assert [call.key for call in peer.asked(f"/api/intake/units/{unit}/referred")] == [f"referred:{unit}:{CASE}"]


def test_runs_are_executed_side_by_side(peer: Peer, runner: Runner):
    first, second = uuid4(), uuid4()
    held = f"/api/intake/units/{first}/offer"
    peer.hold(held)
    waiting = make_run("route_disputes", unit_id=first)
    wait_for(make_run("route_disputes", unit_id=second), StateType.COMPLETED)
    assert read_run(waiting).state_type == StateType.RUNNING
    peer.release(held)
    wait_for(waiting, StateType.COMPLETED)


@pytest.mark.usefixtures("quick")
def test_a_service_that_stays_away_delays_what_an_event_asked_for_and_loses_nothing(peer: Peer, runner: Runner):
    peer.breaks(REFERRALS, HTTPStatus.INTERNAL_SERVER_ERROR, times=4)
    run = wait_for(make_run("route_disputes", unit_id=uuid4()), StateType.COMPLETED)
    assert run.run_count == 2


@pytest.mark.usefixtures("quick")
def test_a_refused_run_ends_failed_and_waits_for_a_person(peer: Peer, runner: Runner):
    peer.breaks(REFERRALS, HTTPStatus.FORBIDDEN)
    run = wait_for(make_run("route_disputes", unit_id=uuid4()), StateType.FAILED)
    time.sleep(0.5)
    assert read_run(run.id).state_type == StateType.FAILED


def test_a_run_left_running_by_a_killed_runner_is_executed_again(peer: Peer, prefect: PrefectServer):
    unit = uuid4()
    held = f"/api/intake/units/{unit}/referred"
    peer.hold(held)
    with flows_process(peer, prefect) as killed:
        run_id = make_run("route_disputes", unit_id=unit)
        wait_until(lambda: bool(peer.asked(held)))
        killed.send_signal(signal.SIGKILL)
    assert read_run(run_id).state_type == StateType.RUNNING
    peer.release(held)
    with flows_process(peer, prefect) as second:
        run = wait_for(run_id, StateType.COMPLETED)
        second.send_signal(signal.SIGTERM)
        assert second.wait(10) == 0, "SIGTERM is a clean end"
    assert run.run_count == 2
    assert {call.key for call in peer.asked(REFERRALS)} == {f"route:{unit}:reconsideration:1"}


def test_a_stopped_runner_lets_its_run_come_to_the_end(peer: Peer, prefect: PrefectServer):
    unit = uuid4()
    held = f"/api/intake/units/{unit}/referred"
    peer.hold(held)
    with flows_process(peer, prefect) as child:
        run_id = make_run("route_disputes", unit_id=unit)
        wait_until(lambda: bool(peer.asked(held)))
        child.send_signal(signal.SIGTERM)
        peer.release(held)
        assert child.wait(10) == 0
    assert read_run(run_id).state_type == StateType.COMPLETED


def test_what_does_not_end_within_the_grace_is_broken_off_and_put_back(peer: Peer, prefect: PrefectServer):
    unit = uuid4()
    held = f"/api/intake/units/{unit}/offer"
    peer.hold(held)
    with running(Pace(poll_seconds=0.1, grace_seconds=0.1)):
        run_id = make_run("route_disputes", unit_id=unit)
        wait_until(lambda: read_run(run_id).state_type == StateType.RUNNING)
    assert read_run(run_id).state_type == StateType.SCHEDULED


def test_a_run_that_a_person_cancels_under_way_ends_cancelled(peer: Peer, prefect: PrefectServer, runner: Runner):
    unit = uuid4()
    held = f"/api/intake/units/{unit}/offer"
    peer.hold(held)
    run_id = make_run("route_disputes", unit_id=unit)
    wait_until(lambda: read_run(run_id).state_type == StateType.RUNNING)
    asyncio.run(set_state(run_id, Cancelling()))
    peer.release(held)
    wait_for(run_id, StateType.CANCELLED)


def test_a_runner_that_finds_no_prefect_waits_and_can_be_stopped(peer: Peer, prefect: PrefectServer):
    nowhere = replace(prefect, port=1)
    with flows_process(peer, nowhere) as child:
        wait_until(lambda: b"prefect_does_not_answer" in log_of(nowhere))
        assert all(json.loads(line)["level"] for line in log_of(nowhere).splitlines())
        assert child.poll() is None
        child.send_signal(signal.SIGTERM)
        assert child.wait(10) == 0


@pytest.mark.slow
def test_a_restart_of_the_prefect_server_loses_neither_the_run_under_way_nor_the_runner(
    peer: Peer, prefect: PrefectServer, runner: Runner
):
    unit = uuid4()
    held = f"/api/intake/units/{unit}/offer"
    peer.hold(held)
    under_way = make_run("route_disputes", unit_id=unit)
    wait_until(lambda: read_run(under_way).state_type == StateType.RUNNING)
    prefect.kill()
    peer.release(held)
    time.sleep(1)
    prefect.start()
    wait_for(make_run("route_disputes", unit_id=uuid4()), StateType.COMPLETED)
    wait_for(under_way, StateType.COMPLETED)
    assert {call.key for call in peer.asked(f"/api/intake/units/{unit}/referred")} == {f"referred:{unit}:{CASE}"}


def test_two_runners_never_take_the_same_run(prefect: PrefectServer):
    run_id = make_run("route_disputes", unit_id=uuid4())

    async def both_claim() -> tuple[list[bool], Owner | None]:
        async with get_client() as client:
            owners = [Owner("a", 1, "1"), Owner("b", 2, "2")]
            return [await claim(client, run_id, owner) for owner in owners], await owner_of(client, run_id)

    assert asyncio.run(both_claim()) == ([True, False], Owner("a", 1, "1"))


HERE = Owner.this_process()


@pytest.mark.parametrize(
    ("owner", "is_put_back"),
    [
        (HERE, True),
        (replace(HERE, pid=2**22 + 1), True),
        (replace(HERE, started="0"), True),
        (replace(HERE, pid=os.getppid(), started=Owner.of(os.getppid()).started), False),
        (replace(HERE, host="another machine"), False),
    ],
    ids=["mine but forgotten", "ended", "number used again", "alive beside me", "on another machine"],
)
def test_only_what_nobody_is_at_is_put_back(prefect: PrefectServer, owner: Owner, is_put_back: bool):
    run_id = make_run("route_disputes", unit_id=uuid4())

    async def tidy() -> None:
        async with get_client() as client:
            deployments = [await deployment_id(client, "route_disputes")]
            await claim(client, run_id, owner)
            await client.set_flow_run_state(run_id, Running())
            await requeue_left_behind(client, deployments, HERE, active=[])

    asyncio.run(tidy())
    assert (read_run(run_id).state_type == StateType.SCHEDULED) is is_put_back


def test_what_the_runner_is_at_is_left_alone_and_what_crashed_is_put_back(prefect: PrefectServer):
    active, crashed = (make_run("route_disputes", unit_id=uuid4()) for _ in range(2))

    async def tidy() -> None:
        async with get_client() as client:
            deployments = [await deployment_id(client, "route_disputes")]
            await claim(client, active, HERE)
            await client.set_flow_run_state(crashed, Crashed(), force=True)
            await requeue_left_behind(client, deployments, HERE, active=[active])

    asyncio.run(tidy())
    assert read_run(active).state_type == StateType.PENDING
    assert read_run(crashed).state_type == StateType.SCHEDULED


def test_sweeps_that_piled_up_while_nobody_ran_them_run_once(
    peer: Peer, prefect: PrefectServer, request: pytest.FixtureRequest
):
    runs = [make_run("sweep_clocks") for _ in range(3)]
    with sqlite3.connect(prefect.database, timeout=30) as database:
        assert database.execute("UPDATE flow_run SET auto_scheduled = 1 WHERE state_type = 'SCHEDULED'").rowcount >= 3
    request.getfixturevalue("runner")
    wait_until(lambda: all(read_run(run).state_type in {StateType.COMPLETED, StateType.CANCELLED} for run in runs))
    assert [read_run(run).state_name for run in runs] == ["Skipped", "Skipped", "Completed"]
    assert len(peer.asked("/api/mediation/-/sweep")) == 1


def run(number: int, deployment: int, *, auto: bool) -> FlowRun:
    return FlowRun(id=UUID(int=number), flow_id=UUID(int=0), deployment_id=UUID(int=deployment), auto_scheduled=auto)


def test_of_a_schedule_that_piled_up_only_the_latest_runs():
    sweeps = [run(number, 1, auto=True) for number in (1, 2, 3)]
    events = [run(number, 2, auto=False) for number in (4, 5)]
    choice = choose([*sweeps, *events], free=10, busy=[])
    assert choice.take == (sweeps[2], *events)
    assert choice.needless == (sweeps[0], sweeps[1])


def test_a_schedule_never_overtakes_itself():
    assert choose([run(1, 1, auto=True)], free=10, busy=[UUID(int=1)]).take == ()


def test_no_more_is_taken_than_there_is_room_for():
    events = [run(number, 2, auto=False) for number in (1, 2, 3)]
    assert choose(events, free=2, busy=[]).take == (events[0], events[1])


@pytest.mark.parametrize(
    ("fault", "is_away"),
    [(CallFailed("intake", "status 500"), True), (TimeoutError(), True), (RoundIncomplete("two failed"), False)],
)
def test_silence_and_slowness_are_worth_waiting_for(fault: Exception, is_away: bool):
    assert asyncio.run(was_service_away(Failed(data=fault))) is is_away


def test_what_brings_its_runner_down_again_and_again_is_given_up(
    prefect: PrefectServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("flows.left_behind.MOST_ATTEMPTS", 1)
    run_id = make_run("route_disputes", unit_id=uuid4())

    async def tidy() -> None:
        async with get_client() as client:
            deployments = [await deployment_id(client, "route_disputes")]
            await claim(client, run_id, HERE)
            await client.set_flow_run_state(run_id, Running())
            await requeue_left_behind(client, deployments, HERE, active=[])

    asyncio.run(tidy())
    assert read_run(run_id).state_type == StateType.FAILED


def test_what_a_person_cancels_while_nobody_is_at_it_ends_cancelled(prefect: PrefectServer):
    run_id = make_run("route_disputes", unit_id=uuid4())

    async def tidy() -> None:
        async with get_client() as client:
            deployments = [await deployment_id(client, "route_disputes")]
            await claim(client, run_id, HERE)
            await client.set_flow_run_state(run_id, Cancelling(), force=True)
            await requeue_left_behind(client, deployments, HERE, active=[])

    asyncio.run(tidy())
    assert read_run(run_id).state_type == StateType.CANCELLED
