"""A limit as somebody typed it: read generously, and refused with every fault at once."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.law import the_law
from services.kernel.refusal import Fault, Refused
from services.kernel.what_if import Typed, TypedExtension, TypedStop, what_if

PLAIN = Typed(rule="arl.ordinary", start="2026-03-02")


def due(typed: Typed) -> date | None:
    return the_law().deadline(what_if(typed, the_law()).facts).due_on


def faults(typed: Typed) -> dict[str | None, str]:
    with pytest.raises(Refused) as refused:
        what_if(typed, the_law())
    return {fault.field: fault.code for fault in refused.value.faults}


@pytest.mark.parametrize("typed", ["2026-09-29", "2026/9/29", "2026年9月29日", " ２０２６－０９－２９ ", "2026.9.29"])
def test_a_date_is_read_as_people_write_it(typed: str) -> None:
    assert due(Typed(rule="arl.review", start=typed)) == date(2026, 10, 12)


@pytest.mark.parametrize(
    "typed", ["2026-02-30", "2026-13-01", "9999-12-31", "0001-01-01", "今天", "2026-9", "20260929"]
)
def test_what_is_no_date_is_named(typed: str) -> None:
    assert set(faults(Typed(rule="arl.review", start=typed))) == {"start"}


def test_nothing_typed_asks_for_the_limit_and_the_day() -> None:
    assert faults(Typed()) == {"rule": "missing", "start": "missing"}


def test_every_fault_is_told_at_once_with_its_field() -> None:
    found = faults(
        Typed(
            rule="no.rule",
            start="2026-02-30",
            time="25:00",
            law_on="z",
            length="a",
            unit="fortnight",
            stops=(TypedStop(until_on="2026-01-01"), TypedStop("2026-04-02", "2026-04-01")),
            extensions=(TypedExtension("5", ""), TypedExtension("", "2026-04-01")),
        )
    )
    assert set(found) == {
        "rule", "start", "time", "law_on", "length", "unit", "suspend_from.0", "suspend_until.1", "extend_on.0",
        "extend_length.1",
    }  # fmt: skip


def test_overlapping_suspensions_count_once_and_an_extension_is_added() -> None:
    """行政复议法 第三十九条、第六十二条第一款。"""
    stops = (TypedStop("2026-03-20", "2026-04-01"), TypedStop("2026-03-10", "2026-03-25", "mediation_agreed"))
    longer = (TypedExtension("30", "2026-04-20"),)
    assert due(Typed(PLAIN.rule, PLAIN.start, stops=stops)) == date(2026, 5, 25)
    assert due(Typed(PLAIN.rule, PLAIN.start, stops=stops, extensions=longer)) == date(2026, 6, 22)


def test_an_open_suspension_leaves_the_end_open_and_a_second_one_is_refused() -> None:
    assert due(Typed(PLAIN.rule, PLAIN.start, stops=(TypedStop("2026-03-10"),))) is None
    stops = (TypedStop("2026-03-10"), TypedStop("2026-03-20"))
    assert faults(Typed(PLAIN.rule, PLAIN.start, stops=stops)) == {"suspend_from.1": "clock.already_suspended"}


def test_what_the_law_does_not_grant_is_refused_with_its_article() -> None:
    """行政复议法 第五十一条第一款、第六十二条第一款。"""
    with pytest.raises(Refused) as refused:
        what_if(
            Typed("arl.hearing_notice", "2026-03-02", stops=(TypedStop("2026-02-10"),),
                  extensions=(TypedExtension("5", "2026-02-12"),)),
            the_law(),
        )  # fmt: skip
    assert {fault.code for fault in refused.value.faults} == {"clock.no_such_ground", "clock.no_extension"}
    assert {fault.cite for fault in refused.value.faults} == {"行政复议法 第五十一条第一款"}
    above = Typed(PLAIN.rule, PLAIN.start, extensions=(TypedExtension("31", "2026-04-20"),))
    assert faults(above) == {"extend_length.0": "clock.extension_too_long"}


@pytest.mark.parametrize(
    ("decided_on", "is_late"), [("2026-04-30", False), ("2026-05-06", False), ("2026-05-07", True)]
)
def test_an_extension_after_the_last_day_is_refused(decided_on: str, is_late: bool) -> None:
    """行政复议法 第六十二条第一款；the sixty days from 2026-03-02 end on 2026-05-01, a holiday, and roll to 05-06."""
    typed = Typed(PLAIN.rule, PLAIN.start, extensions=(TypedExtension("10", decided_on),))
    if is_late:
        assert faults(typed) == {"extend_length.0": "clock.extended_too_late"}
    else:
        assert due(typed) is not None


def test_the_length_is_typed_only_where_a_document_sets_it() -> None:
    """行政复议法 第六十六条。"""
    assert faults(Typed("arl.performance", "2026-03-02")) == {"length": "clock.no_period"}
    assert due(Typed("arl.performance", "2026-03-02", length="15", unit="day")) == date(2026, 3, 17)
    assert faults(Typed("arl.review", "2026-03-02", length="15")) == {"length": "clock.period_fixed"}


def test_hours_need_their_start_and_end_at_an_instant() -> None:
    """民法典 第二百零一条第二款。"""
    asked = Typed("arl.performance", "2026-09-30", length="48", unit="hour")
    assert faults(asked) == {"time": "clock.hours_start"}
    told = the_law().deadline(what_if(replace(asked, time="9:30"), the_law()).facts)
    assert told.due_at is not None
    assert told.due_at.isoformat() == "2026-10-02T09:30:00+08:00", "hours run through 国庆节"
    assert faults(replace(asked, time="9:30", stops=(TypedStop("2026-10-01"),))) == {"length": "clock.hours_plain"}


@pytest.mark.parametrize(("law_on", "law"), [("2023-12-31", "2017"), ("2024-01-01", "2023"), ("", "2023")])
def test_the_date_of_the_law_chooses_the_version(law_on: str, law: str) -> None:
    found = what_if(Typed("arl.reply", "2026-03-02", law_on=law_on), the_law()).rule
    assert found.valid_from.year == (2018 if law == "2017" else 2024)


def test_a_rule_that_was_not_in_force_is_refused_with_its_article() -> None:
    assert faults(Typed("arl.summary", "2020-03-02")) == {"start": "rule.not_in_force"}


TEXTS = st.text(max_size=12) | st.sampled_from(["2026-03-02", "30", "arl.ordinary", "hour", "9:30", "mediation_agreed"])


@given(st.builds(
    Typed, rule=TEXTS, start=TEXTS, time=TEXTS, law_on=TEXTS, length=TEXTS, unit=TEXTS,
    stops=st.lists(st.builds(TypedStop, TEXTS, TEXTS, TEXTS), max_size=3).map(tuple),
    extensions=st.lists(st.builds(TypedExtension, TEXTS, TEXTS), max_size=2).map(tuple),
))  # fmt: skip
def test_whatever_is_typed_is_read_or_refused(typed: Typed) -> None:
    told = reading(typed)
    if isinstance(told, str):
        assert told == typed.rule.strip()
    else:
        assert told
        assert all(fault.field and fault.text.endswith("。") for fault in told)


def reading(typed: Typed) -> str | tuple[Fault, ...]:
    try:
        return what_if(typed, the_law()).facts.rule
    except Refused as refusal:
        return refusal.faults
