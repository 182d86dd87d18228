"""What a checkout keeps for itself: secrets, ports, the lock."""

import os
import socket
from pathlib import Path

import pytest

from services.local.failure import PartFailed
from services.local.home import Home
from services.local.lock import locked
from services.local.ports import free_port


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "解纷 家" / ".jiefen")


def test_a_secret_is_made_once_and_is_private(home: Home) -> None:
    first = home.secret("postgres")
    assert len(first) >= 32
    assert home.secret("postgres") == first != home.secret("valkey")
    assert (home.root / "secrets" / "postgres").stat().st_mode & 0o777 == 0o600


def test_a_port_is_remembered_while_it_is_free(home: Home) -> None:
    chosen = home.port("gateway")
    assert Home(home.root).port("gateway") == chosen


def test_two_parts_never_get_the_same_port(home: Home) -> None:
    wanted = free_port()
    assert home.port("gateway", wanted) == wanted
    assert home.port("prefect", wanted) != wanted


def test_a_port_that_another_program_took_is_replaced(home: Home) -> None:
    chosen = home.port("gateway")
    with socket.socket() as other:
        other.bind(("127.0.0.1", chosen))
        other.listen()
        assert home.port("gateway") != chosen


@pytest.mark.parametrize("text", ["", "{", "[]", '{"gateway": "no number"}', '{"gateway": null}'])
def test_a_damaged_memory_of_ports_is_forgotten(home: Home, text: str) -> None:
    home.folder("secrets")
    (home.root / "ports.json").write_text(text)
    assert home.port("gateway") > 0


def test_the_second_holder_of_the_lock_is_told_who_holds_it(home: Home) -> None:
    with locked(home), pytest.raises(PartFailed, match=r"already running \(process \d+\)"), locked(home):
        pass
    with locked(home):
        pass


def test_a_forgotten_home_keeps_only_its_lock(home: Home, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    home.secret("postgres")
    home.port("gateway")
    (home.root / "postgres").symlink_to(elsewhere)
    with locked(home):
        home.forget()
    assert [path.name for path in home.root.iterdir()] == ["lock"]
    assert not elsewhere.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_home_of_another_user_is_one_sentence(home: Home) -> None:
    home.secret("postgres")
    os.chown(home.root, 12345, 12345)
    with pytest.raises(PartFailed, match="belongs to user 12345: run as that user"):
        home.secret("postgres")


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PartFailed, match="set JIEFEN_HOME to another folder"):
        Home(tmp_path / "file" / ".jiefen").folder("log")
