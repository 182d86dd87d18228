"""No name reaches the log, whichever way it came in."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from services.chassis import logs
from tests.service.sample_app import browser, seed, sign_in_as, token_of

pytestmark = pytest.mark.usefixtures("clean")
NAME = "欧阳梦瑶"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.configure(stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


def _lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_request_is_one_line_with_the_template_of_its_route(log: io.StringIO) -> None:
    with browser() as client:
        client.get("/desk/refused/access.denied", params={"who": NAME})
    (line,) = [line for line in _lines(log) if line["event"] == "request"]
    assert line["route"] == "/desk/refused/{code}"
    assert (line["status"], line["service"], line["method"]) == (403, "intake", "GET")
    assert isinstance(line["ms"], int)
    assert line["request_id"]
    assert set(line) <= logs.ALLOWED


def test_a_call_is_logged_with_its_whole_template(log: io.StringIO) -> None:
    with browser() as client:
        client.get("/api/intake/wishes")
    (line,) = [line for line in _lines(log) if line["event"] == "request"]
    assert line["route"] == "/api/intake/wishes"


def test_a_name_in_address_form_or_exception_stays_out(log: io.StringIO) -> None:
    seed()
    with browser() as client:
        client.get("/desk/broken", params={"who": NAME})
        client.get(f"/desk/{NAME}")
        client.get("/static/" + NAME)
        sign_in_as(client, NAME)
        sign_in_as(client, "chuangkou")
        form = {"name": NAME, "idempotency_key": "k1", "csrf_token": token_of(client)}
        client.post("/desk/cases", data=form)
        client.post("/desk/cases", data=form | {"name": NAME * 50})
        client.post("/desk/cases", data=form | {"name": NAME + "\x00", "idempotency_key": NAME})
    assert len(_lines(log)) > 8
    assert NAME not in log.getvalue()
    assert json.dumps(NAME)[1:-1] not in log.getvalue()
    assert "%E6%AC%A7" not in log.getvalue()


def test_an_exception_is_told_by_class_and_place(log: io.StringIO) -> None:
    with browser() as client:
        client.get("/desk/broken", params={"who": NAME})
    (line,) = [line for line in _lines(log) if line["event"] == "failure"]
    assert line["error"] == "RuntimeError"
    assert "broken" in str(line["where"])


def test_what_is_not_on_the_list_is_dropped(log: io.StringIO) -> None:
    logs.logger("intake").info("case_filed", case_id="7", name=NAME, story=NAME)
    logs.logger("intake").info(f"filed for {NAME}")
    kept, unnamed = _lines(log)
    assert set(kept) == {"timestamp", "level", "event", "service", "case_id"}
    assert unnamed["event"] == "unnamed"


def test_other_libraries_are_heard_without_their_words(log: io.StringIO) -> None:
    foreign = logging.getLogger("some.library")
    foreign.warning("cannot deliver to %s", NAME)
    try:
        int(NAME)
    except ValueError:
        foreign.exception("failed for %s", NAME)
    said, failed = _lines(log)
    assert said["logger"] == "some.library"
    assert failed["error"] == "ValueError"
    assert NAME not in log.getvalue()
