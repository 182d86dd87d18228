"""`jiefen clock explain`: any limit from any day, with each step and its provision. `clock check`: a file of limits."""

import argparse
from datetime import date
from pathlib import Path

from services.kernel.clock import explain
from services.kernel.explain import Language
from services.kernel.facts import ClockFacts, ClockState, Suspension
from services.kernel.law import Law, the_law
from services.kernel.period import Period
from services.kernel.refusal import Refused
from services.kernel.rule import RuleVersion
from services.local.clock_cases import Outcome, outcome, read_cases

Span = tuple[date, date | None, str]
Longer = tuple[int, date]
_WORDS = {
    "due": ("届满日", "last day"),
    "due_if_weekends_only": ("仅按周休息日推算的届满日", "last day by weekends alone"),
    "nominal": ("顺延前的最后一日", "last day before rolling"),
    "provisional": ("是否暂定", "provisional"),
    "extension_valid": ("延长是否有效", "extensions in time"),
    "start": ("起算日", "day 0"),
    "timely": ("是否按期", "in time"),
    "due_before": ("变动前的届满日", "last day before the change"),
    "changed": ("是否变动", "moved"),
    "steps": ("各段届满日", "last days of the chain"),
    "count": ("工作日数", "working days"),
    "local_date": ("法定日期", "legal day"),
    "refused": ("不能推算", "refused"),
}


def explain_arguments(parser: argparse.ArgumentParser) -> None:
    """The rule, day 0, and what stopped or lengthened the limit."""
    parser.add_argument("--rule", required=True, help="id of the rule: `jiefen rules list` shows them")
    parser.add_argument("--start", required=True, type=date.fromisoformat, metavar="DATE", help="day 0, never counted")
    parser.add_argument(
        "--period", type=Period.model_validate, metavar="'15 day'", help="only where the rule leaves it to a document"
    )
    parser.add_argument("--law-on", type=date.fromisoformat, metavar="DATE", help="legal date, if not day 0")
    parser.add_argument(
        "--suspend",
        action="append",
        default=[],
        type=_span,
        metavar="A:B[:GROUND]",
        help="stopped on A, running again on B; `A:` is open; `A:B:GROUND` names the ground",
    )
    parser.add_argument(
        "--extend", action="append", default=[], type=_longer, metavar="N@DATE", help="longer by N, decided on DATE"
    )
    parser.add_argument("--english", action="store_true")


def check_arguments(parser: argparse.ArgumentParser) -> None:
    """The file of cases."""
    parser.add_argument("file", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--english", action="store_true")


def tell(options: argparse.Namespace) -> int:
    """Print the rule and the sentences that lead to the last day; what the law does not allow is refused."""
    law = the_law()
    version = law.at(options.law_on or options.start)
    if options.rule not in law.rulebook.rules:
        raise Refused("rule.unknown", f"没有编号为“{options.rule}”的规则；`jiefen rules list` 列出全部规则。")
    rule = version[options.rule]
    facts = ClockFacts(key=rule.id, rule=rule.id, started_on=options.start, law_on=options.law_on or options.start)
    if options.period is not None:
        if rule.period is not None:
            raise Refused("clock.period_fixed", f"“{rule.title}”的期限由法律规定，不能另行填写。", cite=rule.cite)
        facts = facts.model_copy(update={"period": options.period})
    facts = _suspended(law, facts, options.suspend)
    for length, decided_on in options.extend:
        law.check_extension(facts, length, decided_on)
        granted = f"{rule.law} {rule.extension.article}" if rule.extension else ""
        facts = facts.extend(length, decided_on, granted)
    language: Language = "en" if options.english else "zh"
    found = law.deadline(facts)
    print(_heading(rule, english=options.english))
    print("\n".join(explain(found, language)))
    return 0


def check(options: argparse.Namespace) -> int:
    """Reckon every case of the file; each difference is printed with its trace. 0: all agree; 1: not."""
    law, english = the_law(), options.english
    given = read_cases(options.file)
    wrong = [found for found in (outcome(case, law) for case in given) if found.differences]
    for found in wrong:
        _print_differences(found, english=english)
    right = len(given) - len(wrong)
    print(f"{right} of {len(given)} agree." if english else f"共{len(given)}例，{right}例相符。")
    return 1 if wrong else 0


def _heading(rule: RuleVersion, *, english: bool) -> str:
    quote = f"「{rule.quote}」" if rule.quote else ""
    return f"{rule.title_en if english else rule.title} ({rule.id}) {quote}".rstrip()


def _suspended(law: Law, facts: ClockFacts, spans: list[Span]) -> ClockFacts:
    """The limit with its suspensions; they may overlap, but only one may still be open."""
    stops: list[Suspension] = []
    for from_on, until_on, ground in sorted(spans, key=lambda span: span[0]):
        law.check_suspension(facts, ground or _any_ground(law, facts))
        stopped = facts.suspend(from_on, ground, law.rulebook.grounds[ground].cite if ground else "")
        stops.append((stopped if until_on is None else stopped.resume(until_on)).suspensions[-1])
    is_open = [stop for stop in stops if stop.until_on is None]
    if len(is_open) > 1:
        raise Refused("clock.already_suspended", "期限已在中止中，不能再次中止。", cite="行政复议法 第三十九条")
    state = ClockState.SUSPENDED if is_open else ClockState.RUNNING
    return facts.model_copy(update={"suspensions": tuple(stops), "state": state})


def _any_ground(law: Law, facts: ClockFacts) -> str:
    """Without a named ground the question is only whether the limit can stand still at all."""
    return next(iter(law.rule(facts).suspension_grounds), "")


def _print_differences(found: Outcome, *, english: bool) -> None:
    print(f"✗ {found.case.id} ({found.case.kind}) {found.case.description}")
    for one in found.differences:
        word = _WORDS[one.what][english]
        told = (
            f"{word}: expected {one.expected}, found {one.found}"
            if english
            else f"{word}：应为{one.expected}，算得{one.found}"
        )
        print(f"    {told}")
    if found.deadline is not None:
        for sentence in explain(found.deadline, "en" if english else "zh"):
            print(f"      {sentence}")


def _span(text: str) -> Span:
    first, mark, rest = text.partition(":")
    last, _, ground = rest.partition(":")
    if not mark:
        raise argparse.ArgumentTypeError(f"{text!r} is not A:B")
    return date.fromisoformat(first), date.fromisoformat(last) if last else None, ground


def _longer(text: str) -> Longer:
    length, _, decided_on = text.partition("@")
    return int(length), date.fromisoformat(decided_on)
