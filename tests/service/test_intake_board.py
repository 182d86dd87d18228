"""The board of the desk: what came, what lacks facts, what was given back, what runs out; due-1, due, due+1."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest

from services.chassis.db import transaction
from services.intake import views
from services.kernel.law import the_law
from tests.service.intake_desk import TODAY, browser, fine, living_on, program, submit, units

DUE = date(2026, 11, 19)  # 行政复议法 第二十条: sixty days from 2026-09-20


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with living_on(TODAY):
        yield


@pytest.fixture
def filed() -> None:
    submit(browser("intake_clerk"), "/desk/disputes", fine())


def board(on: date) -> views.Board:
    with transaction("intake") as session:
        return views.board(session, on)


def give_back(channel: str = "reconsideration", status: int = 200) -> None:
    told = {"channel": channel, "reason": "被申请人不是本机关所属部门", "cite": "行政复议法 第二十四条"}
    path = f"/api/intake/units/{units()[0].id}/refused"
    assert program("flows").post(path, json=told, headers={"Idempotency-Key": uuid4().hex}).status_code == status


@pytest.mark.parametrize(("days", "state"), [(-1, "soon"), (0, "today"), (1, "overdue")])
def test_a_limit_is_on_the_board_the_day_before_on_the_day_and_after_it(filed: None, days: int, state: str) -> None:
    shelf = board(DUE + timedelta(days)).ending
    assert [line.due.state for line in shelf.lines if line.due] == [state]
    assert shelf.count == 1


def test_a_limit_comes_onto_the_board_three_working_days_before() -> None:
    submit(browser("intake_clerk"), "/desk/disputes", fine())
    first = the_law().calendar.add_working_days(DUE, -3)
    assert board(first).ending.count == 1
    assert board(first - timedelta(1)).ending.count == 0


def test_what_came_today_is_tomorrow_no_arrival(filed: None) -> None:
    assert board(TODAY).arrivals.count == 1
    assert board(TODAY + timedelta(1)).arrivals.count == 0


def test_what_lacks_facts_is_listed_with_what_to_ask() -> None:
    clerk = browser("intake_clerk")
    made = submit(clerk, "/desk/disputes", fine(u0__nature="", u0__respondent_organ=""))
    assert board(TODAY).facts.count == 1
    assert "还要问清" in clerk.get(made.headers["location"]).text
    assert "这项请求是什么" in clerk.get(made.headers["location"]).text


def test_a_unit_that_a_channel_gives_back_stands_on_the_board_with_the_reason(filed: None) -> None:
    give_back()
    give_back()  # told twice
    assert [unit.state for unit in units()] == ["refused"]
    clerk = browser("intake_clerk")
    assert board(TODAY).refused.count == 1
    page = clerk.get(f"/desk/disputes/{units()[0].dispute_id}").text
    assert page.count("被申请人不是本机关所属部门") == 2, "once in the card, once in the history"
    assert "行政复议法 第二十四条" in page


def test_a_channel_gives_back_only_what_it_was_offered(filed: None) -> None:
    give_back("mediation", 409)
    assert [unit.state for unit in units()] == ["waiting"]


def test_a_unit_given_back_is_routed_again_by_a_person(filed: None) -> None:
    give_back()
    unit = units()[0]
    word = {"version": "2", "channel": "elsewhere", "reason": "值班律师：向市级部门申请。"}
    path = f"/desk/disputes/{unit.dispute_id}/units/{unit.id}/route"
    assert submit(browser("intake_clerk"), path, word).status_code == 303
    assert [one.state for one in units()] == ["told"]


ASKED = "吴小芹"


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("intake_clerk", True),
        ("supervisor", True),
        ("auditor", True),
        ("head", True),
        ("mediator", False),
        ("adjudicator", False),
        ("officer", False),
        ("reviewer", False),
        ("leader", False),
        ("publisher", False),
        ("respondent", False),
        ("applicant", False),
        ("operator", False),
    ],
)
def test_who_searches_finds_by_role(filed: None, role: str, may: bool) -> None:
    answer = browser(role).get("/desk/disputes", params={"q": ASKED})
    assert answer.status_code == (200 if may else 403)
    assert ("撤销罚款决定" in answer.text) is may
    assert (browser(role).get(f"/desk/disputes/{units()[0].dispute_id}").status_code == 200) is may


# The duty lawyer's page and the review of overrides.


def route_page() -> str:
    unit = units()[0]
    return f"/desk/disputes/{unit.dispute_id}/units/{unit.id}/route"


def test_better_answers_route_again_by_the_tables(clean: None) -> None:
    clerk = browser("intake_clerk")
    submit(clerk, "/desk/disputes", fine(u0__act_kind="unknown"))
    assert [unit.state for unit in units()] == ["lawyer"]
    page = clerk.get(route_page())
    assert "律师判断" in page.text or "重新分流" in page.text
    answers = {
        "nature": "act",
        "respondent_kind": "organ",
        "respondent_organ": "putuo.market",
        "act_kind": "penalty",
        "act_made_on": "2026-09-20",
        "served_on": "2026-09-20",
        "on_spot": "no",
    }
    told = {"version": "1", "channel": "", "reason": "看了原件：是处罚决定。"} | answers
    assert submit(clerk, route_page(), told).status_code == 303
    assert [(unit.state, unit.channel, unit.due_on) for unit in units()] == [("waiting", "reconsideration", DUE)]
    assert "没有人工改定" in clerk.get("/desk/overrides").text, "the tables said so: no override"


@pytest.mark.parametrize("wrong", [{"act_kind": "moon"}, {"respondent_organ": "moon"}, {"served_on": "gestern"}])
def test_wrong_answers_are_told_and_change_nothing(filed: None, wrong: dict[str, str]) -> None:
    told = {"version": "1", "channel": "", "reason": "…", "nature": "act"} | wrong
    answer = submit(browser("intake_clerk"), route_page(), told)
    assert answer.status_code == 422
    assert f'id="{next(iter(wrong))}-error"' in answer.text
    assert [unit.state for unit in units()] == ["waiting"]


def test_an_override_is_kept_for_review_and_reviewed_once(filed: None) -> None:
    submit(browser("head"), route_page(), {"version": "1", "channel": "mediation", "reason": "双方都愿意调解。"})
    listed = browser("supervisor").get("/desk/overrides").text
    for said in ("双方都愿意调解。", "行政复议", "行政调解", "R15"):
        assert said in listed
    path = f"/desk/overrides/{units()[0].dispute_id}/2"
    assert submit(browser("intake_clerk"), path, {"finding": "同意"}).status_code == 403
    assert submit(browser("supervisor"), path, {"finding": "规则没错，个案适当。"}).status_code == 303
    assert submit(browser("supervisor"), path, {"finding": "再来一次"}).status_code == 409
    assert "规则没错，个案适当。" in browser("head").get("/desk/overrides").text


@pytest.mark.parametrize("path", ["/desk/overrides"])
def test_overrides_are_not_for_everybody(path: str) -> None:
    assert browser("officer").get(path).status_code == 403
    assert browser().get(path).status_code == 303
