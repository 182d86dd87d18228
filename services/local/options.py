"""Words that several commands read alike: a day, and the language of the answer."""

import argparse
from datetime import date

from services.kernel.explain import Language


def day(text: str) -> date:
    """A day as people type it; anything else is named with an example of what was meant.

    >>> day("2026-03-02")
    datetime.date(2026, 3, 2)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write YEAR-MONTH-DAY, as in 2026-03-02") from None


def language_argument(parser: argparse.ArgumentParser) -> None:
    """Chinese unless asked otherwise."""
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the answer")


def language_of(options: argparse.Namespace) -> Language:
    """The language that was asked for."""
    return "en" if options.lang == "en" else "zh"
