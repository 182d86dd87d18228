"""The pinned versions work together, and registering takes nothing away (docs/decisions/0012)."""

import asyncio
import sqlite3
from datetime import timedelta
from importlib.metadata import version
from uuid import UUID

import httpx
import pytest
from packaging.version import Version
from prefect.client.orchestration import get_client
from prefect.states import Pending

from flows.deploy import register
from flows.registry import FLOWS, TIMEZONE, FlowSpec
from flows.serve import deployments
from tests.flow.prefect_api import deployment_id, make_run
from tests.flow.server import PrefectServer


def test_versions_stand_where_the_prefect_server_works():
    assert version("prefect") == "3.8.8"
    assert Version("0.139") <= Version(version("fastapi")) < Version("0.151")
    assert Version(version("sqlalchemy")) < Version("2.1")


def test_the_server_of_the_pinned_versions_starts_and_answers(prefect: PrefectServer):
    assert httpx.get(f"{prefect.url}/admin/version").json() == "3.8.8"


def test_registering_twice_makes_each_deployment_once_and_leaves_it_alone(prefect: PrefectServer):
    async def register_twice() -> tuple[dict[UUID, FlowSpec], ...]:
        async with get_client() as client:
            first = dict(await register(client))
            before = {found.id: found.updated for found in await client.read_deployments()}
            second = dict(await register(client))
            after = {found.id: found.updated for found in await client.read_deployments()}
            assert before == after
            return first, second

    first, second = asyncio.run(register_twice())
    assert first == second
    assert {spec.name for spec in first.values()} == {spec.name for spec in FLOWS}


def test_schedules_are_in_the_legal_time_of_shanghai(prefect: PrefectServer):
    async def schedules() -> dict[str, tuple[str, str]]:
        async with get_client() as client:
            await register(client)
            return {
                found.entrypoint.rpartition(".")[2]: (
                    found.schedules[0].schedule.cron,
                    found.schedules[0].schedule.timezone,
                )
                for found in await client.read_deployments()
                if found.schedules
            }

    assert asyncio.run(schedules()) == {
        "sweep_clocks": ("*/10 * * * *", TIMEZONE),
        "remind": ("30 8 * * *", TIMEZONE),
        "watch_calendar": ("0 8 * * *", TIMEZONE),
        "follow_up_advice": ("0 9 * * *", TIMEZONE),
    }


def test_the_same_event_starts_one_run(prefect: PrefectServer):
    unit = UUID(int=3)
    assert make_run("route_disputes", key="message:route", unit_id=unit) == make_run(
        "route_disputes", key="message:route", unit_id=unit
    )


def test_a_changed_deployment_keeps_the_runs_that_are_late(prefect: PrefectServer, monkeypatch: pytest.MonkeyPatch):
    """Prefect #17764: what was due while nobody ran it must not vanish with the next release."""
    waiting = make_run("route_disputes", unit_id=UUID(int=4))
    late = make_run("sweep_clocks")
    with sqlite3.connect(prefect.database, timeout=30) as database:
        yesterday = (Pending().timestamp - timedelta(days=1)).strftime("%Y-%m-%d %H:%M:%S.%f")
        changed = database.execute(
            "UPDATE flow_run SET auto_scheduled = 1, next_scheduled_start_time = ? WHERE id = ?", (yesterday, str(late))
        )
        assert changed.rowcount == 1

    async def after_a_change() -> set[UUID]:
        monkeypatch.setattr("flows.deploy.fingerprint", lambda spec: f"changed {spec.name}")
        async with get_client() as client:
            before = await client.read_deployment(await deployment_id(client, "sweep_clocks"))
            assert before.version == "changed sweep_clocks"
            return {run.id for run in await client.read_flow_runs()}

    assert {waiting, late} <= asyncio.run(after_a_change())


def test_prefects_own_way_of_serving_can_be_built():
    made = asyncio.run(deployments())
    assert [deployment.flow_name for deployment in made] == [spec.name for spec in FLOWS]
    assert all(deployment.entrypoint == f"flows.{deployment.flow_name}.{deployment.flow_name}" for deployment in made)
