"""What no limit may suffer: each is refused with the provision, or the rule, that says so, and changes nothing."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from services.kernel.clocks import Clocks
from services.kernel.facts import ClockFacts, ClockState
from services.kernel.law import the_law
from services.kernel.period import Period, Unit
from services.kernel.refusal import Refused
from services.kernel.rulebook import UnknownRule

from .builders import facts

START = date(2026, 3, 2)
ORDINARY = facts(START, rule="arl.ordinary")
DUE = date(2026, 5, 6)
ONE_DAY = timedelta(days=1)
GROUND, ARTICLE = "mediation_agreed", "行政复议法 第三十九条第一款第（六）项"
SUSPENDED = ORDINARY.suspend(date(2026, 3, 23), GROUND, ARTICLE)
FIXED = Period(length=15, unit=Unit.DAY)


class Slip(NamedTuple):
    """One thing nobody may do, with the code and the provision of the refusal."""

    name: str
    step: object
    code: str
    cite: str


SLIPS = (
    Slip("second suspension", lambda: SUSPENDED.suspend(date(2026, 3, 24), GROUND), "clock.already_suspended", ARTICLE),
    Slip("resumed too early", lambda: SUSPENDED.resume(date(2026, 3, 22)), "clock.resumed_too_early", ARTICLE),
    Slip("nothing to resume", lambda: ORDINARY.resume(date(2026, 3, 22)), "clock.not_suspended", "规则 arl.ordinary"),
    Slip(
        "suspended before it began",
        lambda: ORDINARY.suspend(START - ONE_DAY, GROUND, ARTICLE),
        "clock.suspended_too_early",
        ARTICLE,
    ),
    Slip(
        "suspended after its end",
        lambda: the_law().check_suspension(ORDINARY, GROUND, DUE + ONE_DAY),
        "clock.suspended_too_late",
        "行政复议法 第六十二条第一款",
    ),
    Slip(
        "suspended on no ground of law",
        lambda: the_law().check_suspension(ORDINARY, "boredom", START),
        "clock.no_such_ground",
        "行政复议法 第六十二条第一款",
    ),
    Slip("negative length", lambda: ORDINARY.extend(-1, START), "clock.extension_too_short", "规则 arl.ordinary"),
    Slip(
        "extended before it began",
        lambda: ORDINARY.extend(30, START - ONE_DAY, "行政复议法 第六十二条第一款"),
        "clock.extended_too_early",
        "行政复议法 第六十二条第一款",
    ),
    Slip(
        "a length where the law sets one",
        lambda: the_law().check_period(ORDINARY.model_copy(update={"period": FIXED})),
        "clock.period_fixed",
        "行政复议法 第六十二条第一款",
    ),
    Slip(
        "no length where a document sets it",
        lambda: the_law().due_on(facts(START, rule="arl.performance")),
        "clock.no_period",
        "行政复议法 第六十六条",
    ),
    Slip(
        "a start beyond the calendar",
        lambda: the_law().due_on(facts(date(2071, 3, 2), rule="arl.review")),
        "calendar.outside",
        "民事诉讼法 第八十五条",
    ),
    Slip(
        "a rule before its day",
        lambda: the_law().due_on(facts(date(2023, 12, 31), rule="arl.summary")),
        "rule.not_in_force",
        "行政复议法 第六十二条第二款",
    ),
    Slip(
        "started twice",
        lambda: Clocks((ORDINARY,)).start("arl.ordinary", START, key=ORDINARY.key),
        "clock.started_twice",
        "规则 arl.ordinary",
    ),
    Slip("no such limit", lambda: Clocks().meet("arl.reply", START), "clock.unknown", "规则 arl.reply"),
    Slip("met before it began", lambda: ORDINARY.meet(START - ONE_DAY), "clock.ended_too_early", "规则 arl.ordinary"),
    Slip(
        "run out while suspended",
        lambda: SUSPENDED.lapse(DUE + ONE_DAY),
        "clock.suspended_cannot_lapse",
        ARTICLE,
    ),
    Slip("a step after the end", lambda: ORDINARY.meet(DUE).meet(DUE), "clock.ended", "规则 arl.ordinary"),
    Slip(
        "a start corrected past a suspension",
        lambda: SUSPENDED.resume(date(2026, 3, 30)).correct_start(date(2026, 4, 10)),
        "clock.start_after_suspension",
        ARTICLE,
    ),
)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_it_is_refused_with_its_provision(slip):
    with pytest.raises(Refused) as refusal:
        slip.step()
    assert (refusal.value.code, refusal.value.cite) == (slip.code, slip.cite)
    assert refusal.value.text.endswith("。")


def test_on_its_last_day_a_limit_may_still_be_suspended():
    """第三十九条; the last day is the rolled one (民事诉讼法 第八十五条第三款)."""
    law = the_law()
    for day in (DUE - ONE_DAY, DUE):
        law.check_suspension(ORDINARY, GROUND, day)


def test_on_its_last_day_a_limit_may_still_be_extended_and_a_day_later_not():
    law = the_law()
    for day in (DUE - ONE_DAY, DUE):
        law.check_extension(ORDINARY, 30, day)
    with pytest.raises(Refused, match="extended_too_late"):
        law.check_extension(ORDINARY, 30, DUE + ONE_DAY)


def test_an_extension_reaches_its_cap_and_not_a_day_more():
    law = the_law()
    law.check_extension(ORDINARY, 30, DUE)
    with pytest.raises(Refused, match="extension_too_long"):
        law.check_extension(ORDINARY, 31, DUE)


def test_a_suspension_that_ended_on_the_day_it_began_leaves_the_limit_as_it_was():
    resumed = ORDINARY.suspend(date(2026, 3, 23), GROUND).resume(date(2026, 3, 23))
    assert resumed.state is ClockState.RUNNING
    assert the_law().due_on(resumed) == the_law().due_on(ORDINARY) == DUE


def test_a_rule_nobody_wrote_is_a_slip_of_the_code():
    with pytest.raises(UnknownRule):
        the_law().due_on(ClockFacts(key="x", rule="arl.reveiw", started_on=START, law_on=START))


def test_a_refused_step_leaves_the_facts_untouched():
    before = SUSPENDED.model_dump()
    with pytest.raises(Refused):
        SUSPENDED.suspend(date(2026, 3, 24), GROUND)
    with pytest.raises(Refused):
        SUSPENDED.resume(date(2026, 3, 22))
    assert SUSPENDED.model_dump() == before
