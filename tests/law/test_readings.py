"""Every doubtful convention is one switch: both of its positions, with the different days they give."""

from datetime import date, datetime, time
from typing import Literal, get_args, get_origin

import pytest
from pydantic import ValidationError

from services.kernel.calendar import chinese_calendar
from services.kernel.clock import deadline
from services.kernel.facts import ClockFacts
from services.kernel.law import Law, the_law
from services.kernel.moment import SHANGHAI, Channel, Filing, is_in_time
from services.kernel.period import Period, Unit
from services.kernel.policy import DEFAULT, SWITCHES, Policy
from services.kernel.refusal import Refused
from services.kernel.rule import Confidence
from services.kernel.rulebook import read_rulebook
from services.kernel.served import Method, Proof, served_on

from .builders import a_rule, facts

CALENDAR = chinese_calendar()


def law_with(**readings):
    return Law(read_rulebook(), CALENDAR, Policy(**readings))


def due(rule, start, *, law_on=None, **readings):
    return law_with(**readings).reckon(rule, start, law_on=law_on).due_on


def due_of(given, rule, **readings):
    return deadline(given, rule, CALENDAR, Policy(**readings)).due_on


def test_the_days_of_labour_arbitration():
    """劳动人事争议仲裁办案规则 第八十条 (0)."""
    start = date(2025, 1, 24)
    assert due("lab.accept", start) == due("lab.accept", start, labour_days="working") == date(2025, 2, 7)
    assert due("lab.accept", start, labour_days="calendar") == date(2025, 2, 5)  # 1月29日在春节，顺延


def test_the_days_of_traffic_matters():
    """道路交通事故处理程序规定 第一百一十二条；道路交通安全法实施条例 第九十四条 (0)."""
    start = date(2025, 9, 26)
    assert due("tra.mediation_application", start) == date(2025, 10, 16)
    assert due("tra.mediation_application", start, traffic_days="calendar") == date(2025, 10, 9)


def test_the_day_of_suspension():
    """行政复议法 第三十九条 (1)."""
    given = facts(date(2026, 3, 2), suspended=[(date(2026, 3, 20), date(2026, 3, 30))])
    assert due_of(given, a_rule()) == date(2026, 5, 11)
    assert due_of(given, a_rule(roll="none")) == date(2026, 5, 11)
    assert due_of(given, a_rule(roll="none"), suspension_day_counts=True) == date(2026, 5, 10)


def test_a_suspension_of_one_day_that_counts_stops_nothing():
    given = facts(date(2026, 3, 2), suspended=[(date(2026, 3, 20), date(2026, 3, 21))])
    assert due_of(given, a_rule(roll="none")) == date(2026, 5, 2)
    assert due_of(given, a_rule(roll="none"), suspension_day_counts=True) == date(2026, 5, 1)


def test_the_day_of_resumption():
    """行政复议法 第三十九条第二款 (1)."""
    given = facts(date(2026, 3, 2), suspended=[(date(2026, 3, 20), date(2026, 3, 30))])
    assert due_of(given, a_rule(roll="none"), resumption_day_counts=True) == date(2026, 5, 11)
    assert due_of(given, a_rule(roll="none"), resumption_day_counts=False) == date(2026, 5, 12)


def test_the_base_of_an_extension():
    """行政复议法 第六十二条第一款 (2)：算例53."""
    given = facts(date(2025, 12, 17), extended=[(30, date(2026, 2, 1))])
    assert due_of(given, a_rule()) == date(2026, 3, 17)
    assert due_of(given, a_rule(), extension_from="rolled") == date(2026, 3, 26)


def test_clear_days_before_a_hearing():
    """行政复议法 第五十一条 (3)：算例67."""
    hearing = date(2026, 3, 16)
    assert due("arl.hearing_notice", hearing) == date(2026, 3, 6)
    assert due("arl.hearing_notice", hearing, notice_days="counted") == date(2026, 3, 9)


def test_the_thirtieth_day_of_a_public_notice():
    """民事诉讼法 第九十五条 (4)：算例33."""
    proof = Proof(method=Method.PUBLIC_NOTICE, posted_on=date(2026, 9, 3))
    assert served_on(proof, law_with()) == date(2026, 10, 3)
    assert served_on(proof, law_with(public_notice_end="rolled")) == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("rule", "start", "rolled", "kept"),
    [
        ("arl.bar_general", date(2021, 10, 1), date(2026, 10, 8), date(2026, 10, 1)),
        ("arl.bar_real_property", date(2006, 10, 1), date(2026, 10, 8), date(2026, 10, 1)),
        ("arl.application_cap", date(2025, 10, 3), date(2026, 10, 8), date(2026, 10, 3)),
        ("arl.suit_untold", date(2025, 10, 3), date(2026, 10, 8), date(2026, 10, 3)),
        ("lit.bar_general", date(2021, 10, 1), date(2026, 10, 8), date(2026, 10, 1)),
        ("lit.bar_real_property", date(2006, 10, 1), date(2026, 10, 8), date(2026, 10, 1)),
    ],
)
def test_the_end_of_an_absolute_bar(rule, start, rolled, kept):
    """行政复议法 第二十条第三款、第二十一条 (4)：算例60."""
    on = date(2026, 9, 1)
    assert due(rule, start, law_on=on) == rolled
    assert due(rule, start, law_on=on, bar_end="kept") == kept


def test_a_suspension_inside_the_roll():
    """行政复议法 第三十九条 (5)：算例43."""
    given = facts(date(2026, 3, 3), suspended=[(date(2026, 5, 5), date(2026, 5, 12))])
    assert due_of(given, a_rule()) == date(2026, 5, 12)
    assert due_of(given, a_rule(), suspension_holds_roll=False) == date(2026, 5, 6)


@pytest.mark.parametrize(
    ("start", "unit", "length", "same", "last"),
    [
        (date(2026, 2, 28), Unit.MONTH, 1, date(2026, 3, 28), date(2026, 3, 31)),
        (date(2026, 1, 31), Unit.MONTH, 1, date(2026, 2, 28), date(2026, 2, 28)),
        (date(2026, 1, 30), Unit.MONTH, 2, date(2026, 3, 30), date(2026, 3, 30)),
        (date(2025, 2, 28), Unit.YEAR, 3, date(2028, 2, 28), date(2028, 2, 29)),
        (date(2024, 2, 29), Unit.YEAR, 1, date(2025, 2, 28), date(2025, 2, 28)),
    ],
)
def test_the_corresponding_day_of_a_month_end(start, unit, length, same, last):
    """民法典 第二百零二条；刑诉解释 第二百零二条 (6)."""
    rule = a_rule(length, unit, roll="none")
    assert due_of(facts(start), rule) == same
    assert due_of(facts(start), rule, corresponding_day="month_end") == last


@pytest.mark.parametrize("rule", ["arl.joint_consult", "arl.joint_designate"])
def test_the_ten_days_of_the_regulation(rule):
    """行政复议法实施条例 第三十条 (7)."""
    assert due(rule, date(2026, 9, 28)) == date(2026, 10, 16)
    assert due(rule, date(2026, 9, 28), regulation_days="calendar") == date(2026, 10, 8)


def test_a_chain_starts_from_the_rolled_or_the_nominal_end():
    """行政诉讼法 第四十五条 (8)：算例69."""
    review = ClockFacts(key="a", rule="arl.ordinary", started_on=date(2025, 8, 2), law_on=date(2025, 8, 2))
    for readings, following, last in (
        ({}, date(2025, 10, 9), date(2025, 10, 24)),
        ({"chain_from": "nominal"}, date(2025, 10, 1), date(2025, 10, 16)),
    ):
        law = law_with(**readings)
        assert law.chained_on(review) == following
        assert law.reckon("arl.suit_silence", law.chained_on(review)).due_on == last


def test_nothing_is_chained_to_a_limit_that_stands_still():
    stopped = facts(date(2026, 3, 2), rule="arl.ordinary").suspend(date(2026, 4, 30), "other")
    assert law_with().chained_on(stopped) is None
    assert law_with(chain_from="nominal").chained_on(stopped) is None


def test_the_counter_closes_when_business_does():
    """民法典 第二百零三条第二款 (9)：算例37."""
    day = date(2026, 4, 23)

    def handed_in(hour, minute, **readings):
        filing = Filing(channel=Channel.COUNTER, at=datetime(2026, 4, 23, hour, minute, tzinfo=SHANGHAI))
        return is_in_time(filing, day, Policy(**readings))

    assert handed_in(17, 30)
    assert not handed_in(18, 30)
    assert handed_in(18, 30, counter_closes=None)
    assert not handed_in(17, 30, counter_closes=time(17, 0))
    online = Filing(channel=Channel.ONLINE, at=datetime(2026, 4, 23, 23, 59, 59, tzinfo=SHANGHAI))
    assert is_in_time(online, day)


def test_which_act_governs_a_case_received_before_2024():
    """行政复议法 第九十条 (10)：旧法的十日是自然日。"""
    received, served = date(2023, 12, 20), date(2024, 1, 3)
    assert due("arl.reply", served, law_on=received) == date(2024, 1, 15)  # 1月13日星期六，顺延
    assert due("arl.reply", served, law_on=received, pending_cases="new_act") == date(2024, 1, 17)
    begun = date(2023, 12, 28)
    assert due("arl.reply", begun, law_on=received, pending_cases="new_act") == due("arl.reply", begun, law_on=received)


def test_the_new_act_takes_over_only_what_is_its_own():
    """令121不因这一开关而适用于此前受理的投诉。"""
    accepted = {"started_on": date(2026, 5, 6), "law_on": date(2026, 4, 1)}
    given = ClockFacts(key="a", rule="med.consumer_mediate", **accepted)
    assert law_with(pending_cases="new_act").deadline(given) == law_with().deadline(given)


def test_a_limit_only_the_new_act_knows_runs_in_a_pending_case_if_it_takes_it_over():
    given = ClockFacts(key="a", rule="arl.summary", started_on=date(2024, 1, 5), law_on=date(2023, 12, 20))
    with pytest.raises(Refused, match=r"rule\.not_in_force"):
        law_with().due_on(given)
    assert law_with(pending_cases="new_act").due_on(given) == date(2024, 2, 4)  # 星期日调休上班


def test_when_the_right_arises_after_ten_days():
    """行政强制法 第五十四条 (11)."""
    demand = facts(date(2025, 8, 1), rule="acl.demand")
    assert law_with().due_on(demand) == date(2025, 8, 15)
    assert law_with().ripe_on(demand) == date(2025, 8, 16)
    assert law_with(demand_ripens="last_day").ripe_on(demand) == date(2025, 8, 15)


def test_waiting_times_that_nobody_disputes_ripen_as_their_provision_says():
    """行政复议法 第四十一条：满六十日的次日；实施条例 第十六条：满六十日即起算。"""
    assert law_with().ripe_on(facts(date(2026, 1, 5), rule="arl.suspension_end")) == date(2026, 3, 7)
    assert law_with().ripe_on(facts(date(2026, 1, 5), rule="arl.inaction")) == date(2026, 3, 6)
    assert law_with().ripe_on(facts(date(2026, 1, 5), rule="arl.ordinary")) is None


@pytest.mark.parametrize(
    ("rule", "start", "rolled", "kept"),
    [
        ("xf.route", date(2026, 2, 6), date(2026, 2, 24), date(2026, 2, 21)),
        ("xf.handle", date(2026, 3, 3), date(2026, 5, 6), date(2026, 5, 2)),
        ("xf.review", date(2026, 9, 3), date(2026, 10, 8), date(2026, 10, 3)),
        ("xf.final_review", date(2026, 9, 3), date(2026, 10, 8), date(2026, 10, 3)),
        ("apl.decide", date(2026, 7, 3), date(2026, 10, 8), date(2026, 10, 1)),
    ],
)
def test_the_limits_of_agencies_themselves(rule, start, rolled, kept):
    """信访工作条例 第二十二条至第三十六条；行政处罚法 第六十条 (12)：算例26."""
    assert due(rule, start) == rolled
    assert due(rule, start, agency_end="kept") == kept


def test_a_reading_of_one_rule_leaves_all_others_alone():
    changed = law_with(bar_end="kept").rulebook
    differing = {key for key, versions in changed.rules.items() if versions != read_rulebook().rules[key]}
    assert differing == {
        "arl.application_cap",
        "arl.bar_general",
        "arl.bar_real_property",
        "arl.suit_untold",
        "lit.bar_general",
        "lit.bar_real_property",
    }
    assert changed.version_hash != read_rulebook().version_hash
    assert changed.read_by(DEFAULT).rules == read_rulebook().rules


def test_the_law_of_the_house_stands_at_the_defaults():
    assert the_law().policy == DEFAULT
    assert DEFAULT.changed == ()
    assert Policy(bar_end="kept", labour_days="working").changed == ("bar_end",)


@pytest.mark.parametrize("switch", SWITCHES)
def test_every_switch_is_explained_with_its_source(switch):
    doubt = SWITCHES[switch]
    assert "第" in doubt.cite
    assert doubt.title
    assert doubt.title_en
    assert doubt.because.endswith("。")
    assert isinstance(doubt.confidence, Confidence)


WORDED = [name for name in SWITCHES if get_origin(Policy.model_fields[name].annotation) is Literal]


@pytest.mark.parametrize("rule", [rule for rule in read_rulebook() if rule.readings], ids=lambda rule: rule.id)
def test_every_reading_of_a_rule_names_its_source(rule):
    assert rule.readings.switch in WORDED
    assert set(rule.readings.choices) == set(get_args(Policy.model_fields[rule.readings.switch].annotation))
    assert all("第" in reading.cite for reading in rule.readings.choices.values())
    assert rule == rule.read_at(DEFAULT.position(rule.readings.switch))


@pytest.mark.parametrize(
    "wrong",
    [{"moon": "full"}, {"bar_end": "maybe"}, {"counter_closes": 1050}, {"suspension_day_counts": "perhaps"}],
)
def test_a_policy_takes_no_switch_and_no_position_nobody_knows(wrong):
    with pytest.raises(ValidationError):
        Policy(**wrong)


def test_a_limit_the_document_sets_is_read_by_the_same_switches():
    law = law_with(extension_from="rolled")
    fixed = law.reckon("arl.performance", date(2026, 3, 2), period=Period(length=30, unit=Unit.DAY))
    assert fixed.due_on == date(2026, 4, 1)
