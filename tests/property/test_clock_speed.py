"""The engine stays cheap enough to reckon every clock of a district on every page and every sweep.

What it takes on a quiet machine is measured by `make bench`; the bounds here are wide, for a machine that is busy.
"""

import json
from datetime import date, timedelta
from timeit import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from services.kernel.calendar import chinese_calendar
from services.kernel.clock import Deadline, Policy, deadline, due_on
from services.kernel.facts import ClockFacts
from services.kernel.law import the_law
from services.kernel.period import Unit
from services.kernel.reckoning import Count, reckon
from services.kernel.refusal import Refused
from services.kernel.rule import Direction
from services.kernel.runs import Runs, runs_of

START = date(2026, 9, 18)
LAW = the_law()
IN_WORKING_DAYS = sorted(
    rule.id for rule in LAW.rulebook if rule.period is not None and rule.period.unit is Unit.WORKING_DAY
)


def clock(rule, start, law_on=None):
    return ClockFacts(key=rule, rule=rule, started_on=start, law_on=law_on or start)


def microseconds(step, times):
    return min(repeat(step, number=times, repeat=5)) / times * 1e6


def test_ten_working_days_take_no_walk_over_the_days():
    calendar = chinese_calendar()
    assert microseconds(lambda: calendar.add_working_days(START, 10), 20_000) < 2


def test_a_limit_in_working_days_is_reckoned_in_less_than_a_microsecond_or_two():
    reply = clock("arl.reply", START)
    count = Count(START, LAW.rule(reply).period)
    assert microseconds(lambda: LAW.due_on(reply), 20_000) < 2.5
    assert microseconds(lambda: reckon(count, LAW.calendar, LAW.policy), 20_000) < 3
    assert microseconds(lambda: LAW.deadline(reply), 10_000) < 7.5


@given(st.sampled_from(IN_WORKING_DAYS), st.dates(date(2016, 1, 1), date(2029, 6, 30)), st.integers(-400, 400))
def test_a_plain_limit_is_what_the_engine_for_all_limits_says(rule, start, after):
    """Also at the edges: before the version was in force, in the tail of a year and past the last notice."""
    facts = clock(rule, start, start - timedelta(days=after))
    try:
        version = LAW.rule(facts)
    except Refused:
        with pytest.raises(Refused):
            LAW.due_on(facts)
        return
    assert LAW.deadline(facts) == deadline(facts, version, LAW.calendar, LAW.policy)
    assert LAW.due_on(facts) == due_on(facts, version, LAW.calendar, LAW.policy)


def test_rules_that_count_backwards_or_ended_are_not_plain():
    for rule in IN_WORKING_DAYS:
        newest = LAW.rulebook.versions(rule)[-1]
        LAW.due_on(clock(rule, newest.valid_from))
        is_plain = newest.direction is Direction.AFTER and newest.valid_until is None
        assert bool(LAW._plain[rule]) == (is_plain and newest.period.unit is Unit.WORKING_DAY)


def test_a_start_outside_the_calendar_is_refused_and_never_wraps_around():
    for start in (date(2014, 12, 31), date(2070, 12, 30), date(2090, 1, 1)):
        with pytest.raises(Refused, match=r"calendar\.outside"):
            LAW.due_on(clock("arl.reply", start, START))


@given(st.dates(date(2018, 1, 1), date(2026, 12, 1)), st.integers(0, 80))
def test_runs_cover_every_day_once_and_name_it_rightly(first, longer):
    calendar, last = chinese_calendar(), first + timedelta(days=longer)
    steps = []
    runs_of(calendar, "依据").cover(first.toordinal(), last, steps)
    days = [step.from_on + timedelta(days=n) for step in steps for n in range(step.days)]
    assert days == [first + timedelta(days=n) for n in range(longer + 1)]
    assert all(step.to_on == step.from_on + timedelta(days=step.days - 1) for step in steps)
    for step in steps:
        assert (step.kind.value == "counted") == calendar.is_working_day(step.from_on)


def test_steps_are_shared_and_cannot_be_changed():
    runs, steps = Runs(chinese_calendar(), "依据"), []
    runs.cover(START.toordinal(), START + timedelta(days=20), steps)
    again = []
    runs.cover(START.toordinal(), START + timedelta(days=20), again)
    assert steps[1] is again[1]
    with pytest.raises(AttributeError):
        steps[1].days = 9


class Sheet(BaseModel):
    confirm_by: Deadline | None


def test_an_answer_is_written_as_an_object_and_read_back():
    found = LAW.reckon("arl.review", date(2026, 9, 29))
    written = Sheet(confirm_by=found).model_dump_json()
    told = json.loads(written)["confirm_by"]
    assert (told["due_on"], told["period"]) == ("2026-10-12", {"length": 5, "unit": "working_day"})
    assert told["trace"][2] == {
        "kind": "non_working",
        "from_on": "2026-10-01",
        "to_on": "2026-10-07",
        "days": 7,
        "basis": "国办发明电〔2025〕7号",
        "note": "国庆节",
        "source": "",
    }
    assert Sheet.model_validate_json(written).confirm_by == found
    assert Sheet.model_json_schema(mode="serialization")["$defs"]["Step"]["type"] == "object"


def test_a_policy_changes_no_plain_limit():
    other = Policy(extension_from="rolled", notice_days="counted", resumption_day_counts=False)
    facts = clock("arl.reply", START)
    assert due_on(facts, LAW.rule(facts), LAW.calendar, other) == LAW.due_on(facts)
