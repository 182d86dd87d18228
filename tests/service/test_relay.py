"""The relay: at least once, in order, and nothing lost when Redis forgets."""

import threading
from uuid import UUID

import pytest
import redis as redis_library
from redis.backoff import NoBackoff
from redis.retry import Retry
from sqlmodel import col, select

from services.chassis.db import transaction
from services.chassis.relay import Relay
from services.chassis.stream import EPOCH, STREAM, Entry, Reader, Stream
from services.chassis.tables import Outbox
from tests.service.mail import send

pytestmark = pytest.mark.usefixtures("clean")


def in_stream(redis: redis_library.Redis) -> list[UUID]:
    return [Entry("", "", fields["message"]).message().id for _, fields in redis.xrange(STREAM)]


def unsent(service: str) -> int:
    with transaction(service) as session:
        return len(session.exec(select(Outbox).where(col(Outbox.sent_at).is_(None))).all())


def test_messages_go_out_in_the_order_they_were_written(redis: redis_library.Redis) -> None:
    sent = [message.id for message in send(*"甲乙丙丁戊")]
    assert Relay().relay_once() == 5
    assert in_stream(redis) == sent
    assert unsent("intake") == 0


def test_a_message_is_sent_once_by_a_relay_that_is_not_disturbed(redis: redis_library.Redis) -> None:
    send("甲")
    relay = Relay()
    assert [relay.relay_once(), relay.relay_once()] == [1, 0]
    assert Relay().relay_once() == 0
    assert redis.xlen(STREAM) == 1


def test_every_service_has_its_messages_sent(redis: redis_library.Redis) -> None:
    send("甲", service="reconsideration")
    send("乙", service="notify")
    assert Relay().relay_once() == 2
    assert redis.xlen(STREAM) == 2


def test_two_relays_at_once_keep_order_and_send_nothing_twice(redis: redis_library.Redis) -> None:
    sent = [message.id for message in send(*(str(number) for number in range(500)))]
    Relay().stream.begin_epoch(Stream().server_run())

    def relay() -> None:
        own = Relay()
        while unsent("intake"):
            own.relay_once()

    threads = [threading.Thread(target=relay) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert in_stream(redis) == sent


def test_when_redis_was_emptied_everything_is_sent_again(redis: redis_library.Redis) -> None:
    sent = [message.id for message in send(*"甲乙")]
    relay = Relay()
    relay.relay_once()
    redis.flushdb()
    assert relay.relay_once() == 2
    assert in_stream(redis) == sent
    assert relay.relay_once() == 0


def test_when_redis_came_back_from_a_restart_the_last_hours_are_sent_again(redis: redis_library.Redis) -> None:
    send("甲")
    relay = Relay()
    relay.relay_once()
    redis.set(EPOCH, "an earlier run of the server")
    assert relay.relay_once() == 1
    assert redis.get(EPOCH) == Stream().server_run()


def test_a_relay_started_before_redis_sends_when_it_comes(redis: redis_library.Redis) -> None:
    send("甲")
    away = Relay(Stream(redis_library.Redis(port=1, decode_responses=True, retry=Retry(NoBackoff(), 0))))
    with pytest.raises(redis_library.ConnectionError):
        away.relay_once()
    assert unsent("intake") == 1
    assert Relay().relay_once() == 1


def test_the_loop_ends_when_it_is_told_to(redis: redis_library.Redis) -> None:
    send("甲")
    stop = threading.Event()
    thread = threading.Thread(target=Relay().run, args=(stop,))
    thread.start()
    while not redis.xlen(STREAM):
        stop.wait(0.02)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_only_what_every_group_has_finished_is_trimmed(redis: redis_library.Redis) -> None:
    send(*"甲乙丙")
    Relay().relay_once()
    stream = Stream()
    readers = [Reader("one", stream), Reader("two", stream)]
    for entry in readers[0].take():
        readers[0].done(entry)
    unfinished = readers[1].take()
    stream.trim(keep_hours=0)
    assert redis.xlen(STREAM) == 3
    for entry in unfinished:
        readers[1].done(entry)
    assert {state.pending for state in stream.groups()} == {0}
