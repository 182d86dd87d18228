"""The whole house by one command: it stands, heals, stops, and survives the worst of stops."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import redis as redis_library
from sqlalchemy.engine import make_url

from services.local.health import answers
from services.local.record import NAME

pytestmark = pytest.mark.slow
READY = "Ctrl-C"


def words_of(process: psutil.Process) -> str:
    """The command line; nothing for a process that ended while we looked at it."""
    try:
        return " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return ""


class Up:
    """`jiefen up` in a folder of its own, in a process group of its own, as a terminal has it."""

    def __init__(self, folder: Path, **named: str) -> None:
        self.folder = folder
        names = ("JIEFEN_", "PREFECT_", "PYTEST_")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(names)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "services.cli", "up", "--no-seed"],
            env={**environment, "JIEFEN_HOME": str(folder), **named},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said = ""

    def await_line(self, word: str) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if word in line:
                return line
        raise AssertionError(f"ended without {word!r}:\n{self.said}")

    def told(self) -> dict[str, str]:
        return json.loads((self.folder / NAME).read_text(encoding="utf-8"))

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, word: str) -> psutil.Process:
        return next(one for one in self.children() if word in words_of(one))

    def database(self) -> psycopg.Connection:
        url = make_url(self.told()["JIEFEN_DATABASE_URL"]).set(drivername="postgresql")
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)

    def redis(self) -> redis_library.Redis:
        return redis_library.Redis.from_url(self.told()["JIEFEN_REDIS_URL"], decode_responses=True)

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("解纷 家") / ".jiefen"
    yield folder
    forget(folder)


@pytest.fixture
def up(folder: Path) -> Iterator[Up]:
    house = Up(folder)
    yield house
    if house.process.poll() is None:
        house.end(signal.SIGTERM)


def forget(folder: Path) -> None:
    """PostgreSQL's data lie elsewhere when the tests run as root."""
    shutil.rmtree((folder / "postgres").resolve(), ignore_errors=True)


def await_gone(processes: list[psutil.Process], seconds: float = 20) -> None:
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    assert not alive, [one.cmdline() for one in alive]


def test_ctrl_c_stops_all_parts_and_a_new_start_finds_addresses_and_data(folder: Path) -> None:
    first = Up(folder)
    first.await_line(READY)
    told, children = first.told(), first.children()
    assert answers(f"{told['JIEFEN_GATEWAY_URL']}/-/gateway")
    with first.database() as session:
        session.execute("CREATE TABLE public.kept (word text)")
        session.execute("INSERT INTO public.kept VALUES ('受理')")
    first.redis().set("kept", "送达")
    assert first.end(signal.SIGINT) == 0
    await_gone(children, 1)

    second = Up(folder)
    second.await_line(READY)
    assert second.told() == told
    with second.database() as session:
        assert session.execute("SELECT word FROM public.kept").fetchall() == [("受理",)]
    assert second.redis().get("kept") == "送达"
    assert second.end(signal.SIGTERM) == 0


def test_kill_9_of_everything_leaves_nothing_running_and_a_new_start_recovers(folder: Path) -> None:
    killed = Up(folder)
    killed.await_line(READY)
    told, children = killed.told(), killed.children()
    with killed.database() as session:
        session.execute("CREATE TABLE public.before_the_kill (word text)")
    killed.redis().set("before", "the kill")
    time.sleep(1.1)  # the Redis-compatible server syncs its log once a second
    os.killpg(killed.process.pid, signal.SIGKILL)
    killed.process.wait()
    await_gone(children)

    again = Up(folder)
    again.await_line(READY)
    assert again.told() == told
    with again.database() as session:
        assert session.execute("SELECT count(*) FROM public.before_the_kill").fetchone() == (0,)
    assert again.redis().get("before") == "the kill"
    assert again.end(signal.SIGTERM) == 0


def test_a_part_that_is_killed_is_started_again(up: Up) -> None:
    up.await_line(READY)
    for word, name in (("valkey-server", "valkey"), ("serve all", "serve"), ("bin/postgres", "postgres")):
        fallen = up.child(word)
        fallen.kill()
        up.await_line(f"{name} stopped")
        for _ in range(100):
            time.sleep(0.1)
            if any(word in words_of(one) and one.pid != fallen.pid for one in up.children()):
                break
        else:
            raise AssertionError(f"{name} was not started again")


def test_the_same_folder_is_not_started_twice(up: Up) -> None:
    up.await_line(READY)
    second = Up(up.folder)
    assert second.process.wait(30) == 1
    assert second.process.stdout is not None
    said = second.process.stdout.read()
    assert f"This folder is already running (process {up.process.pid})" in said
    assert "Traceback" not in said


def test_two_folders_stand_side_by_side(up: Up, tmp_path: Path) -> None:
    other = Up(tmp_path / ".jiefen")
    try:
        up.await_line(READY)
        other.await_line(READY)
        ports = [set(re.findall(r":(\d{4,5})\b", " ".join(house.told().values()))) for house in (up, other)]
        assert not ports[0] & ports[1]
    finally:
        assert other.end(signal.SIGTERM) == 0
        forget(other.folder)


def test_named_servers_are_used_as_they_are(up: Up, tmp_path: Path) -> None:
    up.await_line(READY)
    told = up.told()
    names = ("JIEFEN_DATABASE_URL", "JIEFEN_REDIS_URL", "PREFECT_API_URL", "JIEFEN_SECRET")
    guest = Up(tmp_path / ".jiefen", **{name: told[name] for name in names})
    guest.await_line(READY)
    try:
        words = [words_of(one) for one in guest.children()]
        assert [word for word in words if "serve all" in word]
        assert not [word for word in words if "postgres" in word or "valkey" in word or "prefect" in word]
    finally:
        assert guest.end(signal.SIGTERM) == 0
    assert up.process.poll() is None


def test_a_database_without_a_named_prefect_is_one_sentence(tmp_path: Path) -> None:
    guest = Up(tmp_path / ".jiefen", JIEFEN_DATABASE_URL="postgresql://jiefen@127.0.0.1:1/jiefen")
    assert guest.process.wait(60) == 1
    assert guest.process.stdout is not None
    said = guest.process.stdout.read()
    assert "name a Prefect server too" in said or "does not answer on 127.0.0.1:1" in said
    assert "Traceback" not in said


def test_what_holds_a_secret_is_private(up: Up) -> None:
    up.await_line(READY)
    for path in (*(up.folder / "secrets").iterdir(), up.folder / NAME, up.folder / "valkey" / "valkey.conf"):
        assert path.stat().st_mode & 0o077 == 0, path
    words = " ".join(words_of(one) for one in up.children())
    for path in (up.folder / "secrets").iterdir():
        assert path.read_text(encoding="utf-8") not in words
