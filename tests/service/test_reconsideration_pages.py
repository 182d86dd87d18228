"""The pages and the interface of reconsideration, as the people in their roles meet them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from services.chassis import csrf, now, sessions, sweeping, tokens
from services.chassis.clock_rows import MissedLimit
from services.chassis.db import transaction
from services.kernel.principal import Principal, service
from services.kernel.refusal import Refused
from services.reconsideration import handlers, views
from services.reconsideration.app import create
from services.reconsideration.commands import (
    AcceptApplication,
    DecideWithdrawal,
    DraftDecision,
    FileReply,
    HearOpinions,
    RecordServiceFailure,
    ReviewDecision,
    SignDecision,
    TerminateCase,
    WithdrawApplication,
)
from tests.fixtures.reconsideration import (
    ALL_MET,
    DRAFT,
    FILED,
    HEAD,
    LEADER,
    OFFICER,
    RESPONDENT,
    REVIEWER,
    act,
    offer,
    open_case,
    person,
    read,
    serve,
)

pytestmark = pytest.mark.usefixtures("clean")
OTHER_ORGAN = person("respondent", "elsewhere", organ="putuo.labour")


@contextmanager
def browser(who: Principal | None = None) -> Iterator[TestClient]:
    with TestClient(create(), base_url="http://testserver", follow_redirects=False) as client:
        if who is not None:
            client.cookies.set(sessions.SESSION_COOKIE, sessions.begin(who))
        yield client


def form(client: TestClient, **fields: str | list[str]) -> dict[str, str | list[str]]:
    token = csrf.token_for(client.cookies[sessions.SESSION_COOKIE])
    return {"csrf_token": token, "idempotency_key": str(uuid4()), **fields}


@pytest.fixture
def on_filing_day() -> Iterator[None]:
    now.use_offset_reader(None)
    shift = datetime(FILED.year, FILED.month, FILED.day, 2, tzinfo=now.SHANGHAI) - now.now()
    now.use_offset_reader(lambda: shift + timedelta(hours=7))
    yield
    now.use_offset_reader(None)


PAGES = ("", "/cases/{id}", "/cases/{id}/decision", "/cases/{id}/redaction")


@pytest.mark.parametrize("path", PAGES)
def test_nobody_known_is_led_to_sign_in(path: str) -> None:
    case_id = open_case()
    with browser() as client:
        answer = client.get("/reconsideration" + path.format(id=case_id))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize("path", PAGES)
def test_a_person_of_another_desk_is_refused(path: str) -> None:
    case_id = open_case()
    with browser(person("mediator")) as client:
        assert client.get("/reconsideration" + path.format(id=case_id)).status_code == 403


@pytest.mark.parametrize("path", ["/organ/cases/{id}"])
def test_another_organ_does_not_learn_that_the_case_exists(path: str) -> None:
    case_id = open_case()
    with browser(OTHER_ORGAN) as client:
        seen = client.get("/reconsideration" + path.format(id=case_id))
        unknown = client.get("/reconsideration" + path.format(id=uuid4()))
    assert seen.status_code == unknown.status_code == 404
    assert "欧阳晓岚" not in seen.text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_for_the_officer(path: str) -> None:
    case_id = open_case()
    with browser(OFFICER) as client:
        answer = client.get("/reconsideration" + path.format(id=case_id))
    assert answer.status_code == 200
    assert "<h1>" in answer.text


@pytest.mark.usefixtures("on_filing_day")
def test_the_officer_accepts_by_the_form_and_a_second_click_changes_nothing() -> None:
    case_id = open_case()
    with browser(OFFICER) as client:
        fields = form(client, version="1", procedure="ordinary", met=list(ALL_MET))
        path = f"/reconsideration/cases/{case_id}/steps/accept_application"
        first, second = client.post(path, data=fields), client.post(path, data=fields)
    assert first.status_code == second.status_code == 303
    assert read(case_id).version == 2


@pytest.mark.usefixtures("on_filing_day")
def test_a_stale_page_is_refused_with_412_and_nothing_is_written() -> None:
    case_id = open_case()
    with browser(OFFICER) as client:
        path = f"/reconsideration/cases/{case_id}/steps/accept_application"
        answer = client.post(path, data=form(client, version="7", procedure="ordinary", met=list(ALL_MET)))
    assert answer.status_code == 412
    assert "案件已被他人更新" in answer.text
    assert read(case_id).state == "RECEIVED"


@pytest.mark.usefixtures("on_filing_day")
def test_a_refused_form_keeps_what_was_typed_and_names_every_fault() -> None:
    """第三十条第二款: a refusal for want of jurisdiction names the competent organ."""
    case_id = open_case()
    with browser(HEAD) as client:
        path = f"/reconsideration/cases/{case_id}/steps/refuse_application"
        answer = client.post(path, data=form(client, version="1", grounds=["A6"], reasons="不属于本机关管辖"))
        empty = client.post(path, data=form(client, version="1"))
    assert answer.status_code == 422
    assert "不属于本机关管辖" in answer.text
    assert "应当在不予受理决定中告知有管辖权的行政复议机关" in answer.text
    assert "不予受理的事由" in empty.text
    assert "具体理由" in empty.text
    assert read(case_id).state == "RECEIVED"


@pytest.mark.usefixtures("on_filing_day")
def test_a_step_by_the_wrong_role_is_refused_and_writes_nothing() -> None:
    case_id = open_case()
    with browser(REVIEWER) as client:
        path = f"/reconsideration/cases/{case_id}/steps/accept_application"
        assert (
            client.post(path, data=form(client, version="1", procedure="ordinary", met=list(ALL_MET))).status_code
            == 403
        )
    assert read(case_id).version == 1


def test_a_form_without_its_token_is_refused() -> None:
    case_id = open_case()
    with browser(OFFICER) as client:
        path = f"/reconsideration/cases/{case_id}/steps/accept_application"
        answer = client.post(path, data={"version": "1", "idempotency_key": "one"})
    assert answer.status_code == 403
    assert read(case_id).version == 1


def test_the_interface_opens_one_case_for_one_unit_however_often_it_is_referred() -> None:
    referral = offer()
    headers = {"Authorization": f"Bearer {tokens.issue('flows', 'reconsideration')}"}
    with browser() as client:
        answers = [
            client.post(
                "/api/reconsideration/referrals",
                content=referral.model_dump_json(),
                headers={**headers, "Idempotency-Key": key, "content-type": "application/json"},
            )
            for key in ("route:1", "route:1", "route:2")
        ]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert len({answer.json()["case_id"] for answer in answers}) == 1


def test_the_case_page_shows_the_reckoning_of_each_limit() -> None:
    """第三十条: five working days across the National Day holiday of 2026 end on 12 October."""
    case_id = open_case()
    with browser(OFFICER) as client:
        text = client.get(f"/reconsideration/cases/{case_id}").text
    assert 'datetime="2026-10-12"' in text
    assert "行政复议法 第三十条第一款" in text


def test_drafting_shows_all_faults_at_once_and_keeps_the_text() -> None:
    case_id = trial_case()
    with browser(OFFICER) as client:
        fields = form(client, outcome="REVOKE", grounds=["G-SOUND"], found="查明事实若干。", reasons="")
        answer = client.post(f"/reconsideration/cases/{case_id}/decision", data=fields)
    assert answer.status_code == 422
    for sentence in ("不能以“认定事实清楚", "请写明本机关认为的理由", "听取当事人的意见", "答复期限尚未届满"):
        assert sentence in answer.text
    assert "查明事实若干。" in answer.text


def trial_case() -> UUID:
    case_id = open_case()
    act(case_id, AcceptApplication(met=ALL_MET), OFFICER, date(2026, 9, 30))
    return case_id


def test_a_paper_that_is_not_in_the_case_is_not_found() -> None:
    case_id = open_case()
    with browser(OFFICER) as client:
        missing = client.get(f"/reconsideration/cases/{case_id}/papers/{'0' * 64}.pdf")
    assert missing.status_code == 404


def test_whoever_drafted_a_decision_neither_reviews_nor_signs_it() -> None:
    """第六十一条第一款: the body drafts, the organ's head agrees."""
    case_id = called_on()
    drafter = person("officer").model_copy(update={"roles": frozenset({"officer", "reviewer", "leader"})})
    act(case_id, FileReply(statement="程序合法。"), RESPONDENT, date(2026, 10, 9))
    act(case_id, HearOpinions(way="telephone", summary="坚持请求。"), drafter, date(2026, 10, 9))
    act(case_id, DraftDecision(draft=DRAFT), drafter, date(2026, 10, 9))
    with pytest.raises(Refused, match="own_draft"):
        act(case_id, ReviewDecision(approved=True), drafter, date(2026, 10, 9))
    act(case_id, ReviewDecision(approved=True), REVIEWER, date(2026, 10, 9))
    with pytest.raises(Refused, match="own_draft"):
        act(case_id, SignDecision(approved=True), drafter, date(2026, 10, 9))
    assert read(case_id).state == "REVIEWED"


def called_on() -> UUID:
    """A case whose respondent has been called on to answer."""
    case_id = trial_case()
    with transaction("reconsideration") as session:
        handlers.send_copy(session, case_id, OFFICER, today=date(2026, 9, 30))
    serve(case_id, "reply_notice", date(2026, 10, 8))
    return case_id


def test_an_organ_sees_nothing_of_a_case_before_it_is_called_on() -> None:
    case_id = trial_case()
    with browser(RESPONDENT) as client:
        assert client.get(f"/reconsideration/organ/cases/{case_id}").status_code == 404
        assert "普府复" not in client.get("/reconsideration/organ").text


def test_an_organ_reads_its_own_limit_and_papers_but_never_our_draft() -> None:
    """第四十八条: ten working days from 8 October 2026, with the worked Saturday of 10 October."""
    case_id = called_on()
    act(case_id, FileReply(statement="程序合法。"), RESPONDENT, date(2026, 10, 9))
    act(case_id, HearOpinions(way="telephone", summary="坚持请求。"), OFFICER, date(2026, 10, 9))
    act(case_id, DraftDecision(draft=DRAFT), OFFICER, date(2026, 10, 9))
    with browser(RESPONDENT) as client:
        board = client.get("/reconsideration", follow_redirects=True).text
        sheet = client.get(f"/reconsideration/organ/cases/{case_id}").text
        told = client.get(f"/api/reconsideration/organ/cases/{case_id}").text
        ours = [
            client.get(f"/reconsideration/cases/{case_id}{path}").status_code
            for path in ("", "/decision", "/redaction")
        ]
        ours.append(client.get(f"/api/reconsideration/cases/{case_id}").status_code)
        ours.append(client.get("/api/reconsideration/cases").status_code)
    assert ours == [403] * 5
    for text in (board, sheet, told):
        assert "普府复" in text
        for secret in ("已拟稿", "撤销", "违反法定程序", "坚持请求", "13800138000 "):
            assert secret not in text.replace("撤销行政处罚决定", "")


def test_an_organ_answers_by_its_own_form() -> None:
    case_id = called_on()
    with browser(RESPONDENT) as client:
        path = f"/reconsideration/organ/cases/{case_id}/steps/file_reply"
        empty = client.post(path, data=form(client, statement=""))
        answer = client.post(path, data=form(client, statement="处罚适当。", evidence="现场笔录\n送达回证"))
    assert empty.status_code == 422
    assert "书面答复" in empty.text
    assert answer.status_code == 303
    reply = read(case_id).reply
    assert reply is not None
    assert reply.evidence == ("现场笔录", "送达回证")


def test_an_organ_reads_only_papers_sent_to_it() -> None:
    case_id = called_on()
    (notice,) = read(case_id).papers
    with browser(RESPONDENT) as client:
        assert client.get(f"/reconsideration/cases/{case_id}/papers/{notice.pdf_sha256}.pdf").status_code == 200
    with browser(OTHER_ORGAN) as client:
        assert client.get(f"/reconsideration/cases/{case_id}/papers/{notice.pdf_sha256}.pdf").status_code == 404


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2026, 11, 27), "soon"), (date(2026, 11, 30), "today"), (date(2026, 12, 1), "overdue")],
)
def test_a_case_whose_limit_to_decide_passes_stays_first_in_the_list(today: date, state: str) -> None:
    """第六十二条: sixty days from acceptance on 30 September end on Sunday 29 November, so on Monday the 30th."""
    case_id, young = called_on(), open_case(date(2026, 11, 25))
    sweep = sweeping.sweep("reconsideration", today, handlers.lapse_as(service("flows"), today))
    assert sweep.looked_at >= 1
    with transaction("reconsideration") as session:
        found = views.lines(session, OFFICER, today)
        missed = [row.rule for row in session.exec(select(MissedLimit)).all()]
    assert {line.id for line in found} == {case_id, young}
    line = next(line for line in found if line.id == case_id)
    assert line.due is not None
    assert (line.due.due_on, line.due.state) == (date(2026, 11, 30), state)
    assert missed == (["arl.ordinary"] if state == "overdue" else [])
    if state == "overdue":
        assert found[0].id == case_id


def test_a_paper_that_comes_back_after_the_withdrawal_is_noted_and_stops_nothing() -> None:
    case_id = trial_case()
    with transaction("reconsideration") as session:
        handlers.send_copy(session, case_id, OFFICER, today=date(2026, 9, 30))
    act(case_id, WithdrawApplication(reason="已和解"), OFFICER, date(2026, 10, 8))
    act(case_id, DecideWithdrawal(approved=True), HEAD, date(2026, 10, 8))
    act(case_id, TerminateCase(ground="withdrawn", reason="准予撤回"), LEADER, date(2026, 10, 8))
    sent = read(case_id).deliveries[0]
    failure = RecordServiceFailure(delivery_id=sent.id, reason="逾期未领")
    act(case_id, failure, service("reconsideration"), date(2026, 10, 9))
    case = read(case_id)
    assert (case.state, case.deliveries[0].state) == ("TERMINATED", "failed")
