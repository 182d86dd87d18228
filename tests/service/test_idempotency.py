"""The same request twice is one step, even when both arrive at once."""

import threading
from uuid import uuid4

import pytest
from sqlmodel import func, select

from services.chassis import idempotency
from services.chassis.db import transaction
from services.chassis.idempotency import StoredAnswer, hash_request
from services.chassis.now import now
from services.chassis.tables import Inbox
from services.kernel.refusal import Refused

pytestmark = pytest.mark.usefixtures("clean")
ANSWER = StoredAnswer(201, {"location": "/desk/1"}, "已登记".encode())


def ask(key: str, body: bytes = b"{}", principal: str = "clerk") -> StoredAnswer:
    """A request that does one thing, as the web layer carries it out."""
    request = hash_request("POST", "/api/intake/disputes", body)
    with transaction("intake") as session:
        kept = idempotency.recall(session, key, principal, request)
        if kept is not None:
            return kept
        session.add(Inbox(message_id=uuid4(), type="effect", at=now()))
        idempotency.keep(session, key, principal, request, ANSWER.status, ANSWER.headers, ANSWER.body)
        return ANSWER


def effects() -> int:
    with transaction("intake") as session:
        return session.exec(select(func.count()).select_from(Inbox)).one()


def test_a_repeated_request_gets_the_first_answer_and_no_second_effect() -> None:
    assert [ask("k"), ask("k"), ask("k")] == [ANSWER] * 3
    assert effects() == 1


def test_the_same_key_for_another_request_is_a_conflict() -> None:
    ask("k")
    with pytest.raises(Refused) as refused:
        ask("k", b'{"other": 1}')
    assert refused.value.code == "idempotency.other_body"
    assert effects() == 1


def test_two_people_may_use_the_same_key() -> None:
    ask("k")
    ask("k", principal="mediator")
    assert effects() == 2


def test_requests_arriving_at_once_have_one_effect_and_one_answer() -> None:
    answers: list[StoredAnswer] = []
    threads = [threading.Thread(target=lambda: answers.append(ask("k"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [ANSWER] * 6
    assert effects() == 1


def test_a_request_that_failed_frees_its_key() -> None:
    def fail() -> None:
        with transaction("intake") as session:
            assert idempotency.recall(session, "k", "clerk", "h") is None
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert ask("k") == ANSWER
    assert effects() == 1


def test_a_request_without_a_kept_answer_is_not_done_again() -> None:
    with transaction("intake") as session:
        idempotency.recall(session, "k", "clerk", "h")
    with transaction("intake") as session, pytest.raises(Refused) as refused:
        idempotency.recall(session, "k", "clerk", "h")
    assert refused.value.code == "idempotency.unfinished"
