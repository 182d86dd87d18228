"""The public calculator of limits (期限计算器): which limits there are, and how one of them ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from services.chassis.clock_lines import BOUND
from services.chassis.clock_picture import Picture, picture
from services.kernel.clock import explain
from services.kernel.deadline import Deadline, Step, StepKind
from services.kernel.explain import Language
from services.kernel.law import Law
from services.kernel.refusal import Fault, Refused
from services.kernel.rule import Confidence, Direction, RuleVersion
from services.kernel.what_if import Typed, WhatIf, what_if

from ..domain import sentence
from ..domain.wording import fold

CHANNELS: Mapping[str, str] = {
    "reconsideration": "行政复议",
    "mediation": "行政调解",
    "adjudication": "行政裁决",
    "litigation": "行政诉讼、司法确认",
    "labour": "劳动争议",
    "petition": "信访",
    "intake": "申请期限和时效",
    "notify": "文书送达",
}
CONFIDENCES: Mapping[Confidence, str] = {
    Confidence.VERIFIED: "已对照条文原文",
    Confidence.SECOND_HAND: "条文转引自其他材料，待核对原文",
    Confidence.MEMORY: "条文凭记忆录入，待核对原文",
    Confidence.INFERRED: "没有明文，系参照推定",
}
NOTICE = (
    "本结果仅供参考，不是送达，也不替代法律意见。文书上写明的日期与本结果不一致的，"
    "以送达给您的文书为准，并请向制发文书的机关询问。"
)


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True)


class LimitRule(_Data):
    """A limit of the rulebook in the version that governs. `confidence` says how well the house knows the provision."""

    id: str
    title: str
    title_en: str
    channel: str
    bound: str
    cite: str
    quote: str | None
    note: str | None
    period: str | None
    period_en: str | None
    is_told_backwards: bool
    may_be_extended: bool
    suspension_grounds: tuple[str, ...]
    confidence: Confidence
    checked_on: date
    valid_from: date
    valid_until: date | None


class TraceStep(_Data):
    """One step of the reckoning: which days, how many, by what provision or notice."""

    kind: StepKind
    from_on: date
    to_on: date | None
    days: int
    basis: str
    note: str
    source: str


class Answer(_Data):
    """The last day of a limit. `nominal_on` is the day before rolling; `due_at` stands only for limits of hours.

    `provisional`: a day was used for which no holiday notice is published; the date may move.
    """

    rule: LimitRule
    started_on: date
    law_on: date
    nominal_on: date | None
    due_on: date | None
    due_at: datetime | None = None
    provisional: bool
    may_change: bool
    explanation: tuple[str, ...]
    explanation_en: tuple[str, ...]
    trace: tuple[TraceStep, ...]
    calendar_version: str
    rulebook_version: str
    notice: str = NOTICE


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer with its picture, as the page shows it in the reader's language."""

    answer: Answer
    sentence: str
    bound: str
    confidence: str
    months: Picture | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A limit in the list of limits."""

    id: str
    title: str
    period: str | None
    cite: str
    channel: str


def answer_of(typed: Typed, law: Law, language: Language = "zh") -> Shown:
    """Reckon what was asked, or refuse it with every fault at once."""
    asked = what_if(typed, law)
    try:
        found = law.deadline(asked.facts)
    except Refused as refusal:
        raise Refused.of([Fault(refusal.code, refusal.text, refusal.cite, "start")]) from refusal
    told = Answer(
        rule=rule_of(asked.rule),
        started_on=asked.facts.started_on,
        law_on=asked.facts.law_on,
        nominal_on=found.nominal_on,
        due_on=found.due_on,
        due_at=found.due_at,
        provisional=found.provisional,
        may_change=found.may_change,
        explanation=explain(found, "zh"),
        explanation_en=explain(found, "en"),
        trace=tuple(_step(step, law) for step in found.trace),
        calendar_version=found.calendar_version,
        rulebook_version=law.rulebook.version_hash,
    )
    return _shown(asked, told, sentence.of(asked.rule, found, language), _months(found, law))


def choices(law: Law, *, channel: str = "", words: str = "") -> tuple[Choice, ...]:
    """The limits of a channel, or of all, in whose title, provision or id every word stands."""
    terms = [term for term in map(fold, words.split()) if term]
    newest = (versions[-1] for versions in law.rulebook.rules.values())
    return tuple(
        Choice(rule.id, rule.title, rule.period.text_zh if rule.period else None, rule.cite, rule.channel)
        for rule in newest
        if channel in ("", rule.channel) and all(term in _searched(rule) for term in terms)
    )


def rules(law: Law, on: date, *, channel: str = "") -> tuple[LimitRule, ...]:
    """Every limit in the version that governs on that day."""
    versions = (version for version in law.rulebook if version.holds_on(on))
    return tuple(rule_of(version) for version in versions if channel in ("", version.channel))


def rule_of(rule: RuleVersion) -> LimitRule:
    """A version of a rule as the calculator tells it."""
    return LimitRule(
        **rule.model_dump(include=set(LimitRule.model_fields) & set(RuleVersion.model_fields) - {"period"}),
        cite=rule.cite,
        period=rule.period.text_zh if rule.period else None,
        period_en=rule.period.text_en if rule.period else None,
        is_told_backwards=rule.direction is Direction.BEFORE,
        may_be_extended=rule.extension is not None,
    )


def _searched(rule: RuleVersion) -> str:
    parts = (rule.title, rule.title_en, rule.cite, rule.id, rule.quote or "", CHANNELS.get(rule.channel, ""))
    return "\n".join(map(fold, parts))


def _step(step: Step, law: Law) -> TraceStep:
    grounds = law.rulebook.grounds
    names = (grounds[name].title if name in grounds else name for name in step.note.split("；"))
    return TraceStep(
        kind=step.kind,
        from_on=step.from_on,
        to_on=step.to_on,
        days=step.days,
        basis=step.basis,
        note="；".join(name for name in names if name),
        source=step.source,
    )


def _months(found: Deadline, law: Law) -> Picture | None:
    """The calendar of the limit; hours are told by the hour."""
    return picture(found, law.calendar) if found.due_at is None else None


def _shown(asked: WhatIf, told: Answer, said: str, months: Picture | None) -> Shown:
    bound = BOUND.get(asked.rule.bound, asked.rule.bound)
    return Shown(told, said, bound, CONFIDENCES[asked.rule.confidence], months)
