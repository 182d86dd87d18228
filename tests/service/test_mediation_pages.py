"""The pages and the interface of mediation, as the people in their roles meet them."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest

from services.mediation.app import create
from tests.fixtures.mediation import (
    ACCEPTED,
    COMPANY,
    MEDIATOR,
    PERSON,
    RECEIVED,
    accepted,
    drafted,
    offer,
    open_case,
    read,
    sweep,
)
from tests.fixtures.reconsideration import person
from tests.fixtures.web import browser, form, on_day, program, signed

pytestmark = pytest.mark.usefixtures("clean")
TODAY = date(2026, 10, 9)


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with on_day(TODAY):
        yield


def test_nobody_is_let_in_without_signing_in() -> None:
    case_id, visitor = open_case(), browser(create())
    for path in ("/mediation", f"/mediation/cases/{case_id}"):
        assert visitor.get(path).headers["location"].startswith("/sign-in?next=")
    assert visitor.post(f"/mediation/cases/{case_id}/steps/close_case", data={}).status_code == 401
    for path in ("/cases", f"/cases/{case_id}", "/-/agenda?after=2026-10-09"):
        assert visitor.get(f"/api/mediation{path}", headers={"Accept": "application/json"}).status_code == 401
    assert program(create(), "mediation", "notify").post("/api/mediation/-/sweep", json={"on": "2026-10-09"}).status_code == 403  # fmt: skip


@pytest.mark.parametrize("role", ["intake_clerk", "adjudicator", "officer", "leader", "applicant", "operator"])
def test_the_wrong_role_sees_and_does_nothing(role: str) -> None:
    case_id, stranger = open_case(), browser(create(), person(role))
    assert stranger.get("/mediation").status_code == 403
    shown = stranger.get(f"/mediation/cases/{case_id}")
    assert shown.status_code == 403
    assert PERSON.name not in shown.text
    step = f"/mediation/cases/{case_id}/steps/accept_request"
    assert stranger.post(step, data=form(stranger, applicant_consents="true")).status_code == 403


def test_a_supervisor_reads_and_is_offered_no_step() -> None:
    case_id, reader = open_case(), browser(create(), person("supervisor"))
    shown = reader.get(f"/mediation/cases/{case_id}")
    assert shown.status_code == 200
    assert "当前没有需要您办理的步骤。" in shown.text
    step = f"/mediation/cases/{case_id}/steps/accept_request"
    both = form(reader, applicant_consents="true", respondent_consents="true")
    assert reader.post(step, data=both).status_code == 403
    assert read(case_id).state == "RECEIVED"


def test_the_list_shows_the_next_limit_with_its_source() -> None:
    open_case()
    open_case(field="consumer")
    mediator = browser(create(), MEDIATOR)
    shown = mediator.get("/mediation?state=RECEIVED").text
    assert shown.index("2026年9月29日") < shown.index("2026年10月8日"), "the earlier limit stands first"
    assert "消费者权益保护法 第四十六条" in shown
    assert "普行调〔2026〕1号" not in mediator.get("/mediation?state=AGREED").text


def test_what_is_late_stands_first_and_is_never_called_done() -> None:
    late, other = open_case(), drafted()
    sweep(date(2026, 9, 30))
    mediator = browser(create(), MEDIATOR)
    shown = mediator.get("/mediation").text
    assert shown.index(str(late)) < shown.index(str(other))
    assert "已逾期" in shown.split("<table")[1]
    assert "step-extend_limit" not in mediator.get(f"/mediation/cases/{accepted(field='consumer')}").text
    assert "step-extend_limit" in mediator.get(f"/mediation/cases/{other}").text
    limits = mediator.get(f"/mediation/cases/{late}").text.split('id="clocks"')[1].split("</section>")[0]
    assert "已届满" in limits
    assert "已办结" not in limits


def test_a_mediator_walks_the_case_by_its_forms() -> None:
    case_id, mediator = open_case(), browser(create(), MEDIATOR)
    page = f"/mediation/cases/{case_id}"

    def step(command: str, **fields: str | list[str]) -> int:
        sent = mediator.post(
            f"{page}/steps/{command}", data=form(mediator, version=str(read(case_id).version), **fields)
        )
        return sent.status_code

    assert step("accept_request", applicant_consents="true", respondent_consents="true") == 303
    assert (
        step("record_session", held_on="2026-10-09", place="调解室", attended=["A1", "B1"], record="双方陈述。") == 303
    )
    assert step("draft_agreement", text="退还2600元。") == 303
    assert step("sign_agreement", side="A1", signed_on="2026-10-09") == 303
    assert "未签字" in mediator.get(page).text
    assert step("sign_agreement", side="B1", signed_on="2026-10-09") == 303
    shown = mediator.get(page).text
    assert "达成协议" in shown
    assert "2026年11月9日" in shown, "民事诉讼法 第二百零五条: the thirtieth day is a Sunday"
    assert step("close_case") == 303


def test_a_refused_form_keeps_what_was_typed_and_names_every_fault() -> None:
    case_id, mediator = drafted(), browser(create(), MEDIATOR)
    step = f"/mediation/cases/{case_id}/steps/terminate_mediation"
    answer = mediator.post(step, data=form(mediator, reason="deadline", statement="已经谈不下去了"))
    assert answer.status_code == 422
    assert "调解期限尚未届满，不能以期满为由终止。" in answer.text
    assert "终止调解应当告知当事人其他解决途径。" in answer.text
    assert "已经谈不下去了" in answer.text
    assert read(case_id).state == "MEDIATING"


def test_a_missing_token_a_stale_version_and_a_second_click_change_nothing() -> None:
    case_id, mediator = drafted(), browser(create(), MEDIATOR)
    step = f"/mediation/cases/{case_id}/steps/sign_agreement"
    fields = {"side": "A1", "signed_on": "2026-10-09"}
    assert mediator.post(step, data={**form(mediator, **fields), "csrf_token": "x"}).status_code == 403
    assert mediator.post(step, data=form(mediator, version="1", **fields)).status_code == 412
    sent = form(mediator, version=str(read(case_id).version), **fields)
    assert [mediator.post(step, data=sent).status_code for _ in range(2)] == [303, 303]
    agreement = read(case_id).agreement
    assert agreement is not None
    assert len(agreement.signatures) == 1


def test_the_desk_refers_a_unit_once_and_the_flows_sweep_and_ask_for_the_agenda() -> None:
    flows = program(create(), "mediation")
    body = offer(respondent=COMPANY).model_dump(mode="json")
    refs = [
        flows.post("/api/mediation/referrals", json=body, headers={"Idempotency-Key": key})
        for key in ("one", "one", "two")
    ]
    assert [ref.status_code for ref in refs] == [201, 201, 201]
    assert refs[0].json() == refs[1].json() == refs[2].json()
    assert flows.get("/api/mediation/-/agenda", params={"after": "2026-09-21"}).json() == {"next_on": "2026-09-23"}
    assert flows.post("/api/mediation/-/sweep", json={"on": "2027-01-01"}).status_code == 422
    swept = flows.post("/api/mediation/-/sweep", json={"on": TODAY.isoformat()}).json()
    assert swept == {"lapsed": 1, "looked_at": 1}
    told = [flows.post("/api/mediation/-/remind", json={"on": TODAY.isoformat()}).json()["sent"] for _ in range(2)]
    assert told == [1, 0], "the missed limit, once"


def test_a_reminder_of_the_limit_to_mediate_reaches_the_mediator_once() -> None:
    drafted()
    flows = program(create(), "mediation")
    with on_day(date(2026, 10, 12)):
        sent = [flows.post("/api/mediation/-/remind", json={"on": "2026-10-12"}).json()["sent"] for _ in range(2)]
    assert sent == [1, 0], "ten working days before the last"


def test_a_program_step_needs_its_kind_its_key_and_the_seen_version() -> None:
    case_id, mediator = open_case(), browser(create(), MEDIATOR)
    steps = f"/api/mediation/cases/{case_id}/steps"
    both = {"type": "accept_request", "applicant_consents": True, "respondent_consents": True}
    assert mediator.post(steps, json={"type": "propose_termination"}, headers=signed(mediator)).status_code == 422
    without_key = {name: value for name, value in signed(mediator).items() if name != "Idempotency-Key"}
    assert mediator.post(steps, json=both, headers=without_key).status_code == 400
    stale = signed(mediator) | {"If-Match": '"7"'}
    assert mediator.post(steps, json=both, headers=stale).status_code == 412
    key = str(uuid4())
    answer = mediator.post(steps, json=both, headers=signed(mediator, key))
    assert answer.json()["state"] == "MEDIATING"
    other = mediator.post(steps, json=both | {"respondent_consents": False}, headers=signed(mediator, key))
    assert other.status_code == 409
    unknown = mediator.post(f"/api/mediation/cases/{uuid4()}/steps", json=both, headers=signed(mediator))
    assert unknown.status_code == 404
    sheet = mediator.get(f"/api/mediation/cases/{case_id}").json()
    assert "terminate_mediation" in [step["command"] for step in sheet["steps"]]
    assert RECEIVED < ACCEPTED < TODAY
