"""Builders for the tests of time limits: a rule of any length, the facts of a limit, a case from the collection."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.kernel.calendar import WorkCalendar, chinese_calendar
from services.kernel.clock import Deadline, Policy, deadline
from services.kernel.facts import ClockFacts, Extension, Suspension
from services.kernel.period import Period, Unit
from services.kernel.rule import Confidence, Direction, Roll, RuleVersion

UNITS = {"workday": Unit.WORKING_DAY, "day": Unit.DAY, "month": Unit.MONTH, "year": Unit.YEAR, "hour": Unit.HOUR}
ROLLS = {"next_workday": Roll.NEXT_WORKING_DAY, "none": Roll.NONE, None: Roll.NEXT_WORKING_DAY}


def day(text: str) -> date:
    return date.fromisoformat(text)


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


@dataclass(frozen=True)
class Case:
    """One line of the collection, with its own calendar laid over the real one where it asks for that."""

    data: dict

    def __getattr__(self, name):
        return self.data[name]

    def day(self, name):
        return None if self.data.get(name) is None else day(self.data[name][:10])

    def calendar(self, layer="calendar_override") -> WorkCalendar:
        changed = self.data.get(layer)
        if not changed:
            return chinese_calendar()
        return chinese_calendar().with_days({day(d): what == "work" for d, what in changed.items()}, "试验通知")

    def deadline(self, *, start=None, calendar=None, length=None, unit=None) -> Deadline:
        rule = a_rule(length or self.length, UNITS[unit or self.unit], roll=ROLLS[self.data.get("roll")])
        spans = [(day(s["from"]), day(s["to"]) if s["to"] else None) for s in self.suspensions]
        longer = [(e["length"], day(e["decided_on"])) for e in self.extensions]
        given = facts(start or self.day("start"), suspended=spans, extended=longer)
        return deadline(given, rule, calendar or self.calendar(), Policy())


def all_cases(kind: str):
    lines = (Path(__file__).with_name("deadline_cases.jsonl")).read_text(encoding="utf-8").splitlines()
    return [Case(data) for data in map(json.loads, lines) if data["kind"] == kind]
