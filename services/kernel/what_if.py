"""A limit asked about without a case: facts from what somebody typed, with every fault told at once."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from services.kernel.facts import ClockFacts, ClockState
from services.kernel.hours import EXACT_CITE
from services.kernel.law import Law
from services.kernel.moment import SHANGHAI
from services.kernel.period import Period, Unit
from services.kernel.refusal import Fault, Refused
from services.kernel.rule import RuleVersion

EARLIEST, LATEST = date(1990, 1, 1), date(2060, 12, 31)
LONGEST = 999  # of any unit: what is longer is a slip of the keyboard, and would leave the calendar
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_ARTICLE = re.compile(r".*?第[一二三四五六七八九十百零]+条")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")


@dataclass(frozen=True, slots=True)
class TypedStop:
    """A suspension as typed: from, until (the day of resumption, or nothing), ground (or nothing)."""

    from_on: str = ""
    until_on: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class TypedExtension:
    """An extension as typed: how much longer, in the unit of the rule, and the day of the decision."""

    length: str = ""
    decided_on: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """Everything that can be said about a limit, as somebody typed it."""

    rule: str = ""
    start: str = ""
    time: str = ""
    law_on: str = ""
    length: str = ""
    unit: str = ""
    stops: tuple[TypedStop, ...] = ()
    extensions: tuple[TypedExtension, ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The facts of the limit, and the version of its rule that governs."""

    facts: ClockFacts
    rule: RuleVersion


def what_if(typed: Typed, law: Law) -> WhatIf:
    """Read what was typed, or refuse it with every fault; each fault names its field, and its article where one speaks."""
    reading = _Reading(law)
    found = reading.limit(typed)
    if reading.faults or found is None:
        raise Refused.of(reading.faults)
    return found


def suspended(  # noqa: PLR0913, PLR0917 - which limit under which law, from when until when, and why
    facts: ClockFacts, rule: RuleVersion, law: Law, from_on: date, until_on: date | None, ground: str
) -> ClockFacts:
    """The limit after a suspension. They may overlap, for they rest on several grounds; but only one may be open.

    Without a named ground the question is only whether the limit can stand still at all.
    """
    law.check_suspension(facts, ground or next(iter(rule.suspension_grounds), ""), from_on)
    basis = law.rulebook.grounds[ground].cite if ground else _articles(rule, law)
    alone = facts if facts.state is ClockState.SUSPENDED else facts.model_copy(update={"suspensions": ()})
    stopped = alone.suspend(from_on, ground, basis)
    after = stopped if until_on is None else stopped.resume(until_on)
    return after.model_copy(update={"suspensions": (*facts.suspensions, after.suspensions[-1])})


def extended(facts: ClockFacts, rule: RuleVersion, law: Law, length: int, decided_on: date) -> ClockFacts:
    """The limit after an extension that the law grants."""
    law.check_extension(facts, length, decided_on)
    return facts.extend(length, decided_on, f"{rule.law} {rule.extension.article}" if rule.extension else rule.cite)


def _articles(rule: RuleVersion, law: Law) -> str:
    """Where no ground is named: the articles that hold the grounds of this limit."""
    cites = (law.rulebook.grounds[ground].cite for ground in rule.suspension_grounds)
    return "、".join(dict.fromkeys(found[0] if (found := _ARTICLE.match(cite)) else cite for cite in cites))


@dataclass(frozen=True, slots=True)
class _Stop:
    at: str
    happened_on: date
    until_on: date | None
    ground: str

    def after(self, facts: ClockFacts, rule: RuleVersion, law: Law) -> ClockFacts:
        return suspended(facts, rule, law, self.happened_on, self.until_on, self.ground)


@dataclass(frozen=True, slots=True)
class _Longer:
    at: str
    length: int
    happened_on: date

    def after(self, facts: ClockFacts, rule: RuleVersion, law: Law) -> ClockFacts:
        return extended(facts, rule, law, self.length, self.happened_on)


@dataclass(slots=True)
class _Reading:
    law: Law
    faults: list[Fault] = field(default_factory=list)

    def limit(self, typed: Typed) -> WhatIf | None:
        rule_id = self._rule(typed.rule.strip())
        start = self._needed_day("start", typed.start, "起算日期")
        law_on = self._day("law_on", typed.law_on, "适用法律的日期") or start
        stops = [self._stop(place, stop) for place, stop in enumerate(typed.stops)]
        extensions = [self._extension(place, longer) for place, longer in enumerate(typed.extensions)]
        period, at = self._period(typed), self._time(typed.time)
        if rule_id is None or start is None or law_on is None:
            return None
        version = None
        with self._collected("law_on" if typed.law_on.strip() else "start"):
            version = self.law.at(law_on)[rule_id]
        if version is None:
            return None
        self._check_period(version, period, typed)
        facts = ClockFacts(key=rule_id, rule=rule_id, started_on=start, law_on=law_on, period=period)
        length = period or version.period
        if length is not None and length.unit is Unit.HOUR:
            self._check_hours(at, is_changed=any(stops) or any(extensions))
            begun = datetime.combine(start, at or time(), SHANGHAI)
            return WhatIf(facts.model_copy(update={"started_at": begun}), version)
        if version.period is None and period is None:
            return None
        events = [event for event in (*stops, *extensions) if event is not None]
        for event in sorted(events, key=lambda one: one.happened_on):
            with self._collected(event.at):
                facts = event.after(facts, version, self.law)
        return WhatIf(facts, version)

    def _fault(self, code: str, text: str, at: str, cite: str | None = None) -> None:
        self.faults.append(Fault(code, text, cite, at))

    @contextmanager
    def _collected(self, at: str) -> Iterator[None]:
        """What is refused inside becomes a fault of this field."""
        try:
            yield
        except Refused as refusal:
            self.faults += [replace(fault, field=fault.field or at) for fault in refusal.faults]

    def _rule(self, rule_id: str) -> str | None:
        if rule_id in self.law.rulebook.rules:
            return rule_id
        if rule_id:
            self._fault("rule.unknown", "没有这个编号的期限规则，请从列表中选择。", "rule")
        else:
            self._fault("missing", "请选择要计算的期限。", "rule")
        return None

    def _needed_day(self, at: str, text: str, label: str) -> date | None:
        if not text.strip():
            self._fault("missing", f"请填写“{label}”。", at)
            return None
        return self._day(at, text, label)

    def _day(self, at: str, text: str, label: str) -> date | None:
        """A date as people write it, in figures of any width."""
        said = unicodedata.normalize("NFKC", text).strip()
        if not said:
            return None
        parts = _DATE.fullmatch(said)
        try:
            day = date(*map(int, parts.groups())) if parts else None
        except ValueError:
            day = None
        if day is None:
            self._fault("date_parsing", f"“{label}”应当是真实的日期，例如 2026-10-12。", at)
        elif not EARLIEST <= day <= LATEST:
            self._fault("date_range", f"“{label}”应当在{EARLIEST.year}年至{LATEST.year}年之间。", at)
            day = None
        return day

    def _number(self, at: str, text: str, label: str) -> int | None:
        said = unicodedata.normalize("NFKC", text).strip()
        if not said:
            return None
        if re.fullmatch(r"[0-9]{1,4}", said) and 0 < int(said) <= LONGEST:
            return int(said)
        self._fault("int_parsing", f"“{label}”应当是1至{LONGEST}的整数。", at)
        return None

    def _time(self, text: str) -> time | None:
        said = unicodedata.normalize("NFKC", text).strip()
        parts = _TIME.fullmatch(said)
        if parts and int(parts[1]) < 24 and int(parts[2]) < 60:
            return time(int(parts[1]), int(parts[2]))
        if said:
            self._fault("time_parsing", "“起算时刻”应当是时刻，例如 09:30。", "time")
        return None

    def _period(self, typed: Typed) -> Period | None:
        length = self._number("length", typed.length, "文书写明的期限")
        unit = typed.unit.strip() or Unit.DAY.value
        if unit not in [one.value for one in Unit]:
            self._fault("enum", "“期限的单位”不在可选的范围内。", "unit")
            return None
        return Period(length=length, unit=Unit(unit)) if length is not None else None

    def _check_period(self, version: RuleVersion, period: Period | None, typed: Typed) -> None:
        if version.period is not None and period is not None:
            text = f"“{version.title}”的期限由法律规定，不能另行填写。"
            self._fault("clock.period_fixed", text, "length", version.cite)
        elif version.period is None and not typed.length.strip():
            text = f"“{version.title}”的期限由文书写明，请填写文书写明的期限。"
            self._fault("clock.no_period", text, "length", version.cite)

    def _check_hours(self, at: time | None, *, is_changed: bool) -> None:
        if at is None and not any(fault.field == "time" for fault in self.faults):
            text = "以小时计算的期限，请填写起算时刻。"
            self._fault("clock.hours_start", text, "time", EXACT_CITE)
        if is_changed:
            text = "以小时计算的期限，本页不推算中止和延长，请人工核对。"
            self._fault("clock.hours_plain", text, "length", EXACT_CITE)

    def _stop(self, place: int, stop: TypedStop) -> _Stop | None:
        if not (stop.from_on.strip() or stop.until_on.strip() or stop.ground.strip()):
            return None
        from_on = self._needed_day(f"suspend_from.{place}", stop.from_on, f"第{place + 1}次中止的日期")
        until_on = self._day(f"suspend_until.{place}", stop.until_on, f"第{place + 1}次中止的恢复日期")
        if from_on is not None and until_on is not None and until_on < from_on:
            text = f"恢复日期{until_on}早于中止日期{from_on}。"
            self._fault("clock.resumed_too_early", text, f"suspend_until.{place}", "行政复议法 第三十九条第二款")
            return None
        if from_on is None or (until_on is None and stop.until_on.strip()):
            return None
        return _Stop(f"suspend_from.{place}", from_on, until_on, stop.ground.strip())

    def _extension(self, place: int, longer: TypedExtension) -> _Longer | None:
        if not (longer.length.strip() or longer.decided_on.strip()):
            return None
        label = f"第{place + 1}次延长的长度"
        length = self._number(f"extend_length.{place}", longer.length, label)
        if not longer.length.strip():
            self._fault("missing", f"请填写“{label}”。", f"extend_length.{place}")
        decided_on = self._needed_day(f"extend_on.{place}", longer.decided_on, f"第{place + 1}次延长的决定日期")
        if length is None or decided_on is None:
            return None
        return _Longer(f"extend_length.{place}", length, decided_on)
