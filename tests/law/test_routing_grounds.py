"""What stands against admission (受理障碍), what holds a unit for the lawyer, and the days on which a ground begins."""

from datetime import date

import pytest

from services.kernel.law import the_law
from services.kernel.organs import profile
from services.kernel.routing import Route, route
from services.kernel.routing_facts import Answers
from services.kernel.routing_table import RouteChannel, RoutingTable, routing_table
from services.kernel.rule import Confidence

PUTUO = profile("putuo")
TABLE = routing_table()
FINE: dict[str, object] = {
    "nature": "act",
    "respondent_kind": "organ",
    "respondent_organ": "putuo.market",
    "act_kind": "penalty",
}
SILENCE: dict[str, object] = {"nature": "inaction", "respondent_kind": "organ", "respondent_organ": "putuo.urban"}
SHOP: dict[str, object] = {"nature": "private", "field": "consumer"}


def routed(facts: dict[str, object], on: date, table: RoutingTable = TABLE) -> Route:
    return route(Answers.model_validate(facts).filed(on), table, PUTUO, the_law(), on)


def codes(facts: dict[str, object], on: date) -> list[str]:
    return [fault.code for fault in routed(facts, on).faults]


@pytest.mark.parametrize(
    ("facts", "last_day", "next_day", "code"),
    [
        (FINE | {"served_on": date(2026, 9, 20)}, date(2026, 11, 19), date(2026, 11, 20), "late.arl.application"),
        (SHOP | {"event_on": date(2023, 11, 23)}, date(2026, 11, 23), date(2026, 11, 24), "late.con.bar"),
        (
            {"nature": "private", "field": "procurement", "known_on": date(2026, 11, 9)},
            date(2026, 11, 18),
            date(2026, 11, 19),
            "late.gpp.question",
        ),
        (
            {"nature": "act", "act_kind": "traffic_finding", "served_on": date(2026, 11, 9)},
            date(2026, 11, 12),
            date(2026, 11, 13),
            "late.tra.review",
        ),
        (
            {"nature": "private", "field": "labour", "event_on": date(2025, 11, 20)},
            date(2026, 11, 20),
            date(2026, 11, 23),
            "barred.lab.arbitration",
        ),
    ],
)
def test_a_limit_is_kept_on_its_last_day_and_a_ground_on_the_next(
    facts: dict[str, object], last_day: date, next_day: date, code: str
) -> None:
    assert code not in codes(facts, last_day)
    assert code in codes(facts, next_day)


def test_an_organ_that_still_has_time_is_applied_against_too_early() -> None:
    """行政复议法实施条例 第十六条: asked on 2 March, its sixty days end on 1 May; the holiday moves the day."""
    silent = SILENCE | {"asked_on": date(2026, 3, 2)}
    waiting = next(limit for limit in routed(silent, date(2026, 4, 1)).limits if limit.rule == "arl.inaction")
    assert waiting.due_on == date(2026, 5, 1)
    assert codes(silent, date(2026, 5, 1)) == ["early.arl.inaction"]
    assert codes(silent, date(2026, 5, 2)) == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"nature": "private", "field": "neighbour", "willing": "no"}, "unwilling"),
        ({"nature": "private", "field": "neighbour", "in_district": "no"}, "not_here"),
        (SHOP | {"prior": ["mediated"]}, "mediated_before"),
        ({"nature": "private", "field": "neighbour", "prior": ["agreed"], "willing": "unknown"}, "agreed_before"),
        ({"nature": "private", "field": "patent", "prior": ["adjudicated"]}, "adjudicated_before"),
    ],
)
def test_a_fact_that_stands_against_admission_is_told_with_its_code(facts: dict[str, object], code: str) -> None:
    assert code in codes(facts, date(2026, 11, 23))


def test_every_ground_without_a_limit_has_been_raised_here() -> None:
    raised = {"unwilling", "not_here", "mediated_before", "agreed_before", "adjudicated_before"}
    assert {one.code for one in TABLE.admission.grounds if one.when} == raised


@pytest.mark.parametrize("field", ["consumer", "patent"])
def test_a_row_nobody_is_sure_of_goes_to_the_lawyer_with_its_way_limits_and_rights(field: str) -> None:
    """R60: 把握低于下限的，由值班律师确认."""
    sure = routed({"nature": "private", "field": field}, date(2026, 11, 23))
    blocks = tuple(
        block.model_copy(
            update={"rules": tuple(row.model_copy(update={"confidence": Confidence.INFERRED}) for row in block.rules)}
        )
        for block in TABLE.blocks
    )
    doubtful = RoutingTable.model_validate(
        {name: getattr(TABLE, name) for name in RoutingTable.model_fields} | {"blocks": blocks}
    )
    held = routed({"nature": "private", "field": field}, date(2026, 11, 23), doubtful)
    assert held.channel is RouteChannel.LAWYER
    assert held.rules == (*sure.rules, "R60")
    assert held.question
    assert (held.limits, held.notices) == (sure.limits, sure.notices)
    assert held.alternatives[0].organ_id == sure.organ_id
    assert held.alternatives[0].channel == sure.channel


@pytest.mark.parametrize("party", ["foreign", "minor", "incapacity"])
@pytest.mark.parametrize("facts", [FINE, SHOP, {"nature": "title", "field": "land", "certificate": "no"}])
def test_a_party_who_needs_care_is_the_lawyers_in_every_channel_of_the_house(
    facts: dict[str, object], party: str
) -> None:
    plain = routed(facts, date(2026, 11, 23))
    held = routed(facts | {"special_party": party}, date(2026, 11, 23))
    assert held.rules == (*plain.rules, "R60h")
    assert held.channel is RouteChannel.LAWYER
    assert {one.code for one in plain.notices} <= {one.code for one in held.notices}
