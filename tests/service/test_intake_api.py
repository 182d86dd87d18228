"""The desk's interface: hand-over by partners, the offer to a channel, and what the channel tells back."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest
from httpx import Response

from services.chassis.contracts import ReferralOffer
from services.chassis.db import transaction
from services.chassis.messages import AnyBody, CaseMoved, CaseOpened, Message
from services.intake import store
from services.intake.app import consumers
from services.intake.domain import evolve
from services.intake.store import DisputeRow
from tests.service.intake_desk import (
    TODAY,
    browser,
    count,
    fine,
    hand_over,
    handed_over,
    living_on,
    nothing_written,
    program,
    submit,
    units,
)


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with living_on(TODAY):
        yield


@pytest.fixture
def unit_id() -> UUID:
    """A fine that waits to be referred to reconsideration."""
    submit(browser("intake_clerk"), "/desk/disputes", fine())
    return units()[0].id


def case_of(channel: str = "reconsideration", **changes: str) -> dict[str, str]:
    return {"case_id": str(uuid4()), "number": "普府复〔2026〕1号", "channel": channel} | changes


def refer(unit_id: UUID, case: dict[str, str], source: str = "flows") -> Response:
    headers = {"Idempotency-Key": uuid4().hex}
    return program(source).post(f"/api/intake/units/{unit_id}/referred", json=case, headers=headers)


def hear(body: AnyBody, on: date = TODAY) -> None:
    message = Message(source="reconsideration", on=on, body=body)
    with transaction("intake") as session:
        consumers()[message.type](session, message)


def moved(unit_id: UUID, case: dict[str, str], title: str, on: date) -> CaseMoved:
    return CaseMoved.model_validate({**case, "unit_id": unit_id, "state": "TRIAL", "title": title, "on": on})


CALLS = [
    ("POST", "/api/intake/disputes"),
    ("GET", "/api/intake/disputes?q=吴小芹"),
    ("GET", f"/api/intake/disputes/{uuid4()}"),
    ("POST", "/api/intake/route"),
    ("GET", f"/api/intake/units/{uuid4()}/offer"),
    ("POST", f"/api/intake/units/{uuid4()}/referred"),
    ("POST", f"/api/intake/units/{uuid4()}/route"),
]


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_nobody_is_told_to_sign_in(method: str, path: str) -> None:
    assert browser().request(method, path, headers={"Accept": "application/json"}, json={}).status_code == 401


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_a_service_without_the_permission_is_turned_away(method: str, path: str) -> None:
    assert program("publication").request(method, path, json={}).status_code == 403


def test_a_session_without_the_token_in_the_header_changes_nothing() -> None:
    headers = {"Accept": "application/json", "Idempotency-Key": "k"}
    assert browser("intake_clerk").post("/api/intake/disputes", json=handed_over(), headers=headers).status_code == 403
    assert nothing_written()


def test_a_partner_hands_over_and_learns_number_and_route() -> None:
    answer = hand_over(program("hotline"), handed_over())
    assert answer.status_code == 201
    receipt = answer.json()
    assert receipt["number"] == "普非诉〔2026〕1号"
    assert receipt["units"][0]["route"]["channel"] == "mediation"
    assert receipt["units"][0]["route"]["organ_id"] == "putuo.market"


def test_the_same_reference_again_is_refused_and_shown_the_first() -> None:
    partner = program("hotline")
    hand_over(partner, handed_over())
    again = hand_over(partner, handed_over(story="又说了一遍。"))
    assert again.status_code == 409
    assert "普非诉〔2026〕1号" in again.json()["detail"]
    assert count(DisputeRow) == 1


def test_the_same_call_again_is_the_same_answer() -> None:
    partner, key = program("hotline"), uuid4().hex
    first, second = (hand_over(partner, handed_over(), key) for _ in range(2))
    assert first.json() == second.json()
    other = hand_over(partner, handed_over("another"), key)
    assert other.status_code == 409
    assert count(DisputeRow) == 1


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"received_on": "2026-09-30"}, 422),
        ({"units": []}, 422),
        ({"applicant": {"name": ""}}, 422),
        ({"surprise": 1}, 422),
        ({"units": [{"claim": "x", "answers": {"nature": "moon"}}]}, 422),
        ({"units": [{"claim": "x", "answers": {"respondent_organ": "moon"}}]}, 422),
    ],
)
def test_what_cannot_be_registered_is_refused_with_its_reasons(change: dict[str, object], status: int) -> None:
    answer = hand_over(program("hotline"), handed_over(**change))
    assert answer.status_code == status
    assert answer.json()["faults"]
    assert nothing_written()


def test_a_call_without_a_key_or_with_broken_json_writes_nothing() -> None:
    partner = program("hotline")
    assert partner.post("/api/intake/disputes", json=handed_over()).status_code == 400
    broken = partner.post(
        "/api/intake/disputes",
        content=b'{"received_on":',
        headers={"Idempotency-Key": "k", "Content-Type": "application/json"},
    )
    assert broken.status_code == 400
    assert nothing_written()


def test_the_offer_carries_what_the_channel_needs(unit_id: UUID) -> None:
    offer = ReferralOffer.model_validate(program("flows").get(f"/api/intake/units/{unit_id}/offer").json())
    assert (offer.channel, offer.respondent_organ, offer.respondent) == ("reconsideration", "putuo.market", None)
    assert (offer.act.kind, offer.act.made_on, offer.act.fine_amount) == ("penalty", date(2026, 9, 20), 2000)
    assert offer.applicant.address.road == "长寿路"
    assert offer.route.rules == ("R15",)
    assert offer.dispute_number == "普非诉〔2026〕1号"


def test_an_offer_against_a_private_party_names_the_party() -> None:
    hand_over(program("hotline"), handed_over())
    offer = ReferralOffer.model_validate(program("flows").get(f"/api/intake/units/{units()[0].id}/offer").json())
    assert offer.respondent_organ == ""
    assert offer.respondent is not None
    assert offer.respondent.name == "动力健身有限公司"
    assert offer.act.kind == "consumer"


def test_what_belongs_elsewhere_is_never_offered() -> None:
    elsewhere = handed_over(units=[{"claim": "告法院", "answers": {"respondent_kind": "court"}}])
    hand_over(program("hotline"), elsewhere)
    assert program("flows").get(f"/api/intake/units/{units()[0].id}/offer").status_code == 409


def test_a_referral_is_recorded_once_and_never_to_two_cases(unit_id: UUID) -> None:
    case = case_of()
    assert refer(unit_id, case).status_code == 200
    assert refer(unit_id, case).json()["version"] == 2
    assert refer(unit_id, case_of(number="普府复〔2026〕2号")).status_code == 409
    assert [(unit.state, unit.case_number) for unit in units()] == [("referred", "普府复〔2026〕1号")]


def test_a_case_of_another_channel_is_refused(unit_id: UUID) -> None:
    assert refer(unit_id, case_of("mediation")).status_code == 409
    assert [unit.state for unit in units()] == ["waiting"]


def test_a_referral_of_a_unit_nobody_knows_is_refused() -> None:
    assert refer(uuid4(), case_of()).status_code == 404


def test_the_desk_hears_of_the_case_even_when_the_flow_died(unit_id: UUID) -> None:
    case = case_of()
    hear(CaseOpened.model_validate({**case, "unit_id": unit_id}))
    hear(moved(unit_id, case, "审理中", date(2026, 10, 12)), date(2026, 10, 12))
    assert [(unit.state, unit.case_title) for unit in units()] == [("referred", "审理中")]
    assert refer(unit_id, case).status_code == 200


def test_news_out_of_order_and_twice_leaves_the_newest(unit_id: UUID) -> None:
    case = case_of()
    hear(moved(unit_id, case, "审理中", date(2026, 10, 12)), date(2026, 10, 12))
    hear(moved(unit_id, case, "待受理", date(2026, 9, 29)))
    hear(moved(unit_id, case, "审理中", date(2026, 10, 12)), date(2026, 10, 12))
    assert [unit.case_title for unit in units()] == ["审理中"]


def test_news_of_a_case_that_did_not_come_from_the_desk_is_passed_over() -> None:
    hear(moved(uuid4(), case_of(), "审理中", TODAY))
    hear(CaseOpened.model_validate({**case_of(), "unit_id": None}))
    assert nothing_written()


def test_a_referred_unit_keeps_its_channel(unit_id: UUID) -> None:
    refer(unit_id, case_of())
    headers = {"Idempotency-Key": "k", "X-CSRF-Token": ""}
    wish = {"channel": "mediation", "reason": "改主意了"}
    assert program("flows").post(f"/api/intake/units/{unit_id}/route", json=wish, headers=headers).status_code == 403
    assert [unit.channel for unit in units()] == ["reconsideration"]


def test_a_dispute_is_rebuilt_from_its_events_alone(unit_id: UUID) -> None:
    case = case_of()
    refer(unit_id, case)
    hear(moved(unit_id, case, "审理中", date(2026, 10, 12)), date(2026, 10, 12))
    with transaction("intake") as session:
        dispute_id = store.dispute_of(session, unit_id)
        assert dispute_id is not None
        rebuilt = None
        for fact in store.history(session, dispute_id):
            rebuilt = evolve(rebuilt, fact)
        assert rebuilt == store.load(session, dispute_id)


def test_a_route_can_be_asked_for_without_filing() -> None:
    facts = {"filed_on": "2026-09-29", "nature": "private", "field": "patent", "respondent_kind": "company"}
    answer = program("flows").post("/api/intake/route", json=facts)
    assert answer.json()["channel"] == "adjudication"
    assert nothing_written()
