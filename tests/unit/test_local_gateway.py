"""Each path goes to the service that owns it."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from services.chassis.service import Service
from services.kernel.permission import Permissions
from services.local.gateway import Gateway


def app(name: str, pages: str) -> FastAPI:
    made = FastAPI()
    made.state.service = Service(name, name, pages, f"/api/{name}", Permissions(()))

    @made.get("/{path:path}")
    def answer(path: str) -> str:
        return name

    return made


@pytest.fixture
def gateway() -> Gateway:
    return Gateway({"publication": app("publication", "/public"), "intake": app("intake", "/desk")})


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/public", "publication"),
        ("/public/decisions/1", "publication"),
        ("/api/publication/-/live", "publication"),
        ("/publications", "intake"),
        ("/api/publications", "intake"),
        ("/desk/", "intake"),
        ("/", "intake"),
        ("", "intake"),
        ("//public", "intake"),
        ("/sign-in", "intake"),
        ("/static/house.css", "intake"),
    ],
)
def test_a_path_belongs_to_the_longest_prefix_that_ends_at_a_segment(gateway: Gateway, path: str, name: str) -> None:
    assert gateway.find(path).state.service.name == name


def test_the_apps_answer_through_the_gateway_and_all_of_them_live(gateway: Gateway) -> None:
    with TestClient(gateway) as client:
        assert client.get("/-/gateway").text == "ready"
        assert client.get("/public/x").json() == "publication"
        assert client.get("/elsewhere").json() == "intake"
