"""The desk's pages with a clerk in front of them: who may, what is refused, what stands on the receipt."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest

from services.intake.store import DisputeRow
from tests.service.intake_desk import (
    TODAY,
    audited,
    besides,
    browser,
    count,
    dispute_id,
    fine,
    living_on,
    messages,
    nothing_written,
    quarrel,
    submit,
    units,
)

UNKNOWN = "00000000-0000-4000-8000-000000000000"  # fixed: every test process must collect the same names
PAGES = (
    "/desk",
    "/desk/rules",
    "/desk/disputes",
    "/desk/disputes/new",
    f"/desk/disputes/{UNKNOWN}",
    f"/desk/disputes/{UNKNOWN}/receipt",
)
STRANGERS = ("mediator", "officer", "respondent", "applicant", "publisher")


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with living_on(TODAY):
        yield


@pytest.mark.parametrize("path", PAGES)
def test_whoever_is_not_signed_in_signs_in_first(path: str) -> None:
    answer = browser().get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?next=/desk")


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize("path", PAGES)
def test_a_role_without_the_desk_is_turned_away(role: str, path: str) -> None:
    assert browser(role).get(path).status_code == 403


@pytest.mark.parametrize("roles", [(), ("officer",), ("supervisor",)])
def test_who_may_not_register_registers_nothing(roles: tuple[str, ...]) -> None:
    assert submit(browser(*roles), "/desk/disputes", fine()).status_code in {401, 403}
    assert nothing_written()


def test_a_form_that_is_not_ours_registers_nothing() -> None:
    assert submit(browser("intake_clerk"), "/desk/disputes", fine(), token="forged").status_code == 403
    assert nothing_written()


def test_a_fine_is_registered_routed_and_announced_in_one_step() -> None:
    clerk = browser("intake_clerk")
    answer = submit(clerk, "/desk/disputes", fine())
    assert answer.status_code == 303
    receipt = clerk.get(answer.headers["location"])
    assert receipt.status_code == 200
    for said in (
        "普非诉〔2026〕1号",
        "行政复议",
        "上海市普陀区人民政府",
        "行政复议法 第二十条第一款",
        "2026年11月19日",
        "六十日内申请行政复议",
    ):
        assert said in receipt.text
    assert [(unit.state, unit.channel, unit.due_on) for unit in units()] == [
        ("waiting", "reconsideration", date(2026, 11, 19))
    ]
    assert [message.type for message in messages()] == ["intake.unit_routed"]
    assert audited() == ["register_dispute"]


@pytest.mark.parametrize("nature", ["act", "inaction", "information"])
def test_the_part_that_a_browser_hides_does_not_change_the_route(nature: str) -> None:
    """What is hidden by the style sheet is sent all the same: the list of private parties with its first answer."""
    hidden = {"respondent_kind": "company", "willing": "unknown", "urgency": "none", "field": "", "place_organ": ""}
    filed = fine(u0__nature=nature, u0__asked_on="2026-07-20")
    for told in (filed, filed | besides(1) | {f"u0-{name}": value for name, value in hidden.items()}):
        submit(browser("intake_clerk"), "/desk/disputes", told)
    first, second = units()
    assert (first.channel, first.organ, first.other_side) == (second.channel, second.organ, second.other_side)
    assert (second.channel == "reconsideration") == (nature != "information")


def test_two_things_asked_for_are_two_units_with_their_own_channels() -> None:
    submit(browser("intake_clerk"), "/desk/disputes", fine() | quarrel(1))
    assert [(unit.position, unit.channel, unit.organ) for unit in units()] == [
        (1, "reconsideration", "上海市普陀区人民政府"),
        (2, "mediation", "上海市普陀区人民政府长寿路街道办事处"),
    ]
    assert len(messages()) == 2


def test_a_row_left_empty_between_two_filled_ones_is_no_unit() -> None:
    submit(browser("intake_clerk"), "/desk/disputes", fine() | quarrel(2))
    assert [unit.position for unit in units()] == [1, 2]


def test_numbers_follow_one_another_without_a_gap_even_after_a_refusal() -> None:
    clerk = browser("intake_clerk")
    submit(clerk, "/desk/disputes", fine())
    assert submit(clerk, "/desk/disputes", fine(u0__act_made_on="2026-10-09")).status_code == 422
    second = submit(clerk, "/desk/disputes", fine() | besides(1))
    assert "普非诉〔2026〕2号" in clerk.get(second.headers["location"]).text


def test_the_same_form_sent_twice_is_one_dispute() -> None:
    clerk, key = browser("intake_clerk"), uuid4().hex
    first, second = (submit(clerk, "/desk/disputes", fine(), key=key) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert count(DisputeRow) == 1
    assert len(messages()) == 1


def test_an_empty_form_names_every_fault_at_once_and_writes_nothing() -> None:
    answer = submit(browser("intake_clerk"), "/desk/disputes", {})
    assert answer.status_code == 422
    for said in ("请填写姓名或名称。", "请填写请求。", "请填写事情经过。", "收到日期应当是日期"):
        assert said in answer.text
    assert nothing_written()


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost() -> None:
    wrong = fine(
        received_on="2026-10-02", email="吴", u0__act_made_on="2026-10-09", u0__served_on="2026-09-01", id_number="31"
    )
    answer = submit(browser("intake_clerk"), "/desk/disputes", wrong | {"electronic_consent": "true"})
    assert answer.status_code == 422
    for said in (
        "收到日期不能晚于今天。",
        "身份证号码应为十八位",
        "电子邮箱格式不对",
        "行为尚未作出，不能申请复议",
        "行政复议法 第十一条",
        "行政复议法 第二十条",
    ):
        assert said in answer.text
    for field in ("received_on", "id_number", "email", "u0-act_made_on", "u0-served_on"):
        assert f'id="{field}-error"' in answer.text
    assert 'value="普市监罚〔2026〕118号"' in answer.text
    assert "我认为检测程序不对。" in answer.text
    assert nothing_written()


def test_what_is_missing_and_what_is_unlawful_are_told_together() -> None:
    wrong = fine(name="", email="吴", u0__claim="", u0__act_made_on="2026-10-09")
    answer = submit(browser("intake_clerk"), "/desk/disputes", wrong)
    for said in ("请填写姓名或名称。", "请填写请求。", "电子邮箱格式不对", "行为尚未作出，不能申请复议"):
        assert said in answer.text
    assert "这一项不对" not in answer.text


def test_a_fault_in_the_second_unit_stands_beside_the_second_unit() -> None:
    wrong = fine() | quarrel(2) | {"u2-event_on": "2026-12-24"}
    answer = submit(browser("intake_clerk"), "/desk/disputes", wrong)
    assert 'id="u2-event_on-error"' in answer.text
    assert "第2项：事情发生日期不能晚于收到日期。" in answer.text


def test_silence_of_an_organ_needs_the_day_it_was_asked() -> None:
    silent = fine(u0__nature="inaction", u0__act_made_on="", u0__served_on="")
    answer = submit(browser("intake_clerk"), "/desk/disputes", silent)
    assert answer.status_code == 422
    assert "行政复议法实施条例 第十六条" in answer.text


def test_a_fine_on_the_spot_says_reconsideration_first() -> None:
    clerk = browser("intake_clerk")
    answer = submit(clerk, "/desk/disputes", fine(u0__on_spot="yes"))
    assert "复议前置：先复议，后诉讼" in clerk.get(answer.headers["location"]).text


def test_a_late_filing_is_warned_of_on_the_receipt() -> None:
    clerk = browser("intake_clerk")
    late = submit(clerk, "/desk/disputes", fine(u0__act_made_on="2026-06-01", u0__served_on="2026-06-01"))
    assert "届满" in clerk.get(late.headers["location"]).text


def test_what_no_rule_covers_waits_for_the_lawyer_with_its_question() -> None:
    clerk = browser("intake_clerk")
    answer = submit(clerk, "/desk/disputes", fine(u0__act_kind="unknown"))
    assert "请值班律师回答" in clerk.get(answer.headers["location"]).text
    assert [unit.state for unit in units()] == ["lawyer"]
    assert messages() == []


def test_the_lawyers_word_routes_a_unit_and_keeps_the_reason() -> None:
    clerk = browser("intake_clerk")
    made = submit(clerk, "/desk/disputes", fine(u0__act_kind="unknown"))
    where = f"/desk/disputes/{dispute_id(made)}"
    word = {"version": "1", "channel": "reconsideration", "reason": "律师李：看了决定书原件，是行政处罚。"}
    assert submit(clerk, f"{where}/units/{units()[0].id}/route", word).status_code == 303
    page = clerk.get(where).text
    assert "看了决定书原件" in page
    assert "人工改定" in page
    assert [message.type for message in messages()] == ["intake.unit_routed"]
    stale = submit(clerk, f"{where}/units/{units()[0].id}/route", word | {"channel": "mediation"})
    assert stale.status_code == 412
    assert [unit.channel for unit in units()] == ["reconsideration"]


@pytest.mark.parametrize("asked", ["普非诉〔2026〕1号", "吴小芹", "13900000001", "普市监罚〔2026〕118号"])
def test_a_dispute_is_found_by_number_name_telephone_or_act(asked: str) -> None:
    clerk = browser("intake_clerk")
    submit(clerk, "/desk/disputes", fine())
    assert "撤销罚款决定" in clerk.get("/desk/disputes", params={"q": asked}).text


@pytest.mark.parametrize("asked", ["%", "_", "", "没有这个人", "'; DROP TABLE dispute; --"])
def test_a_search_for_nothing_finds_nothing(asked: str) -> None:
    clerk = browser("intake_clerk")
    submit(clerk, "/desk/disputes", fine())
    assert "撤销罚款决定" not in clerk.get("/desk/disputes", params={"q": asked}).text


def test_the_board_shows_what_came_today_with_its_next_limit() -> None:
    clerk = browser("intake_clerk")
    submit(clerk, "/desk/disputes", fine())
    board = clerk.get("/desk").text
    assert "2026年9月29日" in board
    assert "还剩 33 个工作日" in board


def test_a_supervisor_reads_and_does_not_register() -> None:
    reader = browser("supervisor")
    assert reader.get("/desk").status_code == 200
    assert "登记争议" not in reader.get("/desk").text
    assert reader.get("/desk/disputes/new").status_code == 403


def test_a_dispute_that_is_not_there_is_a_page_that_says_so() -> None:
    answer = browser("intake_clerk").get(f"/desk/disputes/{uuid4()}")
    assert answer.status_code == 404
    assert "没有这件争议" in answer.text


@pytest.mark.parametrize("path", ["/desk", "/desk/rules", "/desk/disputes", "/desk/disputes/new"])
def test_the_pages_speak_english_when_asked(path: str) -> None:
    clerk = browser("intake_clerk")
    clerk.cookies.set("lang", "en")
    answer = clerk.get(path)
    assert answer.status_code == 200
    assert 'lang="en"' in answer.text
    assert "一站式窗口" not in answer.text.split("<main", 1)[1].split("</main>")[0]
