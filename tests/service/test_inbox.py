"""The inbox: a message takes effect once, however often it comes; what keeps failing is set aside."""

import threading

import pytest
import redis as redis_library

from services.chassis import dead
from services.chassis.db import transaction
from services.chassis.inbox import Consumer
from services.chassis.relay import Relay
from services.chassis.stream import STREAM, Stream
from services.kernel.refusal import Refused
from tests.service.mail import ROUTED, echo, effects, inbox_size, send

pytestmark = pytest.mark.usefixtures("clean")


def consumer(handler=echo, **kinds) -> Consumer:
    return Consumer("reconsideration", kinds or {ROUTED: handler}, retry_seconds=0)


def fail(session, message) -> None:
    raise ValueError("the handler cannot do it")


def pending() -> int:
    return next(state.pending for state in Stream().groups() if state.name == "reconsideration")


def test_a_message_takes_effect_and_is_finished_with() -> None:
    send("甲")
    Relay().relay_once()
    assert consumer().consume_once() == 1
    assert (effects("reconsideration"), pending()) == (1, 0)


def test_a_message_sent_twice_takes_effect_once(redis: redis_library.Redis) -> None:
    (message,) = send("甲")
    Stream().append([message, message])
    reader = consumer()
    assert reader.consume_once() == 2
    assert (effects("reconsideration"), pending()) == (1, 0)


def test_a_message_for_others_is_passed_over_without_a_trace() -> None:
    send("甲")
    Relay().relay_once()
    reader = Consumer("reconsideration", {"notice.requested": echo}, retry_seconds=0)
    assert reader.consume_once() == 1
    assert (inbox_size("reconsideration"), pending()) == (0, 0)


def test_a_kind_of_message_not_known_yet_is_passed_over(redis: redis_library.Redis) -> None:
    redis.xadd(STREAM, {"type": "tomorrow.invented", "message": "{}"})
    assert consumer().consume_once() == 1
    assert pending() == 0


def test_every_service_gets_every_message() -> None:
    send("甲")
    Relay().relay_once()
    for service in ("mediation", "notify"):
        Consumer(service, {ROUTED: echo}, retry_seconds=0).consume_once()
    assert (effects("mediation"), effects("notify")) == (1, 1)


def test_a_failed_effect_leaves_nothing_and_is_tried_again() -> None:
    (message,) = send("甲")
    Relay().relay_once()

    def half(session, message) -> None:
        echo(session, message)
        session.flush()
        raise ValueError("halfway")

    assert consumer(half).consume_once() == 0
    assert (effects("reconsideration"), inbox_size("reconsideration"), pending()) == (0, 0, 1)
    assert consumer().consume_once() == 1
    assert (effects("reconsideration", message.id), pending()) == (1, 0)


def test_a_message_that_fails_five_times_is_set_aside_and_the_others_go_on() -> None:
    (message, _) = send("甲", "乙")
    Relay().relay_once()

    def fail_first(session, arrived) -> None:
        (fail if arrived.id == message.id else echo)(session, arrived)

    reader = consumer(fail_first)
    for _ in range(dead.ATTEMPTS):
        reader.consume_once()
    with transaction("reconsideration") as session:
        (row,) = dead.dead_messages(session)
    assert (row.message_id, row.failures) == (message.id, dead.ATTEMPTS)
    assert "the handler cannot do it" in row.error
    assert (effects("reconsideration"), pending()) == (1, 0)


def test_a_dead_message_can_be_revived_after_the_cause_was_mended() -> None:
    (message,) = send("甲")
    Relay().relay_once()
    reader = consumer(fail)
    for _ in range(dead.ATTEMPTS):
        reader.consume_once()
    dead.revive("reconsideration", message.id)
    assert consumer().consume_once() == 1
    with transaction("reconsideration") as session:
        assert dead.dead_messages(session) == []
    assert effects("reconsideration", message.id) == 1


def test_a_message_that_is_not_dead_cannot_be_revived() -> None:
    (message,) = send("甲")
    with pytest.raises(Refused) as refused:
        dead.revive("reconsideration", message.id)
    assert refused.value.code == "message.not_dead"


def test_an_entry_nobody_can_read_is_set_aside_at_once(redis: redis_library.Redis) -> None:
    redis.xadd(STREAM, {"type": ROUTED, "message": '{"id": "not one"}'})
    assert consumer().consume_once() == 1
    with transaction("reconsideration") as session:
        assert [row.entry for row in dead.dead_messages(session)] == ['{"id": "not one"}']
    assert pending() == 0


def test_when_redis_was_emptied_the_messages_come_again_and_take_effect_once(redis: redis_library.Redis) -> None:
    send("甲")
    relay, reader = Relay(), consumer()
    relay.relay_once()
    reader.consume_once()
    redis.flushdb()
    relay.relay_once()
    reader.consume_once()
    assert effects("reconsideration") == 1


def test_two_consumers_at_once_have_one_effect() -> None:
    (message,) = send("甲")
    Stream().append([message] * 20)
    readers = [consumer() for _ in range(2)]

    def read(reader: Consumer) -> None:
        for _ in range(5):
            reader.consume_once()

    threads = [threading.Thread(target=read, args=(reader,)) for reader in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert effects("reconsideration") == 1


def test_the_loop_reads_until_it_is_told_to_stop() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=consumer().run, args=(stop,))
    thread.start()
    send("甲")
    Relay().relay_once()
    while not effects("reconsideration"):
        stop.wait(0.02)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
