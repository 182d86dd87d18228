"""The drafting page checks without keeping, shows what changed since the last review; the head gives out cases by load."""

from datetime import date

import pytest

from services.kernel.actor import Actor
from services.reconsideration.commands import AssignOfficer
from services.reconsideration.events import DecisionDrafted, DecisionReviewed
from services.reconsideration.views.drafting import comments, differences
from tests.fixtures.reconsideration import DRAFT, HEAD, OFFICER, act, open_case, person, read
from tests.service.test_reconsideration_pages import browser, form

pytestmark = pytest.mark.usefixtures("clean")


def test_a_check_names_every_section_and_keeps_nothing() -> None:
    case_id = open_case()
    with browser(OFFICER) as client:
        fields = form(client, outcome="MODIFY", grounds=["G-SOUND"], found="", reasons="", check="true", version="1")
        answer = client.post(f"/reconsideration/cases/{case_id}/decision", data=fields)
    assert answer.status_code == 200
    for section in ("程序", "事实", "理由", "依据", "决定主文", "救济告知"):
        assert f"<dt>{section}</dt>" in answer.text
    assert read(case_id).version == 1


def test_the_page_offers_what_the_file_already_knows() -> None:
    case_id = open_case()
    with browser(OFFICER) as client:
        answer = client.get(f"/reconsideration/cases/{case_id}/decision")
    assert "2026年9月20日，被申请人作出《行政处罚决定书》（普市监罚〔2026〕118号）。" in answer.text


def test_a_reviewer_sees_word_by_word_what_changed_since_the_last_review() -> None:
    first = DRAFT.model_copy(update={"found": "罚款5000元，未听取申辩。"})
    second = first.model_copy(update={"found": "罚款3000元，未听取申辩。"})
    day, drafter, reviewer = date(2026, 10, 10), Actor(id="o", name="o"), Actor(id="r", name="r")
    history = (
        DecisionDrafted(on=day, by=drafter, draft=first),
        DecisionReviewed(on=day, by=reviewer, approved=False, comment="金额有误"),
        DecisionDrafted(on=day, by=drafter, draft=second),
    )
    (changed,) = [one for one in differences(history) if one.is_changed]
    assert [one.text for one in comments(history)] == ["金额有误"]
    assert [(piece.kind, piece.text) for piece in changed.pieces if piece.kind != "kept"] == [
        ("gone", "5000"),
        ("new", "3000"),
    ]


def test_the_head_gives_a_case_to_whoever_has_the_fewest() -> None:
    busy, free = person("officer", "忙"), person("officer", "闲")
    day = date(2026, 9, 30)
    for who in (busy, busy, free):
        act(open_case(), AssignOfficer(), who, day)
    case_id = open_case()
    with browser(HEAD) as client:
        shown = client.get("/reconsideration/distribution").text
        assert f'<option value="{free.id}" selected>' in shown
        data = form(client, officer=busy.id)
        answer = client.post(f"/reconsideration/distribution/{case_id}", data=data)
    assert answer.status_code == 303
    found = read(case_id).officer
    assert found is not None
    assert found.id == busy.id, "the head decides"


def test_only_the_head_gives_out_cases() -> None:
    with browser(OFFICER) as client:
        assert client.get("/reconsideration/distribution").status_code == 403
    with browser() as client:
        assert client.get("/reconsideration/distribution").status_code == 303
