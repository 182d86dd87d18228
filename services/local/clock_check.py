"""`jiefen clock check`: a file of limits compared with the answers that somebody else found."""

import argparse
from pathlib import Path

from services.kernel.clock import explain
from services.kernel.explain import Language
from services.kernel.law import the_law
from services.local.clock_cases import Outcome, outcome, read_cases
from services.local.options import language_argument, language_of

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


def check_arguments(parser: argparse.ArgumentParser) -> None:
    """The file of cases."""
    parser.add_argument("file", type=Path, metavar="FILE.jsonl")
    language_argument(parser)


def check(options: argparse.Namespace) -> int:
    """Reckon every case of the file; each difference is printed with its trace. 0: all agree; 1: not."""
    law, language = the_law(), language_of(options)
    given = read_cases(options.file)
    wrong = [found for found in (outcome(case, law) for case in given) if found.differences]
    for found in wrong:
        _print_differences(found, language)
    right = len(given) - len(wrong)
    print(f"{right} of {len(given)} agree." if language == "en" else f"共{len(given)}例，{right}例相符。")
    return 1 if wrong else 0


def _print_differences(found: Outcome, language: Language) -> None:
    print(f"✗ {found.case.id} ({found.case.kind}) {found.case.description}")
    for one in found.differences:
        word = _WORDS[one.what][language == "en"]
        if one.what == "refused":
            print(f"    {word}: {one.found}" if language == "en" else f"    {word}：{one.found}")
        elif language == "en":
            print(f"    {word}: expected {one.expected}, found {one.found}")
        else:
            print(f"    {word}：应为{one.expected}，算得{one.found}")
    if found.deadline is not None:
        for sentence in explain(found.deadline, language):
            print(f"      {sentence}")
