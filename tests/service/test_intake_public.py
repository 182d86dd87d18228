"""What anybody may do at the desk without an account: file, look by number and code, add papers; and read nothing back."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from services.chassis import csrf
from services.intake.pages import public
from services.intake.store import DisputeRow
from tests.service.intake_desk import (
    TODAY,
    besides,
    browser,
    count,
    dispute_id,
    fine,
    living_on,
    nothing_written,
    submit,
    units,
)
from tests.service.test_intake_papers import pdf

VISIT = "v" * 43
PERSONAL = ("吴小芹", "13900000001", "长寿路", "170号", "秤不准", "撤销罚款决定", "118号", "wu@example.cn", "310107")


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with living_on(TODAY):
        yield


def visitor() -> TestClient:
    made = browser()
    made.cookies.set(csrf.VISIT_COOKIE, VISIT)
    return made


def file_online(client: TestClient, form: dict[str, str], key: str | None = None) -> Response:
    tokens = {"csrf_token": csrf.token_for(VISIT), "idempotency_key": key or uuid4().hex}
    return client.post("/desk/online", data={**form, **tokens})


def online() -> dict[str, str]:
    return fine(email="wu@example.cn", id_number="310107198804122842")


def opened(answer: Response) -> dict[str, str]:
    asked = parse_qs(urlsplit(answer.headers["location"]).query)
    return {name: values[0] for name, values in asked.items()}


def test_anybody_files_and_gets_a_number_and_a_code_and_nothing_of_what_was_typed() -> None:
    client = visitor()
    assert client.get("/desk/online").status_code == 200
    answer = file_online(client, online())
    assert answer.status_code == 303
    page = client.get(answer.headers["location"])
    assert page.status_code == 200
    for said in ("普非诉〔2026〕1号", "行政复议", "上海市普陀区人民政府", "2026年11月19日", "待移送"):
        assert said in page.text
    for personal in PERSONAL:
        assert personal not in page.text, personal
        assert personal not in answer.headers["location"]
    board = browser("intake_clerk").get("/desk").text
    assert "网上" in board


def test_a_form_from_outside_decides_nothing_of_the_desks() -> None:
    sly = {"entry": "transfer", "source_partner": "人民法院", "source_reference": "1", "received_on": "2020-01-01"}
    file_online(visitor(), online() | sly | besides(1))
    made = units()[0]
    page = browser("intake_clerk").get(f"/desk/disputes/{made.dispute_id}").text
    assert "不是移送" in page
    assert "2026年9月29日" in page
    assert "仍要登记" not in page


def test_nobody_learns_from_outside_that_another_filed_the_same() -> None:
    for _ in range(2):
        assert file_online(visitor(), online()).status_code == 303
    page = browser("intake_clerk").get(f"/desk/disputes/{units()[0].dispute_id}").text
    assert "可能有关的争议" in page, "but the clerk sees it"


def test_faults_are_told_and_nothing_is_written() -> None:
    answer = file_online(visitor(), {"name": "吴"})
    assert answer.status_code == 422
    assert "请填写事情经过" in answer.text
    assert nothing_written()


def test_a_form_that_is_not_ours_is_refused() -> None:
    assert visitor().post("/desk/online", data=online() | {"csrf_token": "x"}).status_code == 403
    assert nothing_written()


def test_who_files_too_often_waits() -> None:
    many = [file_online(visitor(), online()).status_code for _ in range(public.FILINGS.attempts + 1)]
    assert many == [303] * public.FILINGS.attempts + [429]
    assert count(DisputeRow) == public.FILINGS.attempts


def test_the_same_form_twice_is_one_dispute() -> None:
    client, key = visitor(), uuid4().hex
    first, second = (file_online(client, online(), key) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert count(DisputeRow) == 1


@pytest.mark.parametrize("wrong", [{"code": "0000-0000-0000-0000"}, {"number": "普非诉〔2026〕2号"}, {"code": ""}])
def test_a_wrong_number_or_code_opens_nothing_and_does_not_say_which(wrong: dict[str, str]) -> None:
    client = visitor()
    asked = opened(file_online(client, online()))
    answer = client.get("/desk/status", params=asked | wrong)
    assert answer.status_code == 404
    assert "编号或者查询码不对" in answer.text
    assert "上海市普陀区人民政府" not in answer.text


def test_who_guesses_codes_is_stopped() -> None:
    client = visitor()
    asked = opened(file_online(client, online())) | {"code": "1"}
    answers = [client.get("/desk/status", params=asked).status_code for _ in range(public.LOOKS.attempts + 1)]
    assert answers[-2:] == [404, 429]


def test_the_code_cannot_be_guessed_and_is_the_same_for_life() -> None:
    clerk = browser("intake_clerk")
    codes = []
    for turn in range(3):
        made = submit(clerk, "/desk/disputes", fine() | besides(*range(1, turn + 1)))
        receipt = clerk.get(made.headers["location"]).text
        codes += re.findall(r"<code>([0-9a-f]{4}(?:-[0-9a-f]{4}){3})</code>", receipt)
        assert receipt.count("data:image/svg+xml;base64,") == 1
    assert len(set(codes)) == 3
    word = {"version": "1", "channel": "mediation", "reason": "双方都愿意"}
    unit = units()[0]
    submit(clerk, f"/desk/disputes/{unit.dispute_id}/units/{unit.id}/route", word)
    assert clerk.get(f"/desk/disputes/{unit.dispute_id}/receipt").text.count("<code>") >= 1
    again = re.findall(r"<code>([0-9a-f-]{19})</code>", clerk.get(f"/desk/disputes/{unit.dispute_id}/receipt").text)
    assert again[0] in codes


def test_a_code_typed_by_hand_may_have_capitals_and_no_strokes() -> None:
    client = visitor()
    asked = opened(file_online(client, online()))
    typed = asked["code"].replace("-", "").upper()
    assert client.get("/desk/status", params=asked | {"code": typed}).status_code == 200


def add_papers(client: TestClient, asked: dict[str, str], content: bytes) -> Response:
    form = asked | {"csrf_token": csrf.token_for(VISIT), "idempotency_key": uuid4().hex}
    return client.post("/desk/status/papers", data=form, files=[("papers", ("决定书.pdf", content))])


def test_papers_go_in_by_number_and_code_and_do_not_come_out() -> None:
    client = visitor()
    asked = opened(file_online(client, online()))
    answer = add_papers(client, asked, pdf())
    assert answer.status_code == 303
    shown = client.get(answer.headers["location"]).text
    assert "收到材料 1 份" in shown
    assert "决定书.pdf" not in shown
    assert "决定书.pdf" in browser("intake_clerk").get(f"/desk/disputes/{units()[0].dispute_id}").text
    assert add_papers(client, asked | {"code": "1"}, pdf()).status_code == 404
    assert add_papers(client, asked, b"<html>").status_code == 422


def test_the_status_of_a_clerks_filing_names_nobody() -> None:
    clerk = browser("intake_clerk")
    made = submit(clerk, "/desk/disputes", fine(email="wu@example.cn"))
    code = re.findall(r"<code>([0-9a-f-]{19})</code>", clerk.get(made.headers["location"]).text)[0]
    page = visitor().get("/desk/status", params={"number": "普非诉〔2026〕1号", "code": code}).text
    for personal in (*PERSONAL, "周敏", str(dispute_id(made))):
        assert personal not in page, personal


@pytest.mark.parametrize("path", ["/desk/online", "/desk/status"])
def test_the_public_pages_speak_english_when_asked(path: str) -> None:
    client = visitor()
    client.cookies.set("lang", "en")
    assert 'lang="en"' in client.get(path).text
