"""Every row of the routing tables (分流决策表) answers for at least one story; 6.6 of the routing notes, in YAML."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from services.kernel.law import the_law
from services.kernel.organs import profile
from services.kernel.routing import route
from services.kernel.routing_examples import Example, read_examples, unproven
from services.kernel.routing_facts import Answers
from services.kernel.routing_table import RouteChannel, routing_table
from services.kernel.rule import Confidence

PUTUO = profile("putuo")
TABLE = routing_table()
EXAMPLES = read_examples().examples
NUMBERED = {
    *[
        "1",
        "2",
        "4",
        "5",
        "7",
        "9",
        "10",
        "12",
        "13",
        "14",
        "16",
        "17",
        "18",
        "20",
        "21",
        "22",
        "23",
        "25",
        "26",
        "27",
        "29",
        "30",
        "32",
        "34",
        "35",
        "37",
        "38",
        "40",
        "41",
        "42",
        "44",
    ],
    *["R-1", "R-2", "R-4", "R-5", "R-7", "R-8", "R-10", "R-11"],
    *["H-01", "H-02", "H-04", "H-06", "H-07", "H-08", "H-10", "H-11", "H-12"],
}


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{one.number or one.expect.row} {one.story}" for one in EXAMPLES])
def test_a_story_goes_where_the_notes_say_with_its_articles_notices_dates_and_next_way(example: Example) -> None:
    assert example.outcome(TABLE, PUTUO, the_law()) == example.expect


def test_every_example_of_the_notes_is_here_and_no_number_stands_twice() -> None:
    numbers = [one.number for one in EXAMPLES if one.number]
    assert len(numbers) == len(set(numbers))
    assert set(numbers) - {"2b", "21b"} == NUMBERED


@pytest.mark.parametrize("example", [one for one in EXAMPLES if (one.number or "").startswith("H-")])
def test_every_ambiguous_story_ends_with_the_lawyer_and_a_question(example: Example) -> None:
    found = example.outcome(TABLE, PUTUO, the_law())
    assert found.channel is RouteChannel.LAWYER
    assert example.number
    assert found.question
    assert example.number in found.question


def test_every_version_of_every_row_has_an_example() -> None:
    assert unproven(TABLE, EXAMPLES) == ()


def test_the_versions_of_a_row_leave_no_day_between_them() -> None:
    for one in {row.id for row in TABLE.rows()}:
        versions = sorted((row for row in TABLE.rows() if row.id == one), key=lambda row: row.valid_from)
        for earlier, later in pairwise(versions):
            assert earlier.valid_until == later.valid_from - timedelta(days=1), one


CHANGES = [
    (date(2024, 1, 1), {"nature": "act", "respondent_kind": "organ", "act_kind": "penalty", "on_spot": "yes"}),
    (date(2026, 1, 1), {"urgency": "danger"}),
    (date(2026, 1, 1), {"nature": "private", "field": "public_security"}),
    (date(2026, 3, 1), {"nature": "private", "field": "business"}),
    (date(2026, 4, 15), {"nature": "private", "field": "consumer"}),
    (date(2026, 4, 15), {"nature": "private", "field": "consumer", "bulk": "yes"}),
    (date(2026, 5, 1), {"nature": "private", "field": "business"}),
    (date(2026, 8, 15), {"nature": "private", "field": "environment"}),
    (date(2027, 1, 1), {"nature": "private", "field": "trademark"}),
]


@pytest.mark.parametrize(("day", "facts"), CHANGES, ids=[f"{day} {facts}" for day, facts in CHANGES])
def test_the_day_the_person_came_chooses_the_rules_on_both_sides_of_a_change(day: date, facts: dict[str, str]) -> None:
    """Today is the same on both sides: only the dispute's own day differs."""
    answers, today = Answers.model_validate({"respondent_organ": "putuo.market"} | facts), date(2027, 6, 1)
    before = route(answers.filed(day - timedelta(days=1)), TABLE, PUTUO, the_law(), today)
    after = route(answers.filed(day), TABLE, PUTUO, the_law(), today)
    assert (before.rules, before.articles) != (after.rules, after.articles)
    again = route(answers.filed(day + timedelta(days=1)), TABLE, PUTUO, the_law(), today)
    assert (again.rules, again.articles) == (after.rules, after.articles)


def test_on_every_boundary_exactly_the_rows_of_that_day_are_asked() -> None:
    for day in TABLE.boundaries():
        for side in (day - timedelta(days=1), day):
            asked = route(Answers().filed(side), TABLE, PUTUO, the_law(), day).trace
            expected = [row.id for row in TABLE.rows() if row.holds_on(side)]
            assert [step.rule for step in asked] == expected


def test_every_row_cites_an_article_or_asks_the_lawyer() -> None:
    assert all(row.articles or row.channel is RouteChannel.LAWYER for row in TABLE.rows())


def test_a_row_is_no_surer_than_the_surest_of_its_articles() -> None:
    order = tuple(Confidence)
    for row in TABLE.rows():
        known = [order.index(TABLE.articles[cite].confidence) for cite in row.articles]
        assert not known or order.index(row.confidence) >= min(known), row.id


def test_every_article_of_the_list_is_cited() -> None:
    cited = {cite for row in TABLE.rows() for cite in row.articles}
    cited |= {cite for notice in TABLE.rights.notices.values() for cite in notice.cite}
    cited |= {ground.cite for ground in TABLE.admission.grounds if ground.cite}
    cited |= {cite for hold in TABLE.admission.holds for cite in hold.articles}
    assert TABLE.articles.keys() == cited


def test_every_office_a_row_names_is_in_the_profile() -> None:
    words = {"jurisdiction", "street", "respondent", "reconsideration", "field"}
    named = {row.organ for row in TABLE.rows()}
    named |= {option.organ for row in TABLE.rows() for option in row.alternatives}
    named |= {option.organ for handover in TABLE.onward.handovers.values() for option in handover.ways}
    assert named - words <= PUTUO.functions.keys()


def test_every_limit_a_row_names_is_a_rule_and_runs_from_a_known_date() -> None:
    law, dates = the_law(), Answers().dates().keys() | {"filed_on"}
    for row in TABLE.rows():
        for limit in row.limits:
            assert law.rulebook.versions(limit.rule)
            assert limit.after is None or law.rulebook.versions(limit.after)
            assert limit.since in dates
    for ground in TABLE.admission.grounds:
        assert all(law.rulebook.versions(rule) for rule in (*ground.passed, *ground.running))


def test_every_channel_of_the_house_says_what_happens_when_it_fails() -> None:
    ours = [row for row in TABLE.rows() if row.channel in {"mediation", "adjudication", "reconsideration"}]
    assert [row.id for row in ours if row.if_fails is None] == []


def test_the_package_of_a_handover_never_holds_a_concession() -> None:
    assert not [name for name in TABLE.onward.package if "concession" in name or "offer" in name]


def test_every_paper_that_sends_a_person_away_says_that_the_limits_run() -> None:
    """Section 7.7: 转办 tells where, whom to ask, and that clocks run."""
    moments = TABLE.rights.moments
    assert moments.keys() == {"acceptance", "refusal", "termination", "decision", "transfer"}
    assert all("N-05" in moments[name].notices for name in ("refusal", "termination", "transfer"))
