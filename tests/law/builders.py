"""Builders for the tests of time limits: a rule of any length, and the facts of a limit."""

from datetime import date

from services.kernel.facts import ClockFacts, Extension, Suspension
from services.kernel.period import Period, Unit
from services.kernel.rule import Confidence, Direction, Roll, RuleVersion


def a_rule(length=60, unit=Unit.DAY, *, roll=Roll.NEXT_WORKING_DAY, direction=Direction.AFTER, reminders=()):
    return RuleVersion(
        id="test.rule",
        title="试验期限",
        title_en="A limit for tests",
        channel="test",
        law="行政复议法",
        article="第六十二条第一款",
        bound="reconsideration_organ",
        starts="application_accepted",
        period=Period(length=length, unit=unit),
        roll=roll,
        direction=direction,
        counting="行政复议法 第八十八条第二款",
        reminders=reminders,
        confidence=Confidence.VERIFIED,
        checked_on=date(2026, 11, 23),
        valid_from=date(2018, 1, 1),
    )


def facts(start, *, suspended=(), extended=(), rule="test.rule", law_on=None):
    """Facts of a limit; suspensions as (from, until or None), extensions as (length, decided on)."""
    return ClockFacts(
        key=rule,
        rule=rule,
        started_on=start,
        law_on=law_on or start,
        suspensions=tuple(Suspension(from_on=a, until_on=b, ground="other") for a, b in suspended),
        extensions=tuple(Extension(length=n, decided_on=on) for n, on in extended),
    )
