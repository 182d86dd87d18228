"""The refusals of `jiefen clock` in the language that was asked for; the law itself is cited as it is called."""

from collections.abc import Mapping

from services.kernel.explain import Language
from services.kernel.refusal import Fault, Refused

ENGLISH: Mapping[str, str] = {
    "calendar.outside": "The count leaves the days that the calendar knows; check the notices of that year by hand.",
    "clock.already_suspended": "The limit is suspended already; it cannot be suspended twice at once.",
    "clock.extended_too_early": "An extension cannot be decided before the limit began.",
    "clock.extended_too_late": "The limit had run out; an extension decided after that is void.",
    "clock.extended_twice": "The limit was extended as often as the law allows.",
    "clock.extension_too_long": "The extension is longer than the law allows.",
    "clock.extension_too_short": "An extension must be longer than nothing.",
    "clock.extension_unit": "The extension must be in the unit of the limit.",
    "clock.grounds": "Grounds on which this limit may be suspended:",
    "clock.hours": "A limit of hours is not reckoned in days.",
    "clock.no_extension": "The law allows no extension of this limit.",
    "clock.no_period": "A document sets the length of this limit: give it with --period.",
    "clock.no_such_ground": "This limit cannot be suspended on that ground.",
    "clock.no_instant": "This limit runs in hours: give the instant with --start, as in 2026-04-15T10:20.",
    "clock.period_fixed": "The law itself sets the length of this limit; it cannot be given.",
    "clock.resumed_too_early": "The limit is resumed before it was suspended.",
    "clock.suspended_too_early": "The limit is suspended before it began.",
    "clock.suspended_too_late": "The limit had run out; it cannot be suspended after that.",
    "clock.unit_before": "A limit in this unit cannot be counted backwards.",
    "option.day": "This is no day; write YEAR-MONTH-DAY, as in 2026-03-02.",
    "option.extension": "Write LENGTH@DAY of the decision, as in 30@2026-04-20.",
    "option.instant": "This is no instant; write it as in 2026-04-15T10:20.",
    "option.length": "This is no length; write a number and a unit, as in '15 day'.",
    "option.suspension": "Write DAY:DAY, as in 2026-03-20:2026-03-30, or 2026-03-20: while it is not resumed.",
    "option.unit": "Name the unit: working_day, day, month, year or hour.",
    "policy.pair": "Write SWITCH=POSITION, as in bar_end=kept.",
    "policy.position": "The switch has no such position.",
    "policy.unknown": "There is no such switch; `jiefen rules readings` names them all.",
    "period.length": "A limit must be longer than nothing.",
    "rule.near": "Did you mean:",
    "rule.not_in_force": "The rule was not in force on that day.",
    "rule.unknown": "There is no such rule; `jiefen rules list` names them all.",
}


def told(refusal: Refused, language: Language) -> tuple[str, ...]:
    """One line for each fault: the option it stands in, what is wrong, and the provision. No line stands twice."""
    return tuple(dict.fromkeys(_line(fault, language) for fault in refusal.faults))


def _line(fault: Fault, language: Language) -> str:
    text = _english(fault) if language == "en" else fault.text
    where = f"{fault.field}: " if fault.field else ""
    if not fault.cite:
        return f"{where}{text}"
    return f"{where}{text} ({fault.cite})" if language == "en" else f"{where}{text}（{fault.cite}）"


def _english(fault: Fault) -> str:
    """The English sentence; after a colon stand ids, which are the same in every language."""
    text = ENGLISH.get(fault.code, fault.text)
    return f"{text} {fault.text.partition('：')[2].replace('、', ', ')}" if text.endswith(":") else text
