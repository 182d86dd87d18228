"""`jiefen clock explain`: any limit from any day, with each step and its provision."""

import argparse
import sys

from services.kernel.calendar import WorkCalendar
from services.kernel.clock import explain
from services.kernel.explain import Language, day_zh
from services.kernel.facts import ClockFacts
from services.kernel.law import Law
from services.kernel.refusal import Refused
from services.kernel.rule import RuleVersion
from services.local.clock_question import Question
from services.local.clock_refusals import told
from services.local.labels import SURE
from services.local.options import language_argument, language_of
from services.local.readings import law_with, reading_argument, told_readings


def explain_arguments(parser: argparse.ArgumentParser) -> None:
    """The rule, day 0, and what stopped or lengthened the limit; all of it is read by `Question`."""
    parser.add_argument("--rule", required=True, help="id of the rule: `jiefen rules list` shows them")
    parser.add_argument(
        "--start",
        required=True,
        metavar="DATE",
        help="day 0, never counted; for hours the instant, as in 2026-04-15T10:20",
    )
    parser.add_argument("--period", metavar="'15 day'", help="only where the rule leaves it to a document")
    parser.add_argument("--law-on", metavar="DATE", help="legal date, if not day 0")
    parser.add_argument(
        "--suspend",
        action="append",
        default=[],
        metavar="A:B[:GROUND]",
        help="stopped on A, running again on B; `A:` is open; `A:B:GROUND` names the ground",
    )
    parser.add_argument(
        "--extend",
        action="append",
        default=[],
        metavar="N[ UNIT]@DATE",
        help="longer by N, decided on DATE",
    )
    reading_argument(parser)
    language_argument(parser)


def tell(options: argparse.Namespace) -> int:
    """Print the rule and the sentences that lead to the last day; what the law does not allow is refused."""
    language = language_of(options)
    try:
        law = law_with(options.reading)
        facts = Question(law).facts(options)
        found = law.deadline(facts)
    except Refused as refusal:
        for line in told(refusal, language):
            print(f"jiefen: {line}", file=sys.stderr)
        return 1
    rule = law.rule(facts)
    heading = (*_heading(rule, law.calendar, language), *told_readings(rule, law.policy, language))
    for line in (*heading, *explain(found, language), *_ripe(law, facts, language)):
        print(line)
    return 0


def _ripe(law: Law, facts: ClockFacts, language: Language) -> tuple[str, ...]:
    """From which day that may be done which has to wait for this period."""
    ripe = law.ripe_on(facts)
    if ripe is None:
        return ()
    return (f"May be acted upon from {ripe}.",) if language == "en" else (f"期满后可以办理之日：{day_zh(ripe)}。",)


def _heading(rule: RuleVersion, calendar: WorkCalendar, language: Language) -> tuple[str, ...]:
    """Which rule it is, how well the house knows it, and by which calendar it counts."""
    quote = f"「{rule.quote}」" if rule.quote else ""
    sure = SURE[rule.confidence][language == "en"]
    if language == "en":
        return (
            f"{rule.title_en} ({rule.id}) {quote}".rstrip(),
            f"Provision: {rule.cite}; {sure}, checked on {rule.checked_on}; in force since {rule.valid_from}.",
            f"Calendar: {calendar.version}; notices published up to {calendar.final_until}.",
        )
    return (
        f"{rule.title} ({rule.id}) {quote}".rstrip(),
        f"依据：{rule.cite}，{sure}（{rule.checked_on}核对），自{rule.valid_from}起适用。",
        f"工作日历：{calendar.version}，放假通知已公布至{calendar.final_until}。",
    )
