"""The persons of a filing: many applicants, who speaks for them by law, agents with their authority; letters by postmark."""

from collections.abc import Iterator
from datetime import date

import pytest

from services.chassis.db import transaction
from services.intake import store
from services.intake.parts import Dispute, Party
from services.intake.store import DisputeRow
from services.kernel.moment import Channel, is_in_time
from services.kernel.moment import Filing as Handed
from tests.service.intake_desk import (
    TODAY,
    browser,
    count,
    dispute_id,
    fine,
    living_on,
    nothing_written,
    submit,
    units,
)

CHILD = {"birth_on": "2012-05-01"}
MOTHER = {"sa_relation": "parent", "sa_name": "吴母", "sa_phone": "13900000099"}


@pytest.fixture(autouse=True)
def _day(clean: None) -> Iterator[None]:
    with living_on(TODAY):
        yield


def registered(form: dict[str, str]) -> Dispute:
    answer = submit(browser("intake_clerk"), "/desk/disputes", form)
    assert answer.status_code == 303, answer.text
    with transaction("intake") as session:
        found = store.load(session, dispute_id(answer))
    assert found is not None
    return found


def refused(form: dict[str, str]) -> str:
    answer = submit(browser("intake_clerk"), "/desk/disputes", form)
    assert answer.status_code == 422
    assert nothing_written()
    return answer.text


def others(many: int, *chosen: int) -> dict[str, str]:
    told = {f"c{row}-name": f"邻居{row}" for row in range(many)} | {"co_applicants_rows": str(many)}
    return told | {f"c{row}-is_representative": "true" for row in chosen}


def test_a_form_grows_by_a_row_and_loses_nothing() -> None:
    answer = submit(browser("intake_clerk"), "/desk/disputes", fine(more="co_applicants"))
    assert answer.status_code == 200
    assert 'name="c0-name"' in answer.text
    assert 'name="c1-name"' not in answer.text
    assert "普市监罚〔2026〕118号" in answer.text
    again = submit(browser("intake_clerk"), "/desk/disputes", fine(more="agents") | others(1) | {"agents_rows": "0"})
    assert 'value="邻居0"' in again.text
    assert 'name="g0-limits"' in again.text
    assert nothing_written()


def test_everybody_who_asks_stands_in_the_dispute() -> None:
    found = registered(fine() | others(2))
    assert [party.name for party in found.applicants] == ["吴小芹", "邻居0", "邻居1"]


def test_five_applicants_need_no_representative_and_six_do() -> None:
    """行政复议法 第十五条, 行政复议法实施条例 第八条: more than five choose one to five."""
    assert "推选一至五名代表人" in refused(fine() | others(5))
    assert len(registered(fine() | others(4)).applicants) == 5


@pytest.mark.parametrize(("chosen", "may"), [((), False), ((0,), True), ((0, 1, 2, 3, 4), True), (range(6), False)])
def test_one_to_five_representatives_are_chosen(chosen: tuple[int, ...], may: bool) -> None:
    form = fine() | others(7, *chosen)
    if may:
        assert sum(party.is_representative for party in registered(form).applicants) == len(chosen)
    else:
        assert "代表人" in refused(form)


def test_an_adult_is_somebody_whose_eighteenth_birthday_has_come() -> None:
    """民法典 第十七条."""
    born = Party(name="某", birth_on=date(2008, 9, 29))
    assert [born.is_minor(date(2026, 9, day)) for day in (28, 29, 30)] == [True, False, False]


def test_the_birthday_is_read_from_the_identity_number_when_nobody_told_it() -> None:
    assert Party(name="某", id_number="310107201205010017").is_minor(TODAY)
    assert not Party(name="某", id_number="310107198804122842").is_minor(TODAY)
    assert Party(name="某", id_number="310107201202300017").born_on is None, "there is no thirtieth of February"


def test_a_minor_needs_a_guardian_and_goes_to_the_lawyer_first() -> None:
    assert "请写明父母或其他监护人" in refused(fine(**CHILD))
    registered(fine(**CHILD) | MOTHER)
    assert [unit.state for unit in units()] == ["lawyer"]


def test_that_the_guardian_is_not_known_yet_is_an_answer() -> None:
    registered(fine(**CHILD, sa_relation="unknown"))
    assert [unit.state for unit in units()] == ["lawyer"]


@pytest.mark.parametrize("said", [{"lacks_capacity": "true"} | MOTHER, {"is_foreign": "true", "id_number": "E1234"}])
def test_who_needs_care_is_looked_at_by_the_lawyer(said: dict[str, str]) -> None:
    registered(fine() | said)
    assert [unit.state for unit in units()] == ["lawyer"]


def test_agents_are_two_at_most_and_a_special_authority_says_what_it_gives() -> None:
    """行政复议法 第十七条, 民事诉讼法 第六十二条第二款."""
    three = {f"g{row}-name": f"代理{row}" for row in range(3)} | {"agents_rows": "3", "g0-authority": "special"}
    told = refused(fine() | three)
    assert "委托代理人最多两名" in told
    assert "特别授权须逐项写明" in told
    for field in ("g0-limits", "g2-name"):
        assert f'id="{field}-error"' in told
    two = {"g0-name": "李律师", "g0-authority": "special", "g0-limits": "代为和解", "agents_rows": "1"}
    assert [agent.limits for agent in registered(fine() | two).agents] == ["代为和解"]


def test_faults_of_persons_are_told_together_each_beside_its_field() -> None:
    wrong = others(2) | {"c1-id_number": "31", "c0-name": "", "c0-phone": "1", "sa_relation": "legal_representative"}
    told = refused(fine(email="吴") | wrong)
    for field in ("c1-id_number", "c0-name", "email", "sa_name", "sa_relation"):
        assert f'id="{field}-error"' in told, field


def test_the_persons_stand_on_the_page_and_are_found_by_search() -> None:
    registered(fine() | others(1) | {"g0-name": "李律师", "agents_rows": "1"})
    clerk = browser("intake_clerk")
    for asked in ("邻居0", "李律师"):
        assert "撤销罚款决定" in clerk.get("/desk/disputes", params={"q": asked}).text


def posted(postmark: str, received: str = "2026-09-29") -> dict[str, str]:
    return fine(
        entry="post",
        postmark_on=postmark,
        received_on=received,
        u0__act_made_on="2026-07-20",
        u0__served_on="2026-07-28",
    )


def test_a_letter_without_a_postmark_is_not_registered() -> None:
    assert "请填写邮戳日期" in refused(posted(""))
    assert "邮戳日期不能晚于收到日期" in refused(posted("2026-09-30"))


@pytest.mark.parametrize(("day", "late"), [("2026-09-27", False), ("2026-09-28", False), ("2026-09-29", True)])
def test_a_letter_posted_on_the_last_day_is_in_time_though_it_comes_later(day: str, late: bool) -> None:
    """行政复议法 第二十条, 民事诉讼法 第八十五条第四款: sixty days from 2026-07-28 end on a
    Saturday; the holiday of the week carries the last day to Monday 2026-09-28."""
    found = registered(posted(day))
    due = next(limit.due_on for limit in found.units[0].route.limits if limit.rule == "arl.application")
    assert due is not None
    handed = Handed(channel=Channel.POST, postmark_on=date.fromisoformat(day))
    assert is_in_time(handed, due) is not late, due
    assert any(fault.code == "late.arl.application" for fault in found.units[0].route.faults) is late
    assert found.units[0].facts.filed_on == date.fromisoformat(day)
    assert found.received_on == TODAY
    assert count(DisputeRow) == 1
