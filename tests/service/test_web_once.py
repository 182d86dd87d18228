"""The same form or call twice is one step."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from services.chassis import tokens
from services.chassis.once import REPLAYED
from tests.service.sample_app import browser, seed, sign_in_as, token_of, written

pytestmark = pytest.mark.usefixtures("clean")
WISH = {"name": "王", "on": "2026-10-12"}


def _flows(key: str) -> dict[str, str]:
    return {
        "Accept": "application/json",
        "Authorization": f"Bearer {tokens.issue('flows', 'intake')}",
        "Idempotency-Key": key,
    }


def test_a_call_repeated_gets_the_first_answer_and_one_effect() -> None:
    with browser() as client:
        first = client.post("/api/intake/wishes", json=WISH, headers=_flows("unit:1"))
        again = client.post("/api/intake/wishes", json=WISH, headers=_flows("unit:1"))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert REPLAYED not in first.headers
    assert again.headers[REPLAYED] == "true"
    assert written() == 1


def test_the_same_key_with_another_body_is_refused() -> None:
    with browser() as client:
        client.post("/api/intake/wishes", json=WISH, headers=_flows("unit:1"))
        answer = client.post("/api/intake/wishes", json=WISH | {"name": "李"}, headers=_flows("unit:1"))
    assert answer.status_code == 409
    assert answer.json()["code"] == "idempotency.other_body"
    assert written() == 1


@pytest.mark.parametrize("key", [None, "", "k" * 201, "with space"])
def test_a_call_without_a_usable_key_is_refused(key: str | None) -> None:
    headers = _flows(key or "")
    if key is None:
        del headers["Idempotency-Key"]
    with browser() as client:
        answer = client.post("/api/intake/wishes", json=WISH, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency.missing")
    assert written() == 0


def test_a_refused_step_leaves_its_key_free() -> None:
    with browser() as client:
        assert client.post("/api/intake/wishes", json={"name": ""}, headers=_flows("unit:1")).status_code == 422
        assert client.post("/api/intake/wishes", json=WISH, headers=_flows("unit:1")).status_code == 201


def test_many_at_once_are_one_step() -> None:
    with browser() as client, ThreadPoolExecutor(6) as pool:
        sent = [pool.submit(client.post, "/api/intake/wishes", json=WISH, headers=_flows("unit:1")) for _ in range(6)]
        answers = [future.result() for future in sent]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert written() == 1


def test_a_form_sent_twice_leads_to_the_same_place() -> None:
    seed()
    with browser() as client:
        sign_in_as(client, "chuangkou")
        form = {"name": "王", "idempotency_key": "k1", "csrf_token": token_of(client)}
        first, again = client.post("/desk/cases", data=form), client.post("/desk/cases", data=form)
        other = client.post("/desk/cases", data=form | {"name": "李小"})
    assert first.headers["location"] == again.headers["location"]
    assert other.status_code == 409
    assert written() == 1


def test_an_upload_with_other_bytes_is_another_request() -> None:
    seed()
    with browser() as client:
        sign_in_as(client, "chuangkou")
        form = {"idempotency_key": "k1", "csrf_token": token_of(client)}
        sent = [
            client.post("/desk/papers", data=form, files={"file": ("a.pdf", content)}) for content in (b"1", b"1", b"2")
        ]
    assert [answer.status_code for answer in sent] == [303, 303, 409]
    assert "size=1" in sent[0].headers["location"]
    assert written() == 1


def test_keys_of_two_people_never_meet() -> None:
    seed()
    with browser() as client:
        sign_in_as(client, "chuangkou")
        form = {"name": "王", "idempotency_key": "unit:1", "csrf_token": token_of(client)}
        assert client.post("/desk/cases", data=form).status_code == 303
        assert client.post("/api/intake/wishes", json=WISH, headers=_flows("unit:1")).status_code == 201
    assert written() == 2
