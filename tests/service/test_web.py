"""What every app of the house has: health, headers, static files, a description of its interface."""

import pytest

from services.chassis import db, health, sessions
from services.chassis.horizon import season
from services.chassis.now import today
from services.kernel.law import the_law
from tests.service.sample_app import browser

pytestmark = pytest.mark.usefixtures("clean")


def test_a_process_says_that_it_lives_and_can_serve() -> None:
    with browser() as client:
        assert client.get("/api/intake/-/live").json() == {"status": "ok"}
        assert client.get("/api/intake/-/ready").json() == {
            "status": "ok",
            "database": "ok",
            "redis": "ok",
            "calendar": "ok" if not season(today(), the_law().calendar.final_until) else "ends_soon",
        }


def test_without_redis_it_lives_and_cannot_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = sessions._connect("redis://127.0.0.1:1/0")
    monkeypatch.setattr(sessions, "redis_store", lambda: nowhere)
    with browser() as client:
        answer = client.get("/api/intake/-/ready")
        assert (answer.status_code, answer.json()["redis"]) == (503, "failed")
        assert client.get("/api/intake/-/live").status_code == 200
        client.cookies.set(sessions.SESSION_COOKIE, "any")
        gone = client.get("/desk")
    assert gone.status_code == 503
    assert "系统暂时连不上" in gone.text


def test_without_the_database_it_lives_and_cannot_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIEFEN_SECRET", "another secret, so that no password fits any more")
    db.settings.cache_clear()
    db.engine.cache_clear()
    try:
        with browser() as client:
            assert client.get("/api/intake/-/ready").json()["database"] == "failed"
    finally:
        monkeypatch.undo()
        db.settings.cache_clear()
        db.engine.cache_clear()
    assert health._database("intake") == "ok"


@pytest.mark.parametrize(
    "path", ["/sign-in", "/desk/nowhere", "/desk/broken", "/api/intake/-/live", "/static/base.css"]
)
def test_every_answer_carries_the_headers_that_protect_it(path: str) -> None:
    with browser() as client:
        headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert len(headers["x-request-id"]) >= 8


def test_a_given_request_number_is_kept_when_it_is_one() -> None:
    with browser() as client:
        given = {"X-Request-ID": "0123456789abcdef"}
        assert client.get("/sign-in", headers=given).headers["x-request-id"] == given["X-Request-ID"]
        assert (
            "王" not in client.get("/sign-in", headers={"X-Request-ID": "a b".ljust(70, "x")}).headers["x-request-id"]
        )


def test_pages_are_never_kept_and_static_files_for_good() -> None:
    with browser() as client:
        assert client.get("/sign-in").headers["cache-control"] == "no-store"
        assert "immutable" in client.get("/static/base.css?v=1").headers["cache-control"]
        assert client.get("/static/base.css").headers["cache-control"] == "no-cache"
        assert client.get("/static/../web.py").status_code == 404


def test_the_interface_describes_itself_below_its_own_prefix() -> None:
    with browser() as client:
        described = client.get("/api/intake/openapi.json").json()
        assert client.get("/docs").status_code == 404
    assert "/api/intake/wishes" in described["paths"]
    assert not [path for path in described["paths"] if not path.startswith("/api/intake")]
    refusals = described["paths"]["/api/intake/wishes"]["post"]["responses"]
    assert {"403", "409", "413", "422"} <= set(refusals)
