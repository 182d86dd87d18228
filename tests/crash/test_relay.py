"""Kill -9 between outbox, stream and inbox: the next start does the rest, and the effect is there once."""

import signal
import subprocess
import sys

import pytest
import redis as redis_library
from sqlmodel import select

from services.chassis.db import transaction
from services.chassis.inbox import Consumer
from services.chassis.relay import Relay
from services.chassis.stream import STREAM
from services.chassis.tables import Outbox
from tests.service.mail import ROUTED, echo, effects, inbox_size, send

pytestmark = pytest.mark.usefixtures("clean")


def kill_at(place: str) -> None:
    done = subprocess.run([sys.executable, "-m", "tests.crash.killed", place], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def restarted_consumer() -> Consumer:
    return Consumer("reconsideration", {ROUTED: echo})


def test_a_relay_killed_between_sending_and_marking_sends_again_and_the_effect_is_there_once(
    redis: redis_library.Redis,
) -> None:
    (message,) = send("甲")
    kill_at("relay-after-sending")
    with transaction("intake") as session:
        assert session.exec(select(Outbox)).one().sent_at is None
    assert Relay().relay_once() == 1
    assert redis.xlen(STREAM) == 2
    assert restarted_consumer().consume_once() == 2
    assert effects("reconsideration", message.id) == 1


def test_a_consumer_killed_before_the_commit_has_done_nothing_and_does_it_after_the_restart() -> None:
    (message,) = send("甲")
    Relay().relay_once()
    kill_at("consumer-before-commit")
    assert (effects("reconsideration"), inbox_size("reconsideration")) == (0, 0)
    assert restarted_consumer().consume_once() == 1
    assert effects("reconsideration", message.id) == 1


def test_a_consumer_killed_between_effect_and_acknowledgement_does_not_do_it_twice() -> None:
    (message,) = send("甲")
    Relay().relay_once()
    kill_at("consumer-after-commit")
    assert effects("reconsideration", message.id) == 1
    assert restarted_consumer().consume_once() == 1
    assert effects("reconsideration", message.id) == 1


@pytest.mark.parametrize("place", ["relay-after-sending", "consumer-before-commit", "consumer-after-commit"])
def test_killed_again_and_again_at_the_same_place_ends_with_one_effect(place: str) -> None:
    (message,) = send("甲")
    if place != "relay-after-sending":
        Relay().relay_once()
    for _ in range(2):
        kill_at(place)
    Relay().relay_once()
    reader = restarted_consumer()
    while reader.consume_once():
        pass
    assert effects("reconsideration", message.id) == 1
