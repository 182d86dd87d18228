"""`jiefen rules`: whether the rulebook is whole, which limits hold on a day, and how its open questions are read."""

import argparse
from collections import Counter
from pathlib import Path

from services.kernel.rule import Confidence, RuleVersion
from services.kernel.rulebook import FOLDER, Rulebook, read_rulebook
from services.kernel.yaml_data import BrokenData
from services.local.failure import PartFailed
from services.local.labels import SURE
from services.local.options import day, language_argument, language_of
from services.local.readings import list_readings


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    check = what.add_parser("check", help="read every rule file strictly")
    listed = what.add_parser("list", help="the limits that hold on a day")
    listed.add_argument("--channel", help="reconsideration, mediation, adjudication, …; all, if not given")
    listed.add_argument("--on", type=day, required=True, metavar="DATE")
    readings = what.add_parser("readings", help="what the law leaves open, and how the district reads it")
    for each in (check, listed):
        each.add_argument("--folder", type=Path, default=FOLDER, help="another folder of rule files")
    for each in (check, listed, readings):
        language_argument(each)


def run(options: argparse.Namespace) -> int:
    if options.what == "readings":
        return list_readings(language_of(options))
    try:
        rulebook = read_rulebook(options.folder)
    except (BrokenData, OSError) as problem:
        raise PartFailed(
            f"broken rulebook: {problem}" if language_of(options) == "en" else f"规则库有误：{problem}"
        ) from problem
    if options.what == "check":
        return _sum_up(rulebook, english=language_of(options) == "en")
    return _list(rulebook, options)


def _sum_up(rulebook: Rulebook, *, english: bool) -> int:
    versions = list(rulebook)
    sure = Counter(version.confidence for version in versions)
    told = "; ".join(f"{SURE[level][english]} {sure[level]}" for level in Confidence)
    if english:
        print(f"The rulebook is whole: {len(rulebook.rules)} rules in {len(versions)} versions ({told}).")
        print(f"SHA-256 {rulebook.version_hash}")
    else:
        print(f"规则库完整：{len(rulebook.rules)}条规则，{len(versions)}个版本（{told}）。")
        print(f"校验值（SHA-256） {rulebook.version_hash}")
    return 0


def _list(rulebook: Rulebook, options: argparse.Namespace) -> int:
    english = language_of(options) == "en"
    known = sorted({version.channel for version in rulebook})
    if options.channel is not None and options.channel not in known:
        named = ", ".join(known)
        raise PartFailed(
            f"there is no channel {options.channel!r}: {named}"
            if english
            else f"没有“{options.channel}”这一渠道，可选：{named}"
        )
    held = [v for v in rulebook if v.holds_on(options.on) and options.channel in {None, v.channel}]
    for rule in held:
        print(_line(rule, english=english))
    print(f"{len(held)} rules hold on {options.on}." if english else f"{options.on}适用{len(held)}条规则。")
    return 0


def _line(rule: RuleVersion, *, english: bool) -> str:
    if rule.period is None:
        length = "as the document says" if english else "依文书"
    else:
        length = rule.period.text_en if english else rule.period.text_zh
    since = f"{rule.valid_from}–{rule.valid_until or ''}"
    told = (
        rule.id,
        rule.title_en if english else rule.title,
        length,
        rule.cite,
        since,
        SURE[rule.confidence][english],
    )
    return " · ".join(told)
