import pytest

from services.chassis import csrf, sessions
from tests.service.sample_app import browser, seed, sign_in_as, token_of, written

pytestmark = pytest.mark.usefixtures("clean")
JSON = {"Accept": "application/json", "Idempotency-Key": "k1"}
WISH = {"name": "王", "on": "2026-10-12"}


def test_a_form_without_the_token_is_refused_and_writes_nothing() -> None:
    seed()
    with browser() as client:
        sign_in_as(client, "chuangkou")
        answer = client.post("/desk/cases", data={"name": "王", "idempotency_key": "k1"})
    assert answer.status_code == 403
    assert "安全校验码" in answer.text
    assert written() == 0


def test_a_form_with_anothers_token_is_refused() -> None:
    seed()
    with browser() as mine, browser() as other:
        sign_in_as(mine, "chuangkou")
        sign_in_as(other, "chuangkou")
        form = {"name": "王", "idempotency_key": "k1", "csrf_token": token_of(other)}
        assert mine.post("/desk/cases", data=form).status_code == 403
    assert written() == 0


def test_the_token_from_before_sign_in_is_worth_nothing_afterwards() -> None:
    seed()
    with browser() as client:
        before = token_of(client)
        sign_in_as(client, "chuangkou")
        form = {"name": "王", "idempotency_key": "k1", "csrf_token": before}
        assert client.post("/desk/cases", data=form).status_code == 403


def test_a_form_of_ours_passes() -> None:
    seed()
    with browser() as client:
        sign_in_as(client, "chuangkou")
        form = {"name": "王", "idempotency_key": "k1", "csrf_token": token_of(client)}
        assert client.post("/desk/cases", data=form).status_code == 303
    assert written() == 1


def test_a_call_with_the_session_cookie_needs_the_header() -> None:
    seed()
    with browser() as client:
        sign_in_as(client, "chuangkou")
        assert client.post("/api/intake/wishes", json=WISH, headers=JSON).status_code == 403
        headers = JSON | {csrf.HEADER: token_of(client)}
        assert client.post("/api/intake/wishes", json=WISH, headers=headers).status_code == 201


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_from_a_foreign_page_is_refused_even_with_the_token(site: str) -> None:
    seed()
    with browser() as client:
        sign_in_as(client, "chuangkou")
        form = {"name": "王", "idempotency_key": "k1", "csrf_token": token_of(client)}
        assert client.post("/desk/cases", data=form, headers={"Sec-Fetch-Site": site}).status_code == 403


def test_the_token_says_nothing_about_the_session() -> None:
    token = csrf.token_for("some-session-id")
    assert "some-session-id" not in token
    assert token != csrf.token_for("some-session-ie")


@pytest.mark.parametrize("visit", ["short", "x" * 44, "x" * 42 + "'"])
def test_a_visit_cookie_of_another_shape_binds_nothing(visit: str) -> None:
    with browser() as client:
        client.cookies.set(csrf.VISIT_COOKIE, visit)
        form = {"username": "a", "password": "b", "csrf_token": csrf.token_for(visit)}
        assert client.post("/sign-in", data=form).status_code == 403
        assert client.cookies.get(sessions.SESSION_COOKIE) is None
