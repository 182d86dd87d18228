import re

import pytest
from redis import Redis

from services.chassis import csrf, identity, sessions, sign_in
from services.chassis.db import transaction
from services.chassis.demo_users import DEMO_PASSWORD, demo_users, seed_demo_users
from services.chassis.settings import settings
from services.kernel.principal import Principal
from services.kernel.refusal import Refused
from tests.service.sample_app import audited, browser, seed, sign_in_as, token_of

pytestmark = pytest.mark.usefixtures("clean")


def test_the_right_password_opens_a_session_and_leads_home() -> None:
    seed()
    with browser() as client:
        answer = sign_in_as(client, "chuangkou")
        assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
        assert client.get("/desk").status_code == 200
    (entry,) = audited("sign_in")
    assert entry.outcome == "done"


def test_sign_in_leads_back_to_where_the_person_wanted_to_go() -> None:
    seed()
    with browser() as client:
        assert sign_in_as(client, "chuangkou", next_path="/desk?state=open").headers["location"] == "/desk?state=open"


@pytest.mark.parametrize(
    ("username", "password"), [("chuangkou", "wrong-password"), ("nobody", DEMO_PASSWORD), ("", "")]
)
def test_wrong_password_and_unknown_name_get_the_same_answer(username: str, password: str) -> None:
    seed()
    with browser() as client:
        answer = sign_in_as(client, username, password)
        assert answer.status_code == 401
        assert sign_in.WRONG in answer.text
        assert client.cookies.get(sessions.SESSION_COOKIE) is None
    (entry,) = audited("sign_in")
    assert (entry.outcome, entry.who) == ("refused", "anonymous")


def test_a_disabled_account_cannot_sign_in() -> None:
    seed()
    with transaction("intake") as session:
        account = identity.find_account(session, "chuangkou")
        assert account is not None
        account.is_disabled = True
    with browser() as client:
        assert sign_in_as(client, "chuangkou").status_code == 401


def test_a_name_typed_in_full_width_capitals_is_the_same_name() -> None:
    seed()
    with browser() as client:
        assert sign_in_as(client, " ＣＨＵＡＮＧＫＯＵ ").status_code == 303


def test_sign_in_without_the_form_token_is_refused() -> None:
    seed()
    with browser() as client:
        answer = client.post("/sign-in", data={"username": "chuangkou", "password": DEMO_PASSWORD})
    assert answer.status_code == 403
    assert audited("sign_in") == []


def test_an_account_is_closed_for_a_while_after_eight_wrong_passwords() -> None:
    seed()
    with browser() as client:
        for _ in range(sign_in.PER_ACCOUNT.attempts):
            assert sign_in_as(client, "chuangkou", "wrong-password").status_code == 401
        answer = sign_in_as(client, "chuangkou", DEMO_PASSWORD)
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) > 0
        assert "尝试次数过多" in answer.text
        assert sign_in_as(client, "tiaojie").status_code == 303


def test_one_address_cannot_try_many_names() -> None:
    with browser("203.0.113.9") as client:
        for number in range(sign_in.PER_ADDRESS.attempts):
            sign_in.PER_ADDRESS.count("203.0.113.9")
            assert number >= 0
        assert sign_in_as(client, "somebody-else").status_code == 429
    with browser("203.0.113.10") as client:
        assert sign_in_as(client, "somebody-else").status_code == 401


def test_right_passwords_never_close_an_address(redis: Redis) -> None:
    seed()
    with browser() as client:
        for _ in range(3):
            client.cookies.clear()
            assert sign_in_as(client, "chuangkou").status_code == 303
    left = [redis.get(key) for key in redis.keys("jiefen:limit:sign-in-address:*")]
    assert left == ["0"]


def test_the_session_cookie_is_hidden_from_scripts_and_foreign_forms() -> None:
    seed()
    with browser() as client:
        cookie = next(value for value in _cookies(sign_in_as(client, "chuangkou")) if "jiefen_session" in value)
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_in_production_cookies_travel_over_tls_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    seed()
    with browser() as client:
        client.get("/sign-in")
        production = settings().model_copy(update={"environment": "production"})
        monkeypatch.setattr("services.chassis.pages.settings", lambda: production)
        cookie = next(value for value in _cookies(sign_in_as(client, "chuangkou")) if "jiefen_session" in value)
    assert "; Secure" in cookie


def test_an_id_planted_before_sign_in_is_worth_nothing_afterwards() -> None:
    seed()
    planted = sessions.begin(Principal(kind="user", id="mallory", name="某人", roles=frozenset({"mediator"})))
    with browser() as client:
        client.cookies.set(sessions.SESSION_COOKIE, planted, domain="testserver.local")
        form = {"username": "chuangkou", "password": DEMO_PASSWORD, "csrf_token": csrf.token_for(planted)}
        answer = client.post("/sign-in", data=form)
        issued = re.search(r"jiefen_session=([^;]+)", " ".join(_cookies(answer)))
    assert issued is not None
    assert issued[1] != planted
    assert sessions.find(planted) is None


def test_sign_out_ends_the_session_on_our_side() -> None:
    seed()
    with browser() as client:
        sign_in_as(client, "chuangkou")
        held = client.cookies.get(sessions.SESSION_COOKIE) or ""
        assert sessions.find(held) is not None
        assert client.post("/sign-out", data={"csrf_token": token_of(client)}).status_code == 303
    assert sessions.find(held) is None
    assert [entry.outcome for entry in audited("sign_out")] == ["done"]


def test_a_session_has_an_idle_end_and_an_absolute_end(redis: Redis) -> None:
    who = Principal(kind="user", id="u1", name="周敏")
    session_id = sessions.begin(who)
    key = sessions.key_of(session_id)
    assert session_id not in " ".join(redis.keys("*"))
    assert 0 < redis.ttl(key) <= sessions.IDLE_SECONDS
    redis.expire(key, 5)
    assert sessions.find(session_id) == who
    assert redis.ttl(key) > 5
    over = sessions.SignedIn(principal=who, ends_at=int(redis.time()[0]) - 1)
    redis.set(key, over.model_dump_json(), ex=100)
    assert sessions.find(session_id) is None
    assert not redis.exists(key)


def test_a_changed_role_ends_every_session_of_the_account() -> None:
    who = Principal(kind="user", id="u1", name="周敏")
    held = [sessions.begin(who), sessions.begin(who)]
    sessions.end_all("u1")
    assert [sessions.find(session_id) for session_id in held] == [None, None]


def test_demo_users_stand_on_the_sign_in_page_only_where_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with browser() as client:
        assert DEMO_PASSWORD not in client.get("/sign-in").text
        asked = settings().model_copy(update={"demo_users": True})
        monkeypatch.setattr("services.chassis.demo_users.settings", lambda: asked)
        shown = client.get("/sign-in").text
        assert DEMO_PASSWORD in shown
        assert all(user.name in shown for user in demo_users())
        assert len({user.role for user in demo_users()}) == 13


def test_seeding_the_demo_users_twice_changes_nothing_and_production_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    seed()
    seed()
    production = settings().model_copy(update={"environment": "production", "demo_users": True})
    monkeypatch.setattr("services.chassis.demo_users.settings", lambda: production)
    assert demo_users() == ()
    with transaction("intake") as session, pytest.raises(Refused):
        seed_demo_users(session)


def test_passwords_are_kept_as_argon2_and_short_ones_refused() -> None:
    seed()
    with transaction("intake") as session:
        account = identity.find_account(session, "chuangkou")
        assert account is not None
        assert str(account.password_hash).startswith("$argon2id$")
        with pytest.raises(Refused):
            identity.set_password(account, "short")


def test_without_a_provider_there_is_no_button_and_no_route() -> None:
    with browser() as client:
        assert "/sign-in/oidc" not in client.get("/sign-in").text
        assert client.get("/sign-in/oidc").status_code == 404


def test_home_is_the_first_desk_of_the_role() -> None:
    seed()
    with browser() as client:
        assert client.get("/").headers["location"] == "/sign-in"
        sign_in_as(client, "chengban")
        assert client.get("/").headers["location"] == "/reconsideration"


def _cookies(answer: object) -> list[str]:
    return list(answer.headers.get_list("set-cookie"))  # type: ignore[attr-defined]
