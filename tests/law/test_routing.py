"""What a route says beside the channel: 前置, both clocks, notices, lateness, versions."""

from datetime import date

import pytest

from services.kernel.law import the_law
from services.kernel.organs import profile
from services.kernel.refusal import Refused
from services.kernel.routing import LimitKind, Route, route
from services.kernel.routing_facts import Answers
from services.kernel.routing_table import RouteChannel, routing_table

PUTUO = profile("putuo")
PENALTY = Answers(
    nature="act",
    respondent_kind="organ",
    respondent_organ="putuo.market",
    act_kind="penalty",
    on_spot="no",
    act_made_on=date(2026, 9, 20),
    served_on=date(2026, 9, 20),
)


def routed(answers: Answers, on: date) -> Route:
    return route(answers.filed(on), routing_table(), PUTUO, the_law(), on)


def limits(found: Route) -> dict[str, date | None]:
    return {limit.rule: limit.due_on for limit in found.limits}


def test_a_fine_on_paper_may_be_reviewed_in_sixty_days_or_sued_over_in_six_months() -> None:
    """行政复议法 第二十条第一款; 行政诉讼法 第四十六条."""
    found = routed(PENALTY, date(2026, 9, 29))
    assert not found.preposed
    assert limits(found)["arl.application"] == date(2026, 11, 19)
    assert limits(found)["all.suit_direct"] == date(2027, 3, 22)
    assert "N-03" in {notice.code for notice in found.notices}


def test_a_fine_on_the_spot_goes_to_reconsideration_first() -> None:
    """行政复议法 第二十三条第一款第一项: 前置 is computed from the act."""
    found = routed(PENALTY.model_copy(update={"on_spot": "yes", "served_on": None}), date(2026, 9, 29))
    assert found.preposed
    assert "all.suit_direct" not in limits(found)
    assert limits(found)["arl.application"] == date(2026, 11, 19), "known on the day it was made"
    assert "N-02" in {notice.code for notice in found.notices}


def test_silence_is_counted_from_sixty_full_days_after_the_request() -> None:
    """行政复议法实施条例 第十六条第一款第二项."""
    silent = Answers(
        nature="inaction", respondent_kind="organ", respondent_organ="putuo.urban", asked_on=date(2026, 3, 2)
    )
    found = routed(silent, date(2026, 6, 1))
    assert found.preposed
    assert [(limit.rule, limit.due_on, limit.advised) for limit in found.limits] == [
        ("arl.inaction", date(2026, 5, 1), False),
        ("arl.application_inaction", date(2026, 6, 30), True),
        ("arl.application_inaction", date(2026, 7, 6), False),
    ]


def test_an_untold_remedy_has_the_cap_of_one_year() -> None:
    """行政复议法 第二十条第三款."""
    found = routed(PENALTY.model_copy(update={"told_remedy": "no"}), date(2026, 12, 1))
    assert limits(found)["arl.application_cap"] == date(2027, 9, 20)
    assert "arl.application" not in limits(found)
    assert found.faults == ()


def test_a_late_application_is_warned_of_and_still_goes_to_the_organ_that_decides() -> None:
    """行政复议法 第三十条: whether it is admitted is not the desk's to say."""
    found = routed(PENALTY, date(2026, 11, 20))
    assert found.channel is RouteChannel.RECONSIDERATION
    assert [fault.code for fault in found.faults] == ["late.arl.application"]
    assert found.limits[0].state is LimitKind.PASSED


def test_the_last_day_itself_is_in_time() -> None:
    """民事诉讼法 第八十五条."""
    assert routed(PENALTY, date(2026, 11, 19)).faults == ()


def test_a_limit_without_its_start_says_so_instead_of_guessing() -> None:
    unknown = PENALTY.model_copy(update={"act_made_on": None, "served_on": None})
    found = routed(unknown, date(2026, 9, 29))
    assert {limit.state for limit in found.limits} == {LimitKind.NO_START}


def test_real_property_has_twenty_years() -> None:
    """行政复议法 第二十一条."""
    found = routed(PENALTY.model_copy(update={"real_property": "yes"}), date(2026, 9, 29))
    assert "arl.bar_real_property" in limits(found)
    assert "arl.bar_general" not in limits(found)


def test_a_route_keeps_what_it_was_computed_from() -> None:
    found = routed(PENALTY, date(2026, 9, 29))
    assert found.trace[-1].matched
    assert all(not step.matched and step.failed_on for step in found.trace[:-1])
    assert found.inputs["act_kind"] == ("penalty",)
    assert found.versions.table == routing_table().version


def test_the_same_story_is_routed_by_the_rules_of_its_own_day() -> None:
    story = Answers(nature="private", field="consumer")
    assert "市场监督管理投诉举报处理暂行办法 第十四条" in routed(story, date(2026, 4, 14)).articles
    assert "市场监督管理投诉举报处理办法 第十六条" in routed(story, date(2026, 4, 15)).articles


def test_an_act_of_the_district_government_is_for_the_municipal_government() -> None:
    """行政复议法 第二十四条第一款第二项."""
    found = routed(PENALTY.model_copy(update={"respondent_organ": "putuo.government"}), date(2026, 9, 29))
    assert (found.channel, found.organ_id) == (RouteChannel.ELSEWHERE, "shanghai.government")
    assert found.procedure == "向上海市人民政府申请行政复议"


def test_a_branch_of_a_municipal_department_leaves_the_choice_to_the_applicant() -> None:
    """行政复议法 第二十四条第四款."""
    found = routed(PENALTY.model_copy(update={"respondent_organ": "putuo.police"}), date(2026, 9, 29))
    assert found.organ_id == "putuo.government"
    assert "也可以向上海市人民政府申请" in map(str, found.alternatives)


def test_an_answer_nobody_offers_is_refused_by_name() -> None:
    with pytest.raises(Refused) as refused:
        routed(PENALTY.model_copy(update={"act_kind": "parking", "field": "moon"}), date(2026, 9, 29))
    assert {fault.field for fault in refused.value.faults} == {"act_kind", "field"}


def test_a_day_before_the_tables_begin_ends_at_the_lawyer() -> None:
    assert routed(PENALTY, date(2016, 5, 3)).channel is RouteChannel.LAWYER


@pytest.mark.parametrize("day", [date.min, date(2017, 12, 31), date.max])
def test_a_date_no_calendar_reaches_gives_no_due_date_and_no_exception(day: date) -> None:
    found = routed(PENALTY.model_copy(update={"act_made_on": day, "served_on": day}), date(2026, 9, 29))
    assert found.channel is RouteChannel.RECONSIDERATION
    assert all(limit.due_on is None or limit.state is LimitKind.PASSED for limit in found.limits)
