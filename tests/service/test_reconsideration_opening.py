"""申请与受理 at the level of the handlers: papers, proof of service, the sweep, joined cases, and the case page."""

from datetime import date
from uuid import UUID

import pytest

from services.chassis import sweeping
from services.chassis.db import transaction
from services.reconsideration import handlers, views
from services.reconsideration.commands import (
    AcceptApplication,
    AskCorrection,
    DismissApplication,
    JoinCases,
    JoinThirdParty,
    RefuseApplication,
    SplitCases,
)
from services.reconsideration.store import recipient
from tests.fixtures.reconsideration import ALL_MET, FLOWS, HEAD, OFFICER, act, open_case, read, serve

pytestmark = pytest.mark.usefixtures("clean")
DAY = date(2026, 9, 30)


def accepted() -> UUID:
    case_id = open_case()
    act(case_id, AcceptApplication(met=ALL_MET), OFFICER, DAY)
    return case_id


def sweep(on: date) -> int:
    return sweeping.sweep("reconsideration", on, handlers.lapse_as(FLOWS, on)).lapsed


def text_of(case_id: UUID, kind: str) -> str:
    return next(paper.document.plain for paper in read(case_id).papers if paper.kind == kind)


def test_article_31_the_notice_is_served_and_silence_is_swept_into_abandonment() -> None:
    case_id = open_case()
    act(case_id, AskCorrection(gaps=("身份证明", "被申请人的名称")), OFFICER, DAY)
    text = text_of(case_id, "supplement_notice")
    assert all(words in text for words in ("身份证明", "被申请人的名称", "10个工作日", "视为放弃"))
    assert sweep(date(2026, 10, 20)) == 0, "the review stands still while the applicant is to supplement"
    serve(case_id, "supplement_notice", date(2026, 10, 9))
    assert sweep(date(2026, 10, 22)) == 0
    assert sweep(date(2026, 10, 23)) == 1
    assert read(case_id).state == "ABANDONED"


def test_article_30_the_refusal_says_why_and_names_the_competent_organ() -> None:
    case_id = open_case()
    refusal = RefuseApplication(grounds=("A6",), reasons="应由上级机关管辖。", competent_organ="上海市人民政府")
    act(case_id, refusal, HEAD, DAY)
    text = text_of(case_id, "refusal")
    assert all(words in text for words in ("应由上级机关管辖", "上海市人民政府", "决定不予受理"))


def test_articles_16_and_33_a_third_party_is_told_and_receives_the_dismissal() -> None:
    case_id = accepted()
    act(case_id, JoinThirdParty(name="李邻居", interest="相邻权人"), OFFICER, DAY)
    case = read(case_id)
    assert [d.recipient for d in case.deliveries] == ["T1"]
    assert (recipient(case, "T1").role, recipient(case, "T1").name) == ("third_party", "李邻居")
    act(case_id, DismissApplication(grounds=("A2",), reasons="没有利害关系。"), HEAD, DAY)
    assert {d.recipient for d in read(case_id).deliveries if d.paper == "dismissal"} == {"A1", "T1", "R"}
    assert "决定驳回该行政复议申请" in text_of(case_id, "dismissal")


def test_joined_cases_stand_in_both_files_until_they_are_parted() -> None:
    one, two = accepted(), accepted()
    act(one, JoinCases(other_number=read(two).number, reason="同一事实"), OFFICER, DAY)
    assert [link.case_id for link in read(one).linked] == [two]
    assert [link.case_id for link in read(two).linked] == [one]
    act(two, SplitCases(other_number=read(one).number, reason="分开审理"), OFFICER, DAY)
    assert (read(one).linked, read(two).linked) == ((), ())


def test_article_20_the_case_page_says_until_when_it_could_be_filed_and_why() -> None:
    case_id = open_case()
    with transaction("reconsideration") as session:
        line = views.sheet(session, case_id, OFFICER, DAY).window
    assert (line.due_on, line.is_late) == (date(2026, 11, 19), False)
    assert any("60日" in sentence for sentence in line.lines)
