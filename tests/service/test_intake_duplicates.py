"""What may be the same dispute is shown before it gets a number: with reasons, one step more, and nothing lost."""

import threading
from collections.abc import Iterator
from uuid import uuid4

import pytest

from services.chassis.db import transaction
from services.chassis.likeness import fingerprint
from services.intake.store import DisputeRow
from tests.service.intake_desk import (
    TODAY,
    besides,
    browser,
    count,
    dispute_id,
    fine,
    hand_over,
    handed_over,
    living_on,
    program,
    submit,
    units,
)

OTHER = {"u0__act_number": "普市监罚〔2026〕500号", "u0__act_made_on": "2026-09-01", "u0__served_on": "2026-09-02"}
ELSE = {"story": "上周在公园遛狗，物业说我违规，要我写检查。", "u0__respondent_organ": "putuo.labour"}


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with living_on(TODAY):
        yield


@pytest.fixture
def first() -> None:
    assert submit(browser("intake_clerk"), "/desk/disputes", fine(id_number="310107198804122842")).status_code == 303


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": "吴某", "phone": "1", "id_number": "310107198804122842"}, "证件号码相同"),
        ({"name": "吴某"}, "电话相同"),
        ({"phone": ""}, "姓名相同：吴小芹"),
        ({}, "文号相同：普市监罚〔2026〕118号"),
        ({}, "决定日期相同：2026-09-20"),
        ({}, "对方相同：上海市普陀区市场监督管理局"),
        (
            {
                "name": "别人",
                "phone": "",
                "story": "市场监管局9月20日认定我店里的秤不准，罚款两千元，我认为他们检测程序不对。",
                **OTHER,
            },
            "事情经过相似",
        ),
    ],
)
def test_each_likeness_is_shown_with_its_reason(first: None, change: dict[str, str], reason: str) -> None:
    answer = submit(browser("intake_clerk"), "/desk/disputes", fine(**change))
    assert answer.status_code == 409
    assert reason in answer.text
    assert "普非诉〔2026〕1号" in answer.text
    assert count(DisputeRow) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"name": "别人", "phone": "13911111111", **ELSE},  # the same act number of another person
        {**OTHER, **ELSE},  # the same person about another thing
    ],
)
def test_what_is_alike_in_one_way_only_is_no_duplicate(first: None, change: dict[str, str]) -> None:
    assert submit(browser("intake_clerk"), "/desk/disputes", fine(**change)).status_code == 303


def test_nothing_typed_is_lost_and_the_reason_is_kept(first: None) -> None:
    clerk = browser("intake_clerk")
    form = fine(email="wu@example.cn", c0__name="邻居", co_applicants_rows="1")
    shown = submit(clerk, "/desk/disputes", form)
    for kept in ("wu@example.cn", 'value="邻居"', "我认为检测程序不对。", "普市监罚〔2026〕118号"):
        assert kept in shown.text
    assert 'name="despite_numbers" value="普非诉〔2026〕1号"' in shown.text
    made = submit(clerk, "/desk/disputes", form | besides(1))
    assert made.status_code == 303
    page = clerk.get(f"/desk/disputes/{dispute_id(made)}").text
    assert "与普非诉〔2026〕1号相似，仍要登记：另一份决定书，已核对原件" in page
    assert "可能有关的争议" in page


def test_a_reason_for_one_is_no_reason_for_another(first: None) -> None:
    clerk = browser("intake_clerk")
    assert submit(clerk, "/desk/disputes", fine() | besides(9)).status_code == 409
    assert submit(clerk, "/desk/disputes", fine() | besides(1) | {"despite_reason": ""}).status_code == 409
    assert count(DisputeRow) == 1


def test_the_same_form_twice_is_no_duplicate_of_itself() -> None:
    clerk, key = browser("intake_clerk"), uuid4().hex
    first, second = (submit(clerk, "/desk/disputes", fine(), key=key) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]


def test_stories_are_compared_in_whatever_locale_the_database_has() -> None:
    """pg_trgm passes over Chinese under the C locale; the print is plain letters and figures."""
    assert fingerprint("年卡，8800 元。").isalnum()
    assert fingerprint("年卡，8800 元。").isascii()
    with transaction("intake") as session:
        alike = session.connection().exec_driver_sql(
            "SELECT similarity(%s, %s)",
            (fingerprint("健身房关门，年卡余款不退。"), fingerprint("健身房关门了，年卡的钱不退")),
        )
        assert alike.scalar_one() > 0.4


# What partners hand over.


def test_a_partner_speaks_only_for_itself_and_as_a_partner() -> None:
    court = program("court")
    assert hand_over(court, handed_over()).status_code == 422
    assert "人民法院" in hand_over(court, handed_over()).json()["detail"]
    assert hand_over(court, handed_over(source=None, entry="counter")).status_code == 422
    mine = handed_over(source={"partner": "人民法院", "reference": "12345-2026-0929-001"})
    assert hand_over(court, mine).status_code == 201
    assert hand_over(program("hotline"), handed_over()).status_code == 201, "another partner, the same figures"
    assert hand_over(program("police"), mine).status_code == 422


def test_a_partner_reads_nothing_back() -> None:
    hand_over(program("hotline"), handed_over())
    for path in ("/api/intake/disputes?q=赵海燕", f"/api/intake/disputes/{units()[0].dispute_id}"):
        assert program("hotline").get(path).status_code == 403


def test_the_same_reference_handed_over_by_many_at_once_is_one_dispute() -> None:
    answers: list[int] = []

    def once() -> None:
        answers.append(hand_over(program("hotline"), handed_over()).status_code)

    racing = [threading.Thread(target=once) for _ in range(6)]
    for one in racing:
        one.start()
    for one in racing:
        one.join()
    assert sorted(answers) == [201, 409, 409, 409, 409, 409]
    assert count(DisputeRow) == 1
