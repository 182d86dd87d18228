"""The embedded stores refuse with one sentence, and find a place that their account can reach."""

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

from services.local import postgres, valkey
from services.local.child import Child
from services.local.failure import PartFailed
from services.local.home import Home
from services.local.ports import free_port


@pytest.fixture
def home(tmp_path: Path):
    home = Home(tmp_path / "解纷 家" / ".jiefen")
    yield home
    if (home.root / "postgres").is_symlink():
        shutil.rmtree((home.root / "postgres").resolve())


def test_a_missing_wheel_names_the_command(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(PartFailed, match=r"run `make .venv`.*JIEFEN_DATABASE_URL"):
        postgres.locate(home, 1)
    with pytest.raises(PartFailed, match=r"run `make .venv`.*JIEFEN_REDIS_URL"):
        valkey.locate(home, 1)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root must run PostgreSQL as someone else")
def test_data_that_the_other_account_cannot_reach_lie_elsewhere_and_are_found_again(home: Home) -> None:
    home.folder("postgres")
    home.root.chmod(0o700)
    first = postgres.locate(home, 1)
    assert (home.root / "postgres").is_symlink()
    assert first.account.reaches(first.folder)
    assert postgres.locate(home, 1).folder == first.folder


def test_a_cluster_is_made_once_and_starts_again_after_a_kill(home: Home) -> None:
    cluster = postgres.locate(home, free_port(), durable=False)
    cluster.make_cluster()
    for _ in range(2):
        child = Child.start(cluster.launch(), home.folder("log") / "postgres.log")
        child.await_ready(cluster.is_ready)
        child.process.kill()
        child.process.wait()
        cluster.make_cluster()


def test_data_of_another_version_are_not_touched(home: Home) -> None:
    cluster = postgres.locate(home, 1)
    cluster.data.mkdir()
    (cluster.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(PartFailed, match=r"written by PostgreSQL 9, and 18 is installed"):
        cluster.make_cluster()


def test_a_part_that_falls_at_once_tells_the_end_of_its_log(home: Home) -> None:
    store = valkey.locate(home, free_port())
    launch = store.launch()
    (store.folder / "valkey.conf").write_text("no-such-option yes\n")
    child = Child.start(launch, home.folder("log") / "valkey.log")
    with pytest.raises(PartFailed, match="no-such-option"):
        child.await_ready(store.is_ready)
