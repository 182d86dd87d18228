"""Bad input at one writing call of every service: the right status, a sentence that helps, and nothing written."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from services.chassis import csrf
from services.chassis.middleware import BODY_LIMIT, UPLOAD_LIMIT
from tests.contract.callers import Caller, person
from tests.contract.doors import PRESENT, Body, Door, app, doors, is_problem, knock, who
from tests.contract.known import Ids
from tests.contract.ledger import Ledger, open_ledger
from tests.fixtures.cleaning import Cleaner
from tests.service.intake_desk import living_on


@pytest.fixture(scope="module")
def house(_cleaner: Cleaner, redis_server: str) -> Iterator[dict[str, Ids]]:
    """Set up once: whatever is refused leaves it as it was, and what is not refused stands in test_good_input.py."""
    with living_on(date(2026, 11, 20)):
        _cleaner.clean()
        yield {door.service: door.stands() for door in PRESENT}


@pytest.fixture
def ids(house: dict[str, Ids], door: Door) -> Ids:
    return house[door.service]


@pytest.fixture(scope="module")
def ledger(house: dict[str, Ids]) -> Iterator[Ledger]:
    with open_ledger() as ledger:
        yield ledger


def refused(door: Door, ids: Ids, ledger: Ledger, body: object, status: int, **headers: str | None) -> Response:
    """The call is refused and no row appears anywhere."""
    before = ledger.rows()
    answer = knock(door, door.address(ids), body, **headers)
    assert is_problem(answer, status)
    assert ledger.written(before) in ({}, door.told_of_refusals)
    return answer


@doors()
def test_nobody_known_is_told_to_sign_in(door: Door, ids: Ids, ledger: Ledger) -> None:
    before = ledger.rows()
    assert is_problem(knock(door, door.address(ids), door.body(), Caller("nobody")), 401)
    assert ledger.written(before) == {}


@doors()
def test_the_wrong_role_is_refused_and_leaves_a_line_in_the_audit_alone(door: Door, ids: Ids, ledger: Ledger) -> None:
    before = ledger.rows()
    answer = knock(door, door.address(ids), door.body(), door.stranger)
    assert is_problem(answer, 403)
    assert ledger.written(before) == {f"{door.service}.audit": 1}


@doors()
def test_a_token_meant_for_another_service_is_refused(door: Door, ids: Ids, ledger: Ledger) -> None:
    before = ledger.rows()
    elsewhere = "notify" if door.service != "notify" else "intake"
    assert is_problem(knock(door, door.address(ids), door.body(), who("service:flows", elsewhere)), 401)
    assert ledger.written(before) == {}


@doors(named=True)
@pytest.mark.parametrize(
    ("name", "status"), [("00000000-0000-4000-8000-000000000000", 404), ("1", 422), ("%00", 422), ("0" * 500, 422)]
)
def test_a_thing_that_is_not_there_is_not_found(door: Door, ids: Ids, ledger: Ledger, name: str, status: int) -> None:
    before = ledger.rows()
    assert is_problem(knock(door, door.address(ids, **{door.named: name}), door.body()), status)
    assert ledger.written(before) == {}


@doors(versioned=True)
@pytest.mark.parametrize(
    ("seen", "status"), [('"7"', 412), ("7", 412), ("0", 412), ("first", 422), ("-1", 422), ("9" * 40, 422)]
)
def test_a_version_that_is_not_the_last_is_refused(
    door: Door, ids: Ids, ledger: Ledger, seen: str, status: int
) -> None:
    refused(door, ids, ledger, door.body(), status, If_Match=seen)


@doors()
@pytest.mark.parametrize("key", [None, "", " ", "a b", "é", "k" * 201])
def test_a_call_without_a_proper_key_is_refused(door: Door, ids: Ids, ledger: Ledger, key: str | None) -> None:
    refused(door, ids, ledger, door.body(), 400, Idempotency_Key=key)


BROKEN = [
    b"",
    b"{",
    b'{"a":',
    b"[]",
    b"null",
    b'"text"',
    b"\xff\xfe{}",
    b'{"story": "\xed\xa0\x80"}',
    b"{}" * 2,
    b"NaN",
    b"[" * 100_000,
    b'{"a":' * 100_000,
]


@doors()
@pytest.mark.parametrize("body", BROKEN, ids=lambda body: repr(body[:12]))
def test_a_body_that_cannot_be_read_is_refused(door: Door, ids: Ids, ledger: Ledger, body: bytes) -> None:
    before = ledger.rows()
    answer = knock(door, door.address(ids), body)
    assert is_problem(answer, 400, 422)
    assert ledger.written(before) == {}


@doors()
@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "nonsense", None])
def test_a_body_of_another_kind_is_refused(door: Door, ids: Ids, ledger: Ledger, kind: str | None) -> None:
    before = ledger.rows()
    body = b"<a/>"
    answer = knock(door, door.address(ids), body, Content_Type=kind)
    assert is_problem(answer, 400, 415, 422)
    assert ledger.written(before) == {}


@doors()
def test_a_body_above_the_limit_is_refused(door: Door, ids: Ids, ledger: Ledger) -> None:
    refused(door, ids, ledger, b'{"story": "' + b"a" * BODY_LIMIT + b'"}', 413)


@doors()
def test_an_upload_above_the_limit_is_refused(door: Door, ids: Ids, ledger: Ledger) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="slip"; filename="a.pdf"\r\n\r\n'
    refused(
        door,
        ids,
        ledger,
        part + b"a" * UPLOAD_LIMIT + b"\r\n--b--",
        413,
        Content_Type="multipart/form-data; boundary=b",
    )


@doors()
@pytest.mark.parametrize("token", [None, "", "x", "0" * 64, "é"])
def test_a_person_without_the_token_of_the_session_is_refused(
    door: Door, ids: Ids, ledger: Ledger, token: str | None
) -> None:
    if door.caller.startswith("service:"):
        pytest.skip("only another process calls here, and it has no session")
    refused(door, ids, ledger, door.body(), 403, X_CSRF_Token=token)


@doors()
def test_a_call_from_a_page_of_another_site_is_refused(door: Door, ids: Ids, ledger: Ledger) -> None:
    if door.caller.startswith("service:"):
        pytest.skip("only another process calls here, and it has no session")
    refused(door, ids, ledger, door.body(), 403, Sec_Fetch_Site="cross-site")


@doors()
def test_the_token_of_another_session_is_refused(door: Door, ids: Ids, ledger: Ledger) -> None:
    if door.caller.startswith("service:"):
        pytest.skip("only another process calls here, and it has no session")
    stranger = who(door.caller, door.service).headers[csrf.HEADER]
    refused(door, ids, ledger, door.body(), 403, X_CSRF_Token=stranger)


@doors(text=True)
@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "", "   ", "字" * 100_000, None, 5, [], {}, True])
def test_a_text_that_cannot_be_kept_is_refused(door: Door, ids: Ids, ledger: Ledger, text: object) -> None:
    if door.name == "record a slip" and text in ("", "   "):
        pytest.skip("the course of a delivery may be left out")
    refused(door, ids, ledger, _with(door.body(), door.text, text), 422)


DAYS = [
    "0001-01-01",
    "9999-12-31",
    "2027-02-29",
    "2026-02-30",
    "0000-01-01",
    "2026-11-21",
    "2026-13-01",
    "明天",
    "",
    None,
]


@doors(day=True)
@pytest.mark.parametrize("day", [*DAYS, 2**63, -1, 1e308, True, [], "2026-10-12T10:00:00", "20261012", "+2026-10-12"])
def test_a_day_that_cannot_be_is_refused(door: Door, ids: Ids, ledger: Ledger, day: object) -> None:
    if (door.service, day) == ("publication", "0001-01-01"):
        pytest.skip("a decision may be as old as it likes")
    refused(door, ids, ledger, _with(door.body(), door.day, day), 422)


@doors(choice=True)
@pytest.mark.parametrize("choice", ["moon", "", 5, [], {}, True, "a\x00"])
def test_what_is_not_on_the_list_is_refused(door: Door, ids: Ids, ledger: Ledger, choice: object) -> None:
    refused(door, ids, ledger, _with(door.body(), door.choice, choice), 422)


@doors()
def test_a_part_that_nobody_asked_for_is_refused(door: Door, ids: Ids, ledger: Ledger) -> None:
    refused(door, ids, ledger, {**door.body(), "is_admin": True}, 422)
    refused(door, ids, ledger, _with(door.body(), "\x00", "\ud800"), 422)


@doors()
def test_the_address_takes_no_other_method(door: Door, ids: Ids, ledger: Ledger) -> None:
    before = ledger.rows()
    told = who(door.caller, door.service)
    answer = TestClient(app(door.service)).request("DELETE", door.address(ids), headers=dict(told.headers))
    assert is_problem(answer, 405)
    assert ledger.written(before) == {}


NUMBERS = [2**63, -1, 1.5, 1e308, "x", "１２", [], {}, float("inf"), float("nan")]
DISPUTES = next(door for door in PRESENT if door.name == "register a dispute")


@pytest.mark.parametrize("door", [DISPUTES])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_fine_that_is_no_sum_of_money_is_refused(door: Door, ids: Ids, ledger: Ledger, number: object) -> None:
    body = json.loads(json.dumps(door.body()))
    body["units"][0]["act"] = {"fine_amount": number}
    refused(door, ids, ledger, json.dumps(body).encode(), 422)


APPLICATIONS = next(door for door in PRESENT if door.name == "withdraw an application")


@pytest.mark.parametrize("door", [APPLICATIONS])
@pytest.mark.parametrize("number", [*NUMBERS, 10**9])
def test_an_extension_by_no_number_of_days_is_refused(door: Door, ids: Ids, ledger: Ledger, number: object) -> None:
    step = {"type": "extend_limit", "days": number, "reason": "案情复杂"}
    accepted = ids["case_id"][1]
    before = ledger.rows()
    told = knock(door, door.path.format(case_id=accepted), json.dumps(step).encode(), "head")
    assert is_problem(told, 422)
    assert ledger.written(before) == {}


@pytest.mark.parametrize("door", [APPLICATIONS])
def test_the_case_of_another_organ_is_not_there(door: Door, ids: Ids, ledger: Ledger) -> None:
    stranger = person("stranger", frozenset({"respondent"}), organ="putuo.labour")
    before = ledger.rows()
    for found in ids["case_id"]:
        reply = {"type": "file_reply", "statement": "请求维持。"}
        assert is_problem(knock(door, door.path.format(case_id=found), reply, stranger), 404)
    assert ledger.written(before) == {}


def _with(body: Body, name: str, value: object) -> bytes:
    """JSON by hand: a lone surrogate is no UTF-8 and travels only as an escape."""
    return json.dumps({**body, name: value}).encode()
