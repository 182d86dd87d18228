"""Kill -9 around the sending of a document: the restarted sender ends it, and the effect is there once."""

import email
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from services.chassis import files
from services.chassis.db import engine, transaction
from services.chassis.tables import EventLog
from tests.service.notify_cases import ask, delivery, mail_server, request, send_all, sender, told

pytestmark = pytest.mark.usefixtures("clean")

PLACES = ("claimed-before-sent", "sent-before-recorded", "recorded-before-commit")


@pytest.fixture
def mail(tmp_path: Path) -> Iterator[str]:
    with mail_server(tmp_path / "mail") as url:
        yield url


def kill_at(place: str, folder: Path, url: str) -> None:
    command = [sys.executable, "-m", "tests.crash.notify_killed", place, str(folder), url]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def restart(folder: Path, url: str) -> None:
    with engine("notify").begin() as connection:
        connection.exec_driver_sql("UPDATE sending SET leased_until = clock_timestamp() WHERE leased_until IS NOT NULL")
    send_all(sender(folder, url))


def events(delivery_id) -> list[str]:
    with transaction("notify") as session:
        rows = select(EventLog).where(EventLog.case_id == delivery_id).order_by(EventLog.seq)
        return [row.type for row in session.exec(rows)]


@pytest.mark.parametrize("place", PLACES)
def test_electronic_service_happens_once(place: str, tmp_path: Path, mail: str):
    delivery_id = ask(request("electronic"))
    kill_at(place, tmp_path, mail)
    assert (delivery(delivery_id).state, told()) == ("requested", [])
    restart(tmp_path, mail)
    assert events(delivery_id) == ["delivery_asked", "dispatched", "served"]
    (body,) = told()
    assert files.exists(body.proof_sha256)
    letters = [kept.read_bytes() for kept in (tmp_path / "mail").glob("*.eml")]
    assert len(letters) == (1 if place == "claimed-before-sent" else 2)
    assert len(set(letters)) == 1, "a second e-mail is the same, byte for byte"
    assert email.message_from_bytes(letters[0])["Message-ID"] == f"<{delivery_id}@jiefen.invalid>"


@pytest.mark.parametrize("place", PLACES)
def test_a_letter_stands_once_in_the_post_book(place: str, tmp_path: Path, mail: str):
    delivery_id = ask(request())
    kill_at(place, tmp_path, mail)
    restart(tmp_path, mail)
    assert events(delivery_id) == ["delivery_asked", "dispatched"]
    assert len((tmp_path / "post" / "post-book.jsonl").read_text("utf-8").splitlines()) == 1


def test_the_lease_of_a_killed_sender_keeps_others_away_until_it_ends(tmp_path: Path, mail: str):
    delivery_id = ask(request())
    kill_at("claimed-before-sent", tmp_path, mail)
    assert send_all(sender(tmp_path, mail)) == 0
    assert delivery(delivery_id).state == "requested"
