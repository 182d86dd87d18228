"""The trial with its papers and pages on real PostgreSQL: notice of a hearing, stay, review of the basis, calendar."""

from datetime import date, time
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from services.chassis import render
from services.chassis.db import transaction
from services.chassis.docket import rebuild
from services.chassis.tables import Outbox
from services.kernel.refusal import Refused
from services.reconsideration import commands as c
from services.reconsideration.domain import Case
from services.reconsideration.store import BOOK
from tests.fixtures.reconsideration import ALL_MET, HEAD, LEADER, OFFICER, RESPONDENT, act, open_case, read, serve
from tests.service.test_reconsideration_pages import browser, form

pytestmark = pytest.mark.usefixtures("clean")
CALL = c.CallHearing(
    held_on=date(2026, 10, 20),
    at=time(9, 30),
    place="区司法局二楼听证室",
    matters="处罚程序是否合法",
    presiding="王主持",
    listeners=("张听证", "李听证"),
    recorder="赵记录",
)
ON = date(2026, 10, 9)


def accepted() -> UUID:
    case_id = open_case()
    act(case_id, c.AcceptApplication(met=ALL_MET), OFFICER, date(2026, 9, 30))
    return case_id


def text_of(case: Case, kind: str) -> str:
    paper = next(one for one in reversed(case.papers) if one.kind == kind)
    return render.html(paper.document, fragment=True)


def is_rebuilt(case_id: UUID) -> bool:
    with transaction("reconsideration") as session:
        return rebuild(session, BOOK, case_id) == read(case_id)


def test_a_hearing_is_told_to_every_party_on_a_numbered_paper() -> None:
    case_id = accepted()
    case = act(case_id, CALL, OFFICER, ON)
    asked = [one.recipient for one in case.deliveries if one.paper == "hearing_notice"]
    assert asked == ["A1", "R"]
    text = text_of(case, "hearing_notice")
    for said in ("听证通知书", "2026年10月20日", "09:30", "王主持", "张听证、李听证", "视为放弃听证权利"):
        assert said in text
    with transaction("reconsideration") as session:
        types = [row.type for row in session.exec(select(Outbox)).all()]
    assert types.count("delivery.requested") == len(asked)
    serve(case_id, "hearing_notice", date(2026, 10, 12))
    held = c.RecordHearing(applicant_came=True, respondent_came=True, head_came=True, record="双方发表意见。")
    assert act(case_id, held, OFFICER, date(2026, 10, 20)).trial.hearing is not None
    assert is_rebuilt(case_id)


def test_a_refused_hearing_leaves_no_paper_and_no_number() -> None:
    case_id = accepted()
    with pytest.raises(Refused):
        act(case_id, CALL, OFFICER, date(2026, 10, 13))
    assert read(case_id).papers == ()


def test_a_stay_is_ordered_by_a_head_and_lifted_each_on_its_paper() -> None:
    case_id = accepted()
    order = c.OrderStay(ground="asked", reason="执行将造成难以弥补的损失。")
    with pytest.raises(Refused, match=r"access\.denied"):
        act(case_id, order, OFFICER, ON)
    case = act(case_id, order, LEADER, ON)
    assert "第四十二条第三项" in text_of(case, "stay_order")
    case = act(case_id, c.LiftStay(reason="原因消除。"), HEAD, date(2026, 10, 12))
    assert "2026年10月12日起恢复执行" in text_of(case, "stay_lifted")


def test_a_conversion_tells_the_new_last_day() -> None:
    case_id = accepted()
    act(case_id, c.ChooseSummary(summary_type="all_agree", all_agree=True), OFFICER, date(2026, 9, 30))
    case = act(case_id, c.ConvertToOrdinary(reason="案情复杂"), HEAD, ON)
    text = text_of(case, "conversion_notice")
    assert "2026年11月30日" in text
    assert "内提出书面答复并提交证据、依据" in text


def test_the_papers_of_a_review_go_to_the_maker_and_to_the_competent_organ() -> None:
    case_id = accepted()
    ask = c.RequestAttachedReview(
        kind="local", document="普规〔2025〕1号", provision="第五条", maker="某区某局", reason="超越权限"
    )
    act(case_id, ask, OFFICER, ON)
    act(case_id, c.TakeUpAttachedReview(competent=False), HEAD, ON)
    case = act(case_id, c.TransferBasis(receiver="上海市某局", receiver_address="某路1号"), HEAD, ON)
    assert "上海市某局" in text_of(case, "basis_transfer")
    case = serve(case_id, "basis_transfer", date(2026, 10, 12))
    clock = case.clocks.get("arl.basis_opinion:1")
    assert clock is not None
    assert clock.started_on == date(2026, 10, 12)
    with browser(OFFICER) as client:
        page = client.get(f"/reconsideration/cases/{case_id}")
    assert page.status_code == 200
    assert "普规〔2025〕1号" in page.text
    assert is_rebuilt(case_id)


def test_the_calendar_of_hearings_is_not_for_everyone() -> None:
    with browser() as client:
        assert client.get("/reconsideration/hearings").status_code == 303
    with browser(RESPONDENT) as client:
        assert client.get("/reconsideration/hearings").status_code == 403


def test_the_calendar_of_hearings_shows_the_day_and_by_when_to_tell() -> None:
    case_id = accepted()
    with browser(OFFICER) as client:
        assert "目前没有尚未举行的听证" in client.get("/reconsideration/hearings").text
        act(case_id, CALL, OFFICER, ON)
        found = client.get("/reconsideration/hearings").text
    for said in ("2026-10-20", "09:30", "王主持", "尚未全部送达", "2026-10-12"):
        assert said in found


def _post(client: TestClient, case_id: UUID, command: str, **fields: str | list[str]) -> int:
    return client.post(f"/reconsideration/cases/{case_id}/steps/{command}", data=form(client, **fields)).status_code


def test_evidence_is_entered_by_its_form_and_shown_with_its_burden() -> None:
    case_id = accepted()
    item = {"kind": "documentary", "title": "进货台账", "submitter": "applicant", "proves": "damage", "purpose": "损失"}
    with browser(OFFICER) as client:
        assert _post(client, case_id, "record_evidence", **item) == 303
        assert _post(client, case_id, "record_evidence", **{**item, "kind": "rumour"}) == 422
        page = client.get(f"/reconsideration/cases/{case_id}").text
    assert "进货台账" in page
    assert "书证" in page
