"""What a request for mediation does to the limits that are told at the desk: some run anew, most do not move."""

from datetime import date, timedelta

import pytest

from services.kernel.law import the_law
from services.kernel.organs import profile
from services.kernel.routing import Route, route
from services.kernel.routing_facts import Facts
from services.kernel.routing_table import routing_table

EVENT = date(2026, 3, 2)
ASKED = date(2026, 9, 28)
QUARREL = Facts(
    nature="private", field="neighbour", respondent_kind="person", event_on=EVENT, known_on=EVENT, filed_on=ASKED
)
WAGES = QUARREL.model_copy(update={"field": "labour", "respondent_kind": "company"})
FINE = Facts(
    nature="act",
    respondent_kind="organ",
    respondent_organ="putuo.market",
    act_kind="penalty",
    on_spot="no",
    served_on=date(2026, 9, 20),
    act_made_on=date(2026, 9, 20),
    filed_on=ASKED,
)


def routed(facts: Facts) -> Route:
    return route(facts, routing_table(), profile("putuo"), the_law(), facts.filed_on)


def due(facts: Facts, rule: str) -> date | None:
    return next(one.due_on for one in routed(facts).limits if one.rule == rule)


@pytest.mark.parametrize(
    ("facts", "rule", "before", "after"),
    [
        (QUARREL, "civ.limitation", date(2029, 3, 2), date(2029, 9, 28)),
        (WAGES, "lab.arbitration", date(2027, 3, 2), date(2027, 9, 28)),
    ],
    ids=["诉讼时效规定 第十二条", "劳动争议调解仲裁法 第二十七条第二款"],
)
def test_a_limitation_runs_anew_from_the_day_of_the_request(facts: Facts, rule: str, before: date, after: date) -> None:
    assert due(facts, rule) == before
    assert due(facts.model_copy(update={"interrupted_on": ASKED}), rule) == after
    told = next(one for one in routed(facts.model_copy(update={"interrupted_on": ASKED})).limits if one.rule == rule)
    assert "2026年9月28日" in (told.advice or "")


@pytest.mark.parametrize("days", [0, 1])
def test_a_limitation_that_is_over_is_not_interrupted(days: int) -> None:
    """On its last day it still runs; on the day after, nothing can be interrupted any more."""
    late = date(2029, 3, 2) + timedelta(days=days)
    facts = QUARREL.model_copy(update={"interrupted_on": late, "filed_on": late})
    anew = date(2032, 3, 2)
    assert due(facts, "civ.limitation") == (anew if days == 0 else date(2029, 3, 2))


def test_mediation_moves_no_limit_of_reconsideration_or_suit() -> None:
    before = {one.rule: one.due_on for one in routed(FINE).limits}
    after = {one.rule: one.due_on for one in routed(FINE.model_copy(update={"interrupted_on": ASKED})).limits}
    assert "arl.application" in before
    assert before == after


def test_only_limitations_know_an_interruption() -> None:
    """Every rule that names one does so with its provision; no rule of the reconsideration act is among them."""
    known = {version.id for version in the_law().rulebook if version.interruption is not None}
    assert known == {"civ.limitation", "env.limitation", "lab.arbitration", "pat.limitation"}
