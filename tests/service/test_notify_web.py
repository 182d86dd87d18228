"""The service board, the forms for slips, and the interface of the post office: who may, and what a bad request does."""

import base64
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlmodel import select

from services.chassis import csrf, files, now, sessions, tokens
from services.chassis.clock_rows import ClockRow
from services.chassis.db import transaction
from services.chassis.messages import DeliveryServed
from services.chassis.tables import AuditEntry
from services.kernel.principal import Principal
from services.notify.app import create
from tests.service.notify_cases import (
    ASKED,
    PERSON,
    TODAY,
    ask,
    ask_notice,
    delivery,
    live_on,
    notice,
    request,
    send_all,
    sender,
    told,
)

PDF = b"%PDF-1.7 slip"
EVERYONE = ("mediator", "adjudicator", "reviewer", "leader", "publisher", "respondent", "applicant")


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    live_on(TODAY)
    yield
    now.use_offset_reader(None)


@pytest.fixture
def out(tmp_path: Path) -> UUID:
    """A decision that is in the post."""
    delivery_id = ask(request())
    send_all(sender(tmp_path))
    return delivery_id


def client(*roles: str) -> TestClient:
    """A browser, signed in with these roles or not at all."""
    browser = TestClient(create(), follow_redirects=False, headers={"Accept": "text/html"})
    if roles:
        principal = Principal(kind="user", id=f"person-{roles[0]}", name="周敏", roles=frozenset(roles))
        browser.cookies.set(sessions.SESSION_COOKIE, sessions.begin(principal))
    return browser


def program(source: str) -> TestClient:
    headers = {"Authorization": f"Bearer {tokens.issue(source, 'notify')}", "Accept": "application/json"}
    return TestClient(create(), headers=headers)


def post_form(browser: TestClient, path: str, slip: bytes | None = None, **form: object) -> Response:
    session_id = browser.cookies.get(sessions.SESSION_COOKIE)
    sent = {"csrf_token": csrf.token_for(session_id) if session_id else "x", "idempotency_key": uuid4().hex} | {
        name: str(value) for name, value in form.items()
    }
    sent_files = {"slip": ("", b"") if slip is None else ("回执.pdf", slip)}
    return browser.post(path, data=sent, files=sent_files)


def receipt_of(delivery_id: UUID, step: str = "receipt") -> str:
    return f"/notices/deliveries/{delivery_id}/{step}"


def slip_form(delivery_id: UUID, **changes: object) -> dict[str, object]:
    known = {"on": "2026-10-13", "mode": "post", "outcome": "served", "version": delivery(delivery_id).version}
    return known | changes


def post_slip(source: str, delivery_id: UUID, key: str | None = None, **body: object) -> Response:
    whole = {"on": "2026-10-13", "mode": "post"} | body
    headers = {"Idempotency-Key": key or uuid4().hex}
    return program(source).post(f"/api/notify/deliveries/{delivery_id}/receipt", json=whole, headers=headers)


PAGES = ("/notices", "/notices?show=notices", "/notices/deliveries/{id}", "/notices/deliveries/{id}/receipt")


@pytest.mark.parametrize("path", PAGES)
def test_who_is_not_signed_in_is_led_to_the_sign_in(path: str, out: UUID):
    answer = client().get(path.format(id=out))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("role", EVERYONE)
@pytest.mark.parametrize("path", PAGES)
def test_roles_that_have_nothing_to_do_with_service_see_nothing(role: str, path: str, out: UUID):
    answer = client(role).get(path.format(id=out))
    assert answer.status_code == 403
    assert PERSON.name not in answer.text


@pytest.mark.parametrize("role", ["head", "auditor", "operator", "supervisor"])
def test_who_may_look_may_not_record(role: str, out: UUID):
    assert client(role).get(f"/notices/deliveries/{out}").status_code == 200
    answer = post_form(client(role), receipt_of(out), **slip_form(out))
    assert answer.status_code == 403
    assert delivery(out).state == "dispatched"


def test_a_clerk_records_a_slip_but_does_not_correct_dates_nor_give_public_notice(out: UUID):
    clerk = client("intake_clerk")
    assert clerk.get(receipt_of(out, "correction")).status_code == 403
    assert clerk.get(receipt_of(out, "public-notice")).status_code == 403
    assert post_form(clerk, receipt_of(out), **slip_form(out)).status_code == 303
    assert delivery(out).served_on == date(2026, 10, 13)


def test_the_post_office_needs_its_own_token(out: UUID):
    assert TestClient(create()).post(f"/api/notify/deliveries/{out}/receipt", json={}).status_code == 401
    assert post_slip("flows", out).status_code == 403
    assert program("post").get(f"/api/notify/deliveries/{out}").status_code == 403
    assert post_slip("post", out).json()["verdict"] == "recorded"


def test_a_form_without_our_token_changes_nothing(out: UUID):
    answer = client("officer").post(receipt_of(out), data=slip_form(out))
    assert answer.status_code == 403
    assert delivery(out).state == "dispatched"


def test_the_board_shows_what_is_out_what_was_served_and_what_failed(tmp_path: Path, out: UUID):
    ask(request("electronic", PERSON.model_copy(update={"email": None})))
    officer = client("officer")
    shown = officer.get("/notices").text
    assert "已发出，待回证" in shown
    assert PERSON.name in shown
    assert "没有确认电子送达地址" in officer.get("/notices?show=failed").text
    post_form(officer, receipt_of(out), **slip_form(out))
    assert "2026年10月13日" in officer.get("/notices?show=served").text
    ask_notice(notice())
    assert "审理期限提醒" in officer.get("/notices?show=notices").text


def test_the_board_speaks_english_too(out: UUID):
    officer = client("officer")
    officer.cookies.set("lang", "en")
    for path in PAGES:
        shown = re.sub(r"<(script|style).*?</\1>", "", officer.get(path.format(id=out)).text)
        assert "Service of documents" in shown


def test_no_page_carries_a_name_in_its_address(out: UUID):
    shown = client("officer").get("/notices").text
    assert not re.findall(rf'(?:href|action)="[^"]*(?:{PERSON.name}|{PERSON.email})', shown)


def test_a_slip_with_its_picture_becomes_the_proof_of_service(out: UUID):
    officer = client("officer")
    answer = post_form(officer, receipt_of(out), slip=PDF, **slip_form(out, how="邮局送回回执"))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/notices/deliveries/{out}")
    found = delivery(out)
    assert files.read(found.standing.slip_sha256) == PDF
    shown = officer.get(answer.headers["location"]).text
    assert "送达回证" in shown
    assert "民事诉讼法 第九十一条" in shown
    kept = officer.get(f"/notices/deliveries/{out}/files/{found.proof_sha256}")
    assert kept.headers["content-type"].startswith("text/plain")
    assert "邮局送回回执" in kept.text
    assert officer.get(f"/notices/deliveries/{out}/files/{found.standing.slip_sha256}").content == PDF


def test_who_read_a_file_is_in_the_audit(out: UUID):
    client("head").get(f"/notices/deliveries/{out}/files/{delivery(out).paper.sha256}")
    with transaction("notify") as session:
        (entry,) = [row for row in session.exec(select(AuditEntry)) if row.action == "read_file"]
    assert (entry.who, entry.subject) == ("person-head", f"delivery:{out}")


def test_a_file_of_another_delivery_is_not_shown(out: UUID):
    other = ask(request(content=b"%PDF other"))
    answer = client("officer").get(f"/notices/deliveries/{out}/files/{delivery(other).paper.sha256}")
    assert answer.status_code == 404


def test_everything_wrong_with_a_slip_is_said_at_once_and_what_was_typed_stays(out: UUID):
    answer = post_form(
        client("officer"), receipt_of(out), **slip_form(out, mode="direct", on="2026-10-30", witness="王五")
    )
    assert answer.status_code == 422
    for said in ("晚于今天", "直接送达须写明签收人。", "直接送达须写明签收人的身份"):
        assert said in answer.text
    assert 'value="王五"' in answer.text
    assert delivery(out).state == "dispatched"


def test_a_corrected_form_with_the_same_key_is_taken(out: UUID):
    officer, key = client("officer"), uuid4().hex
    wrong = slip_form(out, on="2026-10-30", idempotency_key=key)
    assert post_form(officer, receipt_of(out), **wrong).status_code == 422
    assert post_form(officer, receipt_of(out), **(wrong | {"on": "2026-10-13"})).status_code == 303


def test_a_form_sent_twice_is_one_step(out: UUID):
    officer, form = client("officer"), slip_form(out, idempotency_key=uuid4().hex)
    first, again = (post_form(officer, receipt_of(out), **form) for _ in range(2))
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.headers["location"] == again.headers["location"]
    assert len(told()) == 1


def test_a_form_that_saw_an_older_state_is_stale(out: UUID):
    seen = slip_form(out)
    post_slip("post", out)
    assert post_form(client("officer"), receipt_of(out), **seen).status_code == 412


def test_a_picture_that_is_no_picture_is_refused(out: UUID):
    answer = post_form(client("officer"), receipt_of(out), slip=b"<script>", **slip_form(out))
    assert answer.status_code == 422
    assert "PDF、PNG 或者 JPEG" in answer.text


def test_an_upload_that_is_too_large_is_refused(out: UUID):
    large = b"%PDF-" + b"0" * (21 * 1024 * 1024)
    assert post_form(client("officer"), receipt_of(out), slip=large, **slip_form(out)).status_code == 413
    assert delivery(out).state == "dispatched"


def test_broken_json_is_answered_in_words(out: UUID):
    answer = program("post").post(
        f"/api/notify/deliveries/{out}/receipt",
        content=b"{",
        headers={"Idempotency-Key": "k", "Content-Type": "application/json"},
    )
    assert answer.status_code in {400, 422}
    assert "JSON" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/notices/deliveries/{0}", "/notices/deliveries/{0}/receipt"])
def test_an_unknown_delivery_is_not_found(path: str):
    assert client("officer").get(path.format(uuid4())).status_code == 404
    assert post_slip("post", uuid4()).status_code == 404


def test_the_posts_callback_twice_and_late_is_one_service(out: UUID):
    slip = base64.b64encode(PDF).decode()
    first = post_slip("post", out, key="slip-1", slip=slip)
    again = post_slip("post", out, key="slip-1", slip=slip)
    late = post_slip("post", out, slip=slip)
    assert (first.status_code, first.json()) == (200, again.json())
    assert late.json()["verdict"] == "known"
    assert [type(body) for body in told()] == [DeliveryServed]
    assert files.read(delivery(out).standing.slip_sha256) == PDF


def test_the_same_key_for_another_slip_is_a_conflict(out: UUID):
    post_slip("post", out, key="slip-1")
    assert post_slip("post", out, key="slip-1", on="2026-10-14").status_code == 409


def test_a_contradicting_slip_is_filed_and_an_officer_corrects_the_date_with_a_reason(out: UUID):
    post_slip("post", out)
    answer = post_slip("post", out, on="2026-10-15")
    assert answer.json() | {"version": 0} == {
        "verdict": "contradicts", "state": "served", "served_on": "2026-10-13", "is_disputed": True, "version": 0,
    }  # fmt: skip
    officer = client("officer")
    assert "回证互相矛盾" in officer.get("/notices").text
    empty = post_form(officer, receipt_of(out, "correction"), **slip_form(out, on="2026-10-15"))
    assert (empty.status_code, "更正须写明理由" in empty.text) == (422, True)
    right = slip_form(out, on="2026-10-15", reason="以回执原件为准")
    assert post_form(officer, receipt_of(out, "correction"), **right).status_code == 303
    assert (delivery(out).served_on, delivery(out).is_disputed) == (date(2026, 10, 15), False)
    assert [(body.served_on, body.was_on) for body in told()] == [
        (date(2026, 10, 13), None),
        (date(2026, 10, 15), date(2026, 10, 13)),
    ]
    assert "以回执原件为准" in officer.get(f"/notices/deliveries/{out}").text


def test_the_date_that_stands_can_be_confirmed_and_the_case_is_not_told_again(out: UUID):
    post_slip("post", out)
    post_slip("post", out, on="2026-10-15")
    form = slip_form(out, reason="十五日的回执属于另一邮件")
    assert post_form(client("officer"), receipt_of(out, "correction"), **form).status_code == 303
    assert (delivery(out).is_disputed, len(told())) == (False, 1)


def test_a_returned_letter_goes_to_public_notice_and_is_served_when_the_period_has_passed_art_95(out: UUID):
    post_slip("post", out, served=False, ground="moved")
    officer = client("officer")
    form = {
        "ground": "other_modes_failed", "issued_on": TODAY, "place": "区政府网站", "reason": "邮寄退回",
        "version": delivery(out).version,
    }  # fmt: skip
    assert post_form(officer, receipt_of(out, "public-notice"), **form).status_code == 303
    assert "公告期间届满" in officer.get(f"/notices/deliveries/{out}").text
    with transaction("notify") as session:
        assert session.exec(select(ClockRow)).one().due_on == date(2026, 11, 19)
    assert sweep("2026-11-19").status_code == 422, "a sweep does not run ahead of the day"
    live_on(date(2026, 11, 19))
    assert sweep("2026-11-19").json()["lapsed"] == 0
    live_on(date(2026, 11, 20))
    assert program("flows").get("/api/notify/-/agenda?after=2026-11-18").json() == {"next_on": "2026-11-20"}
    assert [sweep("2026-11-20").json()["lapsed"] for _ in range(2)] == [1, 0]
    assert (delivery(out).state, delivery(out).served_on) == ("served", date(2026, 11, 19))
    assert (told()[-1].mode, told()[-1].served_on) == ("public_notice", date(2026, 11, 19))


def test_the_interface_tells_of_a_case_without_naming_anyone(out: UUID):
    officer = client("officer")
    answer = officer.get(
        f"/api/notify/deliveries?case_id={delivery(out).case_id}", headers={"Accept": "application/json"}
    )
    (found,) = answer.json()
    assert (found["id"], found["state"], found["asked_on"]) == (str(out), "dispatched", ASKED.isoformat())
    assert PERSON.name not in answer.text


def test_the_logs_of_the_pages_name_nobody(
    out: UUID, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
):
    officer = client("officer")
    officer.get(f"/notices/deliveries/{out}")
    post_form(officer, receipt_of(out), **slip_form(out, signed_by="签收人甲", mode="direct"))
    captured = capfd.readouterr()
    said = captured.out + captured.err + caplog.text
    for secret in (PERSON.name, PERSON.email, "签收人甲"):
        assert secret not in said


def sweep(on: str) -> Response:
    return program("flows").post("/api/notify/-/sweep", json={"on": on})
