"""What `jiefen clock explain` was asked: a rule and the facts of one limit, or every fault of the question at once."""

import argparse
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from functools import partial
from typing import NamedTuple, TypeVar

from services.kernel.facts import ClockFacts
from services.kernel.law import Law
from services.kernel.moment import SHANGHAI, local_date
from services.kernel.period import Period, Unit
from services.kernel.refusal import Fault, Refused
from services.kernel.rule import RuleVersion
from services.kernel.what_if import extended, suspended

T = TypeVar("T")
SUGGESTED = 5
_LENGTH = re.compile(r"\s*(?P<length>-?\d{1,6})(?:\s+(?P<unit>\w+))?\s*")


class Span(NamedTuple):
    """A suspension as it was typed."""

    typed: str
    from_on: date
    until_on: date | None
    ground: str


class Longer(NamedTuple):
    """An extension as it was typed."""

    typed: str
    length: int
    unit: Unit | None
    decided_on: date


@dataclass
class Question:
    """Reads the options one by one and keeps what is wrong with each, so that all of it can be told together."""

    law: Law
    faults: list[Fault] = field(default_factory=list)

    def facts(self, options: argparse.Namespace) -> ClockFacts:
        """The limit that was asked about; refused with every fault."""
        begun = self._try("--start", lambda: _begun(options.start))
        start = begun and (local_date(begun) if isinstance(begun, datetime) else begun)
        law_on = self._try("--law-on", lambda: _day(options.law_on)) if options.law_on else start
        period = self._try("--period", lambda: _period(options.period)) if options.period else None
        spans = self._each("--suspend", options.suspend, _span)
        longer = self._each("--extend", options.extend, _longer)
        known = self._try("--rule", lambda: _known(self.law, options.rule))
        if start is None or law_on is None or known is None:
            raise Refused.of(self.faults)
        facts = ClockFacts(key=known, rule=known, started_on=start, law_on=law_on, period=period)
        if isinstance(begun, datetime):
            facts = facts.model_copy(update={"started_at": begun})
        rule = self._try("--rule", lambda: self.law.rule(facts))
        length = "--period" if period is not None or (rule is not None and rule.period is None) else "--start"
        if rule is not None and self._try(length, lambda: _counted(self.law, facts)) is not None:
            events: list[Span | Longer] = [*spans, *longer]
            for event in sorted(events, key=_happened_on):
                option = "--suspend" if isinstance(event, Span) else "--extend"
                facts = self._try(f"{option} {event.typed}", partial(self._after, facts, event, rule)) or facts
        if self.faults:
            raise Refused.of(self.faults)
        return facts

    def _after(self, facts: ClockFacts, event: Span | Longer, rule: RuleVersion) -> ClockFacts:
        if isinstance(event, Longer):
            return _counted(self.law, _extended(self.law, facts, event, rule))
        return _suspended(self.law, facts, event, rule)

    def _each(self, option: str, typed: Iterable[str], read: Callable[[str], T]) -> list[T]:
        found = (self._try(f"{option} {text}", partial(read, text)) for text in typed)
        return [one for one in found if one is not None]

    def _try(self, option: str, work: Callable[[], T]) -> T | None:
        try:
            return work()
        except Refused as refusal:
            self.faults += [Fault(f.code, f.text, f.cite, option) for f in refusal.faults]
            return None


def _happened_on(event: Span | Longer) -> date:
    return event.from_on if isinstance(event, Span) else event.decided_on


def _suspended(law: Law, facts: ClockFacts, span: Span, rule: RuleVersion) -> ClockFacts:
    """The limit after a suspension; a ground it does not know is answered with those it does."""
    if span.ground and rule.suspension_grounds and span.ground not in rule.suspension_grounds:
        text = f"“{rule.title}”的期限可以中止的事由：{'、'.join(rule.suspension_grounds)}"
        raise Refused("clock.grounds", text, cite=rule.cite)
    return suspended(facts, rule, law, span.from_on, span.until_on, span.ground)


def _extended(law: Law, facts: ClockFacts, longer: Longer, rule: RuleVersion) -> ClockFacts:
    period = facts.period or rule.period
    if period is not None and longer.unit not in {None, period.unit}:
        unit = Period(length=1, unit=period.unit).text_zh.lstrip("1")
        text = f"该期限以“{unit}”计，延长也须以“{unit}”计。"
        raise Refused(
            "clock.extension_unit", text, cite=f"{rule.law} {rule.extension.article}" if rule.extension else rule.cite
        )
    return extended(facts, rule, law, longer.length, longer.decided_on)


def _counted(law: Law, facts: ClockFacts) -> ClockFacts:
    """The facts, once it is clear that they can be counted at all."""
    law.check_period(facts)
    try:
        law.due_on(facts)
    except (OverflowError, ValueError) as problem:
        raise Refused(
            "calendar.outside", "期限超出了日历所及的范围，无法推算。", cite="民事诉讼法 第八十五条"
        ) from problem
    return facts


def _known(law: Law, rule: str) -> str:
    if rule in law.rulebook.rules:
        return rule
    faults = [Fault("rule.unknown", f"没有编号为“{rule}”的规则；`jiefen rules list` 列出全部规则。", f"规则 {rule}")]
    if near := _near(law, rule):
        faults.append(Fault("rule.near", f"是不是：{'、'.join(near)}"))
    raise Refused.of(faults)


def _near(law: Law, typed: str) -> list[str]:
    """Rules that may have been meant: by their id, or by a word of their title."""
    word = typed.casefold().strip()
    titled = [v.id for v in law.rulebook if word and (word in v.id or word in v.title or word in v.title_en.casefold())]
    close = get_close_matches(word, law.rulebook.rules, n=SUGGESTED, cutoff=0.6)
    return list(dict.fromkeys((*close, *titled)))[:SUGGESTED]


def _begun(text: str) -> date:
    """Day 0, or the instant from which hours run; without a zone it is told in our own time."""
    if "T" not in text:
        return _day(text)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Refused("option.instant", f"“{text}”不是时刻；请写成例如 2026-04-15T10:20。") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=SHANGHAI)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused("option.day", f"“{text}”不是日期；请写成年-月-日，例如 2026-03-02。") from None


def _span(text: str) -> Span:
    first, mark, rest = text.partition(":")
    last, _, ground = rest.partition(":")
    if not mark:
        raise Refused(
            "option.suspension", "请写成 中止日:恢复日，例如 2026-03-20:2026-03-30；未恢复的写成 2026-03-20:。"
        )
    return Span(text, _day(first), _day(last) if last else None, ground)


def _longer(text: str) -> Longer:
    length, mark, decided_on = text.partition("@")
    if not mark:
        raise Refused("option.extension", "请写成 长度@决定日，例如 30@2026-04-20。")
    number, unit = _length(length)
    return Longer(text, number, unit, _day(decided_on))


def _period(text: str) -> Period:
    number, unit = _length(text)
    if unit is None:
        raise Refused("option.unit", f"请写明单位，例如 “15 day”；单位有：{_units()}。")
    if number <= 0:
        raise Refused("period.length", "期限的长度必须大于零。")
    return Period(length=number, unit=unit)


def _length(text: str) -> tuple[int, Unit | None]:
    found = _LENGTH.fullmatch(text)
    if found is None:
        raise Refused("option.length", f"“{text}”不是长度；请写成数字和单位，例如 “15 day”。")
    unit = found["unit"]
    if unit is not None and unit not in set(Unit):
        raise Refused("option.unit", f"没有“{unit}”这一单位；单位有：{_units()}。")
    return int(found["length"]), Unit(unit) if unit else None


def _units() -> str:
    return "、".join(Unit)
