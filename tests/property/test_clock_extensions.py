"""Extensions: what comes late is void, what the law grants is bounded, and one granted in time only lengthens."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.clock import Policy, reckon
from services.kernel.facts import ClockFacts, Extension
from services.kernel.law import the_law
from services.kernel.refusal import Refused

from .clock_oracle import calendars, counts, starts

POLICY = Policy()
EXTENDED = sorted({version.id for version in the_law().rulebook if version.extension is not None})
CAPPED = [rule for rule in EXTENDED if the_law().rulebook.versions(rule)[-1].extension.cap is not None]
attempts = st.lists(st.tuples(st.integers(-5, 80), st.integers(-10, 250)), max_size=6)


@settings(max_examples=100, deadline=None)
@given(counts(may_be_open=False), calendars(), st.integers(1, 60), st.integers(1, 60))
def test_an_extension_after_the_last_day_is_void_and_changes_nothing(count, calendar, late_by, length):
    found = reckon(count, calendar, POLICY)
    late = Extension(length=length, decided_on=found.due_on + timedelta(days=late_by))
    again = reckon(count._replace(extensions=(*count.extensions, late)), calendar, POLICY)
    assert (again.nominal_on, again.due_on) == (found.nominal_on, found.due_on)
    assert again.granted == (*found.granted, False)


@settings(max_examples=100, deadline=None)
@given(counts(may_be_open=False), calendars(), st.integers(0, 60), st.integers(1, 4))
def test_an_extension_by_the_last_day_only_lengthens(count, calendar, early_by, length):
    found = reckon(count, calendar, POLICY)
    in_time = Extension(length=length, decided_on=found.due_on - timedelta(days=early_by))
    again = reckon(count._replace(extensions=(*count.extensions, in_time)), calendar, POLICY)
    assert again.granted == (*found.granted, True)
    assert again.nominal_on > found.nominal_on
    assert again.due_on >= found.due_on


@settings(max_examples=100, deadline=None)
@given(counts(may_be_open=False), calendars(), st.integers(1, 3))
def test_extended_by_so_much_is_as_long_as_if_the_limit_had_been_longer(count, calendar, length):
    """It counts from the unrolled end: sixty days and thirty are ninety days from the start (行政复议法 第六十二条)."""
    plain = count._replace(extensions=())
    longer = plain.period.model_copy(update={"length": plain.period.length + length})
    extended = plain._replace(extensions=(Extension(length=length, decided_on=count.start),))
    assert reckon(extended, calendar, POLICY)[:2] == reckon(plain._replace(period=longer), calendar, POLICY)[:2]


def refused(facts, length, decided_on):
    try:
        the_law().check_extension(facts, length, decided_on)
    except Refused as refusal:
        return refusal
    return None


@pytest.mark.parametrize("rule", CAPPED)
@settings(max_examples=25, deadline=None)
@given(start=starts, wishes=attempts)
def test_whatever_is_asked_a_limit_is_extended_no_further_and_no_oftener_than_the_law_allows(rule, start, wishes):
    law = the_law()
    facts = ClockFacts(
        key=rule, rule=rule, started_on=start, law_on=max(start, law.rulebook.versions(rule)[-1].valid_from)
    )
    allowed = law.rule(facts).extension
    for length, after in wishes:
        decided_on, due = start + timedelta(days=after), law.due_on(facts)
        if (refusal := refused(facts, length, decided_on)) is not None:
            assert refusal.cite == f"{law.rule(facts).law} {allowed.article}"
            continue
        assert start <= decided_on <= due
        facts = facts.extend(length, decided_on)
    assert len(facts.extensions) <= allowed.times
    assert all(0 < extension.length <= allowed.cap.length for extension in facts.extensions)
    assert sum(extension.length for extension in facts.extensions) <= allowed.cap.length * allowed.times
