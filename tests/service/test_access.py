from typing import Annotated

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute, iter_route_contexts
from redis import Redis

from services.chassis import sessions, tokens
from services.chassis.access import May, Public, local_path, may, public
from services.kernel.principal import Principal
from tests.service.sample_app import audited, browser, make_app, seed, sign_in_as, token_of, written

pytestmark = pytest.mark.usefixtures("clean")


def test_nobody_known_is_led_from_a_page_to_sign_in_and_back() -> None:
    with browser() as client:
        answer = client.get("/desk", params={"state": "open", "who": "王小明"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?next=/desk%3Fstate%3Dopen")


def test_nobody_known_is_refused_by_the_interface_with_a_problem() -> None:
    with browser() as client:
        answer = client.get("/api/intake/wishes", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_form_sent_after_the_session_ended_is_refused_and_writes_nothing() -> None:
    with browser() as client:
        answer = client.post("/desk/cases", data={"name": "王小明", "idempotency_key": "k1"})
    assert answer.status_code == 401
    assert "请先登录" in answer.text
    assert written() == 0


def test_a_wrong_role_is_refused_and_the_denial_is_recorded() -> None:
    seed()
    with browser() as client:
        sign_in_as(client, "tiaojie")
        answer = client.get("/desk", params={"who": "王小明"})
    assert answer.status_code == 403
    assert "您的角色没有这项权限" in answer.text
    (entry,) = audited("look")
    assert (entry.outcome, entry.subject, entry.who_kind) == ("denied", "GET /desk", "user")


def test_a_role_that_may_only_look_cannot_file() -> None:
    seed()
    with browser() as client:
        sign_in_as(client, "jiandu")
        assert client.get("/desk").status_code == 200
        form = {"name": "王小明", "idempotency_key": "k1", "csrf_token": token_of(client)}
        assert client.post("/desk/cases", data=form).status_code == 403
    assert written() == 0


def test_a_service_token_needs_no_session_and_no_form_token() -> None:
    with browser() as client:
        headers = {"Authorization": f"Bearer {tokens.issue('flows', 'intake')}", "Idempotency-Key": "unit:1"}
        answer = client.post("/api/intake/wishes", json={"name": "王", "on": "2026-10-12"}, headers=headers)
    assert answer.status_code == 201


def test_a_service_without_a_grant_is_refused() -> None:
    with browser() as client:
        headers = {"Authorization": f"Bearer {tokens.issue('notify', 'intake')}", "Accept": "application/json"}
        assert client.get("/api/intake/wishes", headers=headers).status_code == 403


def test_a_session_beside_a_bad_token_does_not_help() -> None:
    seed()
    with browser() as client:
        sign_in_as(client, "chuangkou")
        answer = client.get("/api/intake/wishes", headers={"Authorization": "Bearer nonsense", "Accept": "*/*"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "///evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/desk\r\nSet-Cookie: a=b",
        "/%0d\x00",
        "desk",
        "",
        None,
        "/\tevil",
    ],
)
def test_no_link_leads_through_sign_in_to_a_foreign_place(wanted: str | None) -> None:
    assert local_path(wanted) == "/"


def test_a_path_of_our_own_is_kept_with_its_query() -> None:
    assert local_path("/reconsideration/cases/7?tab=clock") == "/reconsideration/cases/7?tab=clock"


def test_sign_in_ignores_a_foreign_next() -> None:
    seed()
    with browser() as client:
        assert sign_in_as(client, "chuangkou", next_path="//evil.example/x").headers["location"] == "/desk"
        assert client.get("/sign-in", params={"next": "https://evil.example"}).headers["location"] == "/"
        assert client.get("/language", params={"next": "//evil.example"}).headers["location"] == "/"


def test_every_route_of_an_app_names_exactly_one_permission() -> None:
    contexts = [found for found in iter_route_contexts(make_app().routes) if isinstance(found.original_route, APIRoute)]
    assert "/api/intake/wishes" in {found.path for found in contexts}
    for found in contexts:
        doors = [part.call for part in found.dependant.dependencies if isinstance(part.call, (May, Public))]
        assert len(doors) == 1, found.path


def test_the_marker_tells_its_action() -> None:
    router = APIRouter()

    @router.get("/x")
    def show(_: Annotated[Principal, may("look")], __: Annotated[Principal, public()]) -> None: ...

    (route,) = router.routes
    assert isinstance(route, APIRoute)
    calls = [part.call for part in route.dependant.dependencies]
    assert [call.action for call in calls if isinstance(call, May)] == ["look"]


def test_an_ended_session_opens_nothing(redis: Redis) -> None:
    seed()
    with browser() as client:
        sign_in_as(client, "chuangkou")
        assert client.get("/desk").status_code == 200
        redis.delete(*redis.keys(sessions.KEY + "*"))
        assert client.get("/desk").status_code == 303
