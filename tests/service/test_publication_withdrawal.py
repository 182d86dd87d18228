"""Withdrawal (撤回公开): by the head alone, gone from everywhere, and the tombstone says why."""

import pytest
from sqlmodel import select

from services.chassis.db import transaction
from services.chassis.tables import AuditEntry, EventLog
from tests.fixtures.markup import sound
from tests.fixtures.publication import (
    client,
    number_of,
    package,
    program,
    publish,
    stored,
    withdraw,
)

pytestmark = pytest.mark.usefixtures("clean")
DECISIONS = "/api/publication/decisions"


@pytest.mark.parametrize("role", ["officer", "publisher", "leader", "operator", "applicant"])
def test_only_the_head_withdraws(role: str):
    path = publish(1)
    by = client(role)
    assert by.get(f"{path}/withdraw").status_code == 403
    assert withdraw(path, by).status_code == 403
    assert stored()[0].state == "published"


def test_nobody_unknown_withdraws():
    path = publish(1)
    assert client().get(f"{path}/withdraw").headers["location"].startswith("/sign-in")
    assert withdraw(path, client()).status_code in {401, 403}
    assert stored()[0].state == "published"


def test_a_form_from_elsewhere_withdraws_nothing():
    path = publish(1)
    assert withdraw(path, client("head"), csrf_token="stolen").status_code == 403
    assert stored()[0].state == "published"


def test_a_withdrawn_decision_is_gone_from_everywhere_and_says_why():
    path, sent = publish(1), package(1)
    publish(3)
    head = client("head")
    assert "撤回公开" in head.get(path).text
    assert head.get(f"{path}/withdraw").status_code == 200
    answer = withdraw(path, head)
    assert (answer.status_code, answer.headers["location"]) == (303, path)

    reader, gone = client(), path.rpartition("/")[2]
    for address in (path, f"{path}.pdf"):
        shown = reader.get(address)
        assert shown.status_code == 410
        assert "noindex" in shown.headers["x-robots-tag"]
        assert "人民法院判决" in shown.text
        assert "申辩" not in shown.text
        sound(shown.text)
    assert reader.get(f"{path}.pdf", headers={"If-None-Match": f'"{sent.sha256_pdf}"'}).status_code == 410
    surfaces = [
        "/public",
        "/public?q=申辩",
        "/public?number=2026",
        "/public/feed.atom",
        DECISIONS,
        f"{DECISIONS}?q=申辩",
    ]
    for address in surfaces:
        assert gone not in reader.get(address).text, address
        assert number_of(1) not in reader.get(address).text, address
    verified = reader.get(f"/public/verify/{sent.verification_code}").text
    assert "已撤回公开" in verified
    assert f'href="{path}"' not in verified


def test_a_withdrawal_leaves_no_word_in_the_row_and_its_reason_in_the_log():
    path = publish(1)
    withdraw(path, client("head"))
    (row,) = stored()
    assert (row.state, row.ground, row.text, row.html, row.words, row.title) == ("withdrawn", "court", "", "", "", "")
    with transaction("publication") as session:
        events = list(session.exec(select(EventLog)))
        acts = [entry.action for entry in session.exec(select(AuditEntry))]
    assert [event.type for event in events] == ["publication_released", "publication_withdrawn"]
    assert events[1].data["reason"] == "法院判决撤销"
    assert acts == ["release_publication", "withdraw_publication"]


def test_a_withdrawal_twice_is_one():
    path, head = publish(1), client("head")
    assert withdraw(path, head, idempotency_key="k").status_code == 303
    assert withdraw(path, head, idempotency_key="k").status_code == 303
    assert withdraw(path, head).status_code == 409
    assert head.get(f"{path}/withdraw").status_code == 409


def test_a_withdrawn_decision_does_not_come_back():
    path = publish(1)
    withdraw(path, client("head"))
    by = program()
    answer = by.post(DECISIONS, json=package(1).model_dump(mode="json"), headers={"Idempotency-Key": "again"})
    assert answer.status_code == 409
    assert client().get(path).status_code == 410


@pytest.mark.parametrize(
    "change", [{"reason": " "}, {"reason": "电话13812345678"}, {"ground": "mood"}, {"reason": "长" * 501}]
)
def test_a_withdrawal_needs_a_ground_and_a_reason_without_personal_numbers(change: dict[str, str]):
    path = publish(1)
    assert withdraw(path, client("head"), **change).status_code == 422
    assert stored()[0].state == "published"
