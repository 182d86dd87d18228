"""The pages and the interface of adjudication, as the people in their roles meet them."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest

from services.adjudication.app import consumers, create
from tests.fixtures.adjudication import ADJUDICATOR, DRAFT, drafted, issued, open_case, read, serve, signed
from tests.fixtures.mediation import COMPANY, offer
from tests.fixtures.reconsideration import LEADER, person
from tests.fixtures.web import browser, form, on_day, program
from tests.fixtures.web import signed as headers_of

pytestmark = pytest.mark.usefixtures("clean")
TODAY = date(2026, 10, 22)


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with on_day(TODAY):
        yield


def test_nobody_is_let_in_without_signing_in() -> None:
    case_id, visitor = open_case(), browser(create())
    for path in ("/adjudication", f"/adjudication/cases/{case_id}", f"/adjudication/cases/{case_id}/papers/{'0' * 64}"):
        assert visitor.get(path).headers["location"].startswith("/sign-in?next=")
    assert visitor.post(f"/adjudication/cases/{case_id}/steps/close_case", data={}).status_code == 401
    asked = {"Accept": "application/json"}
    assert visitor.get("/api/adjudication/cases", headers=asked).status_code == 401
    assert visitor.post(f"/api/adjudication/cases/{case_id}/decision/issue", headers=asked).status_code == 401


@pytest.mark.parametrize("role", ["intake_clerk", "mediator", "officer", "head", "applicant", "operator"])
def test_the_wrong_role_sees_and_does_nothing(role: str) -> None:
    case_id, stranger = issued(), browser(create(), person(role))
    decision = read(case_id).decision
    assert decision is not None
    for path in ("", f"/cases/{case_id}", f"/cases/{case_id}/papers/{decision.pdf_sha256}.pdf"):
        shown = stranger.get(f"/adjudication{path}")
        assert shown.status_code == 403
        assert COMPANY.name not in shown.text
    step = f"/adjudication/cases/{case_id}/steps/close_case"
    assert stranger.post(step, data=form(stranger)).status_code == 403


def test_the_adjudicator_drafts_the_leader_signs_and_both_sides_are_served() -> None:
    case_id = drafted()
    adjudicator, leader = browser(create(), ADJUDICATOR), browser(create(), LEADER)
    page = f"/adjudication/cases/{case_id}"
    assert "签发裁决" not in adjudicator.get(page).text.split('id="timeline"')[0]
    assert "step-sign_decision" in leader.get(page).text
    assert leader.post(f"{page}/steps/sign_decision", data=form(leader, approved="true")).status_code == 303
    once = form(adjudicator, version=str(read(case_id).version))
    for _ in range(2):
        assert adjudicator.post(f"{page}/steps/issue_decision", data=once).status_code == 303
    case = read(case_id)
    assert (case.state, len(case.papers), len(case.deliveries)) == ("DECIDED", 2, 3)
    shown = adjudicator.get(page).text
    assert "普行裁决〔2026〕1号" in shown
    decision = case.decision
    assert decision is not None
    paper = adjudicator.get(f"{page}/papers/{decision.pdf_sha256}")
    assert "行政裁决书" in paper.text
    assert DRAFT.reasons in paper.text
    pdf = adjudicator.get(f"{page}/papers/{decision.pdf_sha256}.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert adjudicator.get(f"{page}/papers/{'0' * 64}").status_code == 404
    serve(case_id, "decision", TODAY)
    assert "裁决书已送达双方" in adjudicator.get(page).text


def test_a_failed_delivery_is_sent_again_from_the_page() -> None:
    case_id, adjudicator = issued(), browser(create(), ADJUDICATOR)
    first = read(case_id).outstanding("decision")[0]
    again = f"/adjudication/cases/{case_id}/deliveries/{first.id}/repeat"
    assert adjudicator.post(again, data=form(adjudicator, mode="pigeon")).status_code == 422
    assert adjudicator.post(again, data=form(adjudicator, mode="direct")).status_code == 422, "it has not failed"


def test_a_refused_draft_keeps_what_was_typed() -> None:
    case_id, adjudicator = drafted(), browser(create(), ADJUDICATOR)
    step = f"/adjudication/cases/{case_id}/steps/draft_decision"
    answer = adjudicator.post(step, data=form(adjudicator, outcome="supported", found="查明如下", reasons="理由"))
    assert answer.status_code == 422
    assert "须写明裁决的具体内容" in answer.text
    assert "查明如下" in answer.text


def test_a_unit_is_referred_once_and_the_flows_sweep() -> None:
    flows = program(create(), "adjudication")
    body = offer("enterprise_name", channel="adjudication").model_dump(mode="json")
    refs = [
        flows.post("/api/adjudication/referrals", json=body, headers={"Idempotency-Key": str(uuid4())})
        for _ in range(2)
    ]
    assert [ref.status_code for ref in refs] == [201, 201]
    assert refs[0].json() == refs[1].json()
    wrong = body | {"channel": "mediation", "unit_id": str(uuid4())}
    refused = flows.post("/api/adjudication/referrals", json=wrong, headers={"Idempotency-Key": str(uuid4())})
    assert refused.status_code == 409
    assert flows.post("/api/adjudication/-/sweep", json={"on": TODAY.isoformat()}).json()["lapsed"] == 1
    assert flows.get("/api/adjudication/-/agenda", params={"after": TODAY.isoformat()}).json() == {"next_on": None}
    assert set(consumers()) == {"delivery.served", "delivery.failed"}


def test_a_program_issues_a_signed_decision_once() -> None:
    case_id, adjudicator = signed(), browser(create(), ADJUDICATOR)
    path = f"/api/adjudication/cases/{case_id}/decision/issue"
    answers = [adjudicator.post(path, headers=headers_of(adjudicator)).json() for _ in range(2)]
    assert answers[0] == answers[1]
    steps = f"/api/adjudication/cases/{case_id}/steps"
    forged = {"type": "issue_decision"}
    assert adjudicator.post(steps, json=forged, headers=headers_of(adjudicator)).status_code == 422
    listed = adjudicator.get("/api/adjudication/cases", headers={"Accept": "application/json"}).json()
    assert [line["state"] for line in listed] == ["DECIDED"]
