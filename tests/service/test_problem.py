import json

import pytest

from services.chassis import tokens
from services.chassis.middleware import BODY_LIMIT, UPLOAD_LIMIT
from services.chassis.problem import status_of
from tests.service.sample_app import browser, seed, sign_in_as, token_of, written

pytestmark = pytest.mark.usefixtures("clean")
JSON = {"Accept": "application/json"}


def _flows(key: str = "k1") -> dict[str, str]:
    return JSON | {"Authorization": f"Bearer {tokens.issue('flows', 'intake')}", "Idempotency-Key": key}


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("arl.extension_twice", 422),
        ("faults", 422),
        ("state.forbidden", 409),
        ("idempotency.other_body", 409),
        ("idempotency.missing", 400),
        ("stale.case", 412),
        ("access.denied", 403),
        ("csrf.missing", 403),
        ("sign_in.needed", 401),
        ("missing.case", 404),
        ("too_large", 413),
    ],
)
def test_a_refusal_has_the_status_of_its_first_word(code: str, status: int) -> None:
    assert status_of(code) == status
    with browser() as client:
        assert client.get(f"/desk/refused/{code}").status_code == status


def test_a_program_reads_every_fault_with_its_provision() -> None:
    with browser() as client:
        problem = client.get("/desk/unlawful", headers=JSON).json()
    assert problem["status"] == 422
    assert problem["instance"] == "/desk/unlawful"
    assert [fault.get("cite") for fault in problem["faults"]] == ["行政复议法 第二十条", None]
    assert problem["faults"][1] == {
        "code": "missing",
        "text": "请填写“请求事项”。",
        "field": "claim",
        "label": "请求事项",
    }


def test_a_person_reads_the_same_sentences_on_a_page() -> None:
    with browser() as client:
        answer = client.get("/desk/unlawful", headers={"Referer": "http://testserver/desk/form?who=x"})
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")
    assert "申请已超过六十日的期限。" in answer.text
    assert "行政复议法 第二十条" in answer.text
    assert 'href="/desk/form"' in answer.text


def test_the_way_back_never_leads_to_a_foreign_page() -> None:
    with browser() as client:
        answer = client.get("/desk/unlawful", headers={"Referer": "https://evil.example/desk"})
    assert "evil.example" not in answer.text


def test_broken_json_is_one_sentence_and_writes_nothing() -> None:
    with browser() as client:
        headers = _flows() | {"Content-Type": "application/json"}
        answer = client.post("/api/intake/wishes", content='{"name": "王小明",', headers=headers)
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("内容不是有效的 JSON")
    assert "王小明" not in answer.text
    assert written() == 0


def test_all_faults_come_at_once_with_the_names_of_the_fields() -> None:
    wish = {"name": "一二三四五六", "on": "昨天", "place": {"road": "路"}, "count": 0}
    with browser() as client:
        answer = client.post("/api/intake/wishes", json=wish, headers=_flows())
    assert answer.status_code == 422
    assert [(fault["field"], fault["text"]) for fault in answer.json()["faults"]] == [
        ("name", "“申请人姓名”最多 5 个字。"),
        ("on", "“日期”应当是日期，例如 2026-10-12。"),
        ("place.road", "“路名”请至少填写 2 个字。"),
        ("count", "“count”不能小于 1。"),
    ]
    assert "一二三" not in answer.text
    assert written() == 0


def test_a_body_of_another_kind_is_refused() -> None:
    with browser() as client:
        headers = _flows() | {"Content-Type": "application/json"}
        for content in (b"[]", b'"x"', b"null", b"1", b"\xff\xfe", b""):
            answer = client.post("/api/intake/wishes", content=content, headers=headers)
            assert answer.status_code in {400, 422}, content
            assert answer.json()["detail"]
    assert written() == 0


def test_a_call_above_one_mebibyte_is_refused_whether_or_not_it_says_so() -> None:
    def chunks() -> object:
        for _ in range(20):
            yield b"x" * (BODY_LIMIT // 10)

    with browser() as client:
        headers = _flows() | {"Content-Type": "application/json"}
        assert client.post("/api/intake/wishes", content=b"x" * (BODY_LIMIT + 1), headers=headers).status_code == 413
        answer = client.post("/api/intake/wishes", content=chunks(), headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 413
    assert "超过了允许的大小" in answer.json()["detail"]
    assert written() == 0


def test_an_upload_above_twenty_mebibytes_is_refused_and_a_smaller_one_taken() -> None:
    seed()
    with browser() as client:
        sign_in_as(client, "chuangkou")
        form = {"csrf_token": token_of(client), "idempotency_key": "k1"}
        files = {"file": ("证据.pdf", b"x" * UPLOAD_LIMIT, "application/pdf")}
        assert client.post("/desk/papers", data=form, files=files).status_code == 413
        assert written() == 0
        files = {"file": ("证据.pdf", b"x" * (BODY_LIMIT * 2), "application/pdf")}
        assert client.post("/desk/papers", data=form, files=files).status_code == 303
    assert written() == 1


def test_unknown_addresses_and_methods_are_problems_too() -> None:
    with browser() as client:
        assert "没有找到" in client.get("/desk/nowhere").text
        assert client.get("/api/intake/nowhere", headers=JSON).json()["code"] == "not_found"
        answer = client.delete("/api/intake/wishes", headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (405, "method")
    assert answer.headers["allow"]


def test_what_nobody_foresaw_is_one_calm_page_without_the_cause() -> None:
    with browser() as client:
        answer = client.get("/desk/broken", params={"who": "王小明"})
        problem = client.get("/desk/broken", params={"who": "王小明"}, headers=JSON)
    assert answer.status_code == problem.status_code == 500
    assert "系统出错了" in answer.text
    assert "RuntimeError" not in answer.text
    assert "王小明" not in json.dumps(problem.json(), ensure_ascii=False)
    assert problem.headers["x-request-id"] == problem.json()["request_id"]


def test_a_character_that_cannot_be_stored_is_no_failure() -> None:
    with browser() as client:
        headers = _flows("k2")
        answer = client.post("/api/intake/wishes", json={"name": "a\x00b", "on": "2026-10-12"}, headers=headers)
    assert answer.status_code in {201, 422}


def test_the_problem_is_told_in_english_to_whoever_reads_english() -> None:
    with browser() as client:
        client.cookies.set("lang", "en")
        assert "There is nothing at this address" in client.get("/desk/nowhere").text


def test_faults_are_told_in_english_to_whoever_reads_english() -> None:
    with browser() as client:
        client.cookies.set("lang", "en")
        faults = client.post("/api/intake/wishes", json={"name": "王", "on": "x"}, headers=_flows()).json()["faults"]
    assert [(fault["label"], fault["text"]) for fault in faults] == [
        ("Date", "“Date” must be a date such as 2026-10-12.")
    ]
