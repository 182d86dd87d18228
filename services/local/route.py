"""`jiefen route`: where one claim goes by the tables and why, and whether every row of the tables is proven."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from services.kernel.explain import Language
from services.kernel.law import the_law
from services.kernel.organs import profile
from services.kernel.routing import Route, RouteLimit, route
from services.kernel.routing_examples import FILE, read_examples, unproven
from services.kernel.routing_facts import Facts
from services.kernel.routing_table import RoutingTable, routing_table
from services.local.failure import PartFailed
from services.local.labels import SURE
from services.local.options import day, language_argument, language_of

CHANNELS_EN = {
    "mediation": "administrative mediation",
    "adjudication": "administrative adjudication",
    "reconsideration": "administrative reconsideration",
    "elsewhere": "told where else to go",
    "lawyer": "the duty lawyer",
}
STATES = {"running": ("未届满", "running"), "passed": ("已届满", "passed"), "no_start": ("缺起算日", "no first day")}
WORDS = {
    "way": ("渠道", "channel"),
    "preposed": ("复议前置", "reconsideration comes first"),
    "question": ("请律师回答", "for the lawyer to answer"),
    "reasons": ("理由", "reasons"),
    "articles": ("依据", "provisions"),
    "limits": ("期限", "limits"),
    "advised": ("建议以此为准", "keep to this one"),
    "notices": ("权利告知", "rights to be told"),
    "dropped": ("因已知的事实不再告知", "no longer told, because of a known fact"),
    "faults": ("受理障碍", "against admission"),
    "also": ("也可以", "other ways"),
    "fails": ("不成时", "if it fails"),
    "inputs": ("所据事实", "facts"),
    "trace": ("逐条比对", "rows tried"),
    "versions": ("版本", "versions"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    explained = what.add_parser("explain", help="route the facts of one claim, step by step")
    explained.add_argument("facts", type=Path, help="JSON: filed_on and the answers; - reads standard input")
    explained.add_argument("--on", type=day, metavar="DATE", help="the day limits are looked at, if not filed_on")
    explained.add_argument("--json", action="store_true", help="the whole route as JSON")
    check = what.add_parser("check", help="read the tables strictly and try every example; each row needs one")
    check.add_argument("--examples", type=Path, default=FILE, help="another file of examples")
    for each in (explained, check):
        each.add_argument("--district", default="putuo", help="the organ profile")
        language_argument(each)


def run(options: argparse.Namespace) -> int:
    table = routing_table()
    return _check(table, options) if options.what == "check" else _explain(table, options)


def _explain(table: RoutingTable, options: argparse.Namespace) -> int:
    facts = _facts(options)
    found = route(facts, table, profile(options.district), the_law(), options.on or facts.filed_on)
    if options.json:
        print(found.model_dump_json(indent=2))
        return 0
    for line in _told(found, table, language_of(options)):
        print(line)
    return 0


def _facts(options: argparse.Namespace) -> Facts:
    try:
        text = sys.stdin.read() if str(options.facts) == "-" else options.facts.read_text(encoding="utf-8")
        return Facts.model_validate_json(text)
    except (OSError, UnicodeDecodeError) as problem:
        raise PartFailed(f"{options.facts}: {problem}") from problem
    except ValidationError as problem:
        named = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in problem.errors())
        raise PartFailed(f"{options.facts}: {named}") from problem


def _told(found: Route, table: RoutingTable, language: Language) -> Iterator[str]:
    """The answer first, then what it rests on, last how it was found."""
    english = language == "en"
    channel = CHANNELS_EN[found.channel] if english else found.channel_title
    preposed = f" · {WORDS['preposed'][english]}" if found.preposed else ""
    yield f"{WORDS['way'][english]}: {channel} · {found.procedure} · {found.organ}{preposed}"
    yield f"{'+'.join(found.rules)} {found.title} ({SURE[found.confidence][english]})"
    sections = {
        "question": [found.question] if found.question else [],
        "reasons": found.reasons,
        "articles": [f"{cite}{_doubt(cite, found, english=english)}" for cite in found.articles],
        "limits": [_limit(limit, english=english) for limit in found.limits],
        "faults": [f"{fault.code}: {fault.text}" for fault in found.faults],
        "notices": [f"{notice.code} {notice.text}" for notice in found.notices],
        "dropped": [f"{one.code} · {table.inputs.question(one.fact)} · {one.reason}" for one in found.dropped],
        "also": [f"{one} · {one.organ}" for one in found.alternatives],
        "fails": _fails(found),
        "inputs": [_answered(name, answers, table) for name, answers in found.inputs.items()],
        "trace": [_step(step.rule, step.failed_on, table) for step in found.trace],
        "versions": [f"{name} {version}" for name, version in found.versions],
    }
    for name, lines in sections.items():
        if lines:
            yield f"{WORDS[name][english]}:"
            yield from (f"  {line}" for line in lines)


def _doubt(cite: str, found: Route, *, english: bool) -> str:
    return f" ({SURE[found.unverified[cite]][english]})" if cite in found.unverified else ""


def _limit(limit: RouteLimit, *, english: bool) -> str:
    title = the_law().rulebook.versions(limit.rule)[-1].title_en if english else limit.title
    told = [title, str(limit.due_on or "—"), STATES[limit.state][english], limit.cite]
    told += [limit.reading] if limit.reading else []
    told += [WORDS["advised"][english]] if limit.advised else []
    told += [limit.advice] if limit.advice else []
    return " · ".join(told)


def _fails(found: Route) -> list[str]:
    if found.if_fails is None:
        return []
    return [found.if_fails.text, *(f"{way} · {way.organ}" for way in found.if_fails.ways), *found.if_fails.papers]


def _answered(name: str, answers: tuple[str, ...], table: RoutingTable) -> str:
    return f"{table.inputs.question(name)}: {'、'.join(table.inputs.title(name, answer) for answer in answers)}"


def _step(rule: str, failed_on: str | None, table: RoutingTable) -> str:
    return f"{rule} ✗ {table.inputs.question(failed_on)}" if failed_on else f"{rule} ✓"


def _check(table: RoutingTable, options: argparse.Namespace) -> int:
    """Every row of every version has an example that reaches it, and every example comes out as written."""
    english = language_of(options) == "en"
    examples, organs, law = read_examples(options.examples).examples, profile(options.district), the_law()
    without = unproven(table, examples)
    wrong = [one for one in examples if one.outcome(table, organs, law) != one.expect]
    for row in without:
        text = "no example reaches" if english else "没有示例的规则"
        print(f"{text}: {row.id} {row.title} ({row.valid_from})", file=sys.stderr)
    for one in wrong:
        text = "comes out otherwise" if english else "结果与示例不符"
        print(f"{text}: {one.number or ''} {one.story}", file=sys.stderr)
    versions, rows = len(table.rows()), len({row.id for row in table.rows()})
    proven = versions - len(without)
    if english:
        print(f"{rows} rows in {versions} versions, {proven} proven by {len(examples)} examples, {len(wrong)} wrong.")
    else:
        print(f"{rows}条规则，{versions}个版本，{proven}个有示例；{len(examples)}个示例，{len(wrong)}个不符。")
    print(f"SHA-256 {table.version}")
    return 1 if without or wrong else 0
