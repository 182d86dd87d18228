"""What may happen to a running limit, and what is refused with the provision that says so."""

from datetime import date

import pytest
from pydantic import BaseModel, ConfigDict

from services.kernel.clocks import Clocks
from services.kernel.facts import ClockFacts, ClockState, Suspension
from services.kernel.law import the_law
from services.kernel.period import Period, Unit
from services.kernel.refusal import Refused

from .builders import facts

ACCEPTED = date(2026, 3, 2)


def ordinary(**changes):
    return facts(ACCEPTED, rule="arl.ordinary", **changes)


def code_of(step):
    with pytest.raises(Refused) as refusal:
        step()
    return refusal.value.code


def test_a_suspended_clock_stands_still_and_runs_on_from_the_day_of_resumption():
    """行政复议法 第三十九条。"""
    stopped = ordinary().suspend(date(2026, 3, 23), "mediation_agreed")
    assert stopped.state is ClockState.SUSPENDED
    assert the_law().due_on(stopped) is None
    resumed = stopped.resume(date(2026, 4, 20))
    assert resumed.state is ClockState.RUNNING
    assert the_law().due_on(resumed) == date(2026, 5, 29)


def test_a_second_suspension_while_suspended_is_refused():
    stopped = ordinary().suspend(date(2026, 3, 23), "other")
    assert code_of(lambda: stopped.suspend(date(2026, 3, 24), "other")) == "clock.already_suspended"


def test_resuming_what_runs_is_refused():
    assert code_of(lambda: ordinary().resume(date(2026, 3, 24))) == "clock.not_suspended"


def test_resuming_before_the_suspension_is_refused():
    stopped = ordinary().suspend(date(2026, 3, 23), "other")
    assert code_of(lambda: stopped.resume(date(2026, 3, 22))) == "clock.resumed_too_early"


def test_suspending_before_the_start_or_inside_an_earlier_suspension_is_refused():
    assert code_of(lambda: ordinary().suspend(date(2026, 3, 1), "other")) == "clock.suspended_too_early"
    again = ordinary().suspend(date(2026, 3, 10), "other").resume(date(2026, 3, 20))
    assert code_of(lambda: again.suspend(date(2026, 3, 19), "other")) == "clock.suspended_too_early"


def test_an_ended_clock_takes_no_further_step():
    met = ordinary().meet(date(2026, 4, 1))
    assert met.ended_on == date(2026, 4, 1)
    for step in (met.meet, met.lapse, met.close):
        assert code_of(lambda step=step: step(date(2026, 4, 2))) == "clock.ended"
    assert code_of(lambda: met.extend(30, date(2026, 4, 2))) == "clock.ended"


def test_a_suspended_clock_cannot_lapse_but_may_be_closed():
    stopped = ordinary().suspend(date(2026, 3, 23), "other")
    assert code_of(lambda: stopped.lapse(date(2026, 6, 1))) == "clock.suspended_cannot_lapse"
    assert stopped.close(date(2026, 6, 1)).state is ClockState.CLOSED


def test_nothing_ends_before_it_began():
    assert code_of(lambda: ordinary().meet(date(2026, 3, 1))) == "clock.ended_too_early"
    assert code_of(lambda: ordinary().extend(30, date(2026, 3, 1))) == "clock.extended_too_early"


def test_a_suspension_that_ends_before_it_begins_is_no_fact():
    with pytest.raises(ValueError, match="before it begins"):
        Suspension(from_on=date(2026, 3, 2), until_on=date(2026, 3, 1), ground="other")


def test_an_extension_within_the_cap_and_in_time_is_allowed_once():
    """行政复议法 第六十二条第一款：最多三十日，期满前批准。"""
    law = the_law()
    law.check_extension(ordinary(), 30, date(2026, 5, 6))
    extended = ordinary().extend(30, date(2026, 4, 20))
    assert law.due_on(extended) == date(2026, 6, 1)
    assert code_of(lambda: law.check_extension(extended, 1, date(2026, 5, 1))) == "clock.extended_twice"


@pytest.mark.parametrize(
    ("length", "decided_on", "code"),
    [
        (31, date(2026, 4, 20), "clock.extension_too_long"),
        (0, date(2026, 4, 20), "clock.extension_too_short"),
        (-3, date(2026, 4, 20), "clock.extension_too_short"),
        (10, date(2026, 3, 1), "clock.extended_too_early"),
        (30, date(2026, 5, 7), "clock.extended_too_late"),
    ],
)
def test_an_extension_beyond_the_law_is_refused_with_its_article(length, decided_on, code):
    with pytest.raises(Refused) as refusal:
        the_law().check_extension(ordinary(), length, decided_on)
    assert refusal.value.code == code
    assert refusal.value.cite == "行政复议法 第六十二条第一款"


def test_the_summary_procedure_knows_no_extension():
    """行政复议法 第六十二条第二款。"""
    summary = facts(ACCEPTED, rule="arl.summary")
    assert code_of(lambda: the_law().check_extension(summary, 10, date(2026, 3, 10))) == "clock.no_extension"


def test_the_review_of_an_application_cannot_be_suspended():
    review = facts(ACCEPTED, rule="arl.review")
    assert code_of(lambda: the_law().check_suspension(review, "mediation_agreed", ACCEPTED)) == "clock.no_such_ground"
    the_law().check_suspension(ordinary(), "mediation_agreed", ACCEPTED)


def test_a_limit_is_expired_only_after_its_last_day():
    """行政复议法 第三十条：审查期限届满之日视为受理。"""
    law, review = the_law(), facts(date(2026, 9, 29), rule="arl.review")
    assert not law.is_expired(review, date(2026, 10, 12))
    assert law.is_expired(review, date(2026, 10, 13))
    assert not law.is_expired(review.meet(date(2026, 10, 9)), date(2026, 10, 13))


def test_a_corrected_start_keeps_the_law_it_was_received_under():
    corrected = ordinary().correct_start(date(2026, 3, 6))
    assert (corrected.started_on, corrected.law_on) == (date(2026, 3, 6), ACCEPTED)
    assert the_law().due_on(corrected) == date(2026, 5, 6)


def test_a_start_corrected_past_a_suspension_is_refused():
    resumed = ordinary().suspend(date(2026, 3, 10), "other").resume(date(2026, 3, 12))
    assert code_of(lambda: resumed.correct_start(date(2026, 3, 20))) == "clock.start_after_suspension"


def test_a_limit_the_decision_fixes_takes_its_length_from_the_decision():
    """行政复议法 第六十六条：在一定期限内履行。"""
    law, served_on = the_law(), date(2026, 3, 2)
    assert code_of(lambda: law.reckon("arl.performance", served_on)) == "clock.no_period"
    fixed = law.reckon("arl.performance", served_on, period=Period(length=30, unit=Unit.DAY))
    assert fixed.due_on == date(2026, 4, 1)


def test_reminders_stand_so_many_working_days_before_the_last_day():
    reminded = the_law().reminders(ordinary())
    assert [(r.working_days_before, r.on) for r in reminded] == [
        (10, date(2026, 4, 17)),
        (5, date(2026, 4, 24)),
        (3, date(2026, 4, 28)),
        (1, date(2026, 4, 30)),
    ]


def test_a_short_limit_is_not_reminded_before_it_starts():
    review = facts(date(2026, 9, 29), rule="arl.review")
    assert [r.working_days_before for r in the_law().reminders(review)] == [3, 1]


def test_the_clocks_of_a_case_are_one_value_that_never_changes():
    empty = Clocks()
    started = empty.start("arl.review", ACCEPTED)
    assert len(empty) == 0
    assert [clock.key for clock in started] == ["arl.review"]
    assert "arl.review" in started
    assert started.is_live("arl.review")
    assert code_of(lambda: started.start("arl.review", ACCEPTED)) == "clock.started_twice"
    assert code_of(lambda: started.meet("arl.reply", ACCEPTED)) == "clock.unknown"


def test_one_rule_may_run_twice_under_two_keys():
    clocks = Clocks().start("arl.reply", ACCEPTED, key="arl.reply:a").start("arl.reply", ACCEPTED, key="arl.reply:b")
    assert clocks.meet("arl.reply:a", ACCEPTED).live() == (clocks.get("arl.reply:b"),)


def test_an_ended_limit_may_start_anew_under_its_key():
    clocks = Clocks().start("arl.review", ACCEPTED).close("arl.review", date(2026, 3, 4))
    again = clocks.start("arl.review", date(2026, 3, 9))
    assert again.get("arl.review").started_on == date(2026, 3, 9)
    assert len(again) == 1


def test_closing_all_leaves_the_ended_and_the_spared():
    clocks = Clocks().start("a", ACCEPTED).start("b", ACCEPTED).start("c", ACCEPTED).meet("a", ACCEPTED)
    closed = clocks.close_all(date(2026, 3, 9), but=frozenset({"c"}))
    assert {clock.key: clock.state.value for clock in closed} == {"a": "met", "b": "closed", "c": "running"}


def test_clocks_survive_the_store_unchanged():
    class State(BaseModel):
        model_config = ConfigDict(frozen=True)
        clocks: Clocks = Clocks()

    clocks = Clocks().start("arl.ordinary", ACCEPTED).suspend("arl.ordinary", date(2026, 3, 23), "other", "第三十九条")
    state = State(clocks=clocks.extend("arl.ordinary", 30, date(2026, 4, 1), "第六十二条"))
    assert State.model_validate_json(state.model_dump_json()) == state
    assert State.model_validate(state.model_dump(mode="json")).clocks.get("arl.ordinary").extensions[0].length == 30


def test_facts_take_no_unknown_field():
    with pytest.raises(ValueError, match="due_on"):
        ClockFacts(key="a", rule="a", started_on=ACCEPTED, law_on=ACCEPTED, due_on=ACCEPTED)
