"""Chinese is the language of the house; English is a courtesy read from one catalogue and never a reason to fail."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from babel.messages.pofile import read_po
from fastapi import Request

from services.kernel.rulebook import read_rulebook

Language = Literal["zh", "en"]
LANGUAGE_COOKIE = "lang"
CATALOGUE = Path(__file__).parent / "translations" / "en.po"
HTML_LANGUAGE: Mapping[Language, str] = {"zh": "zh-CN", "en": "en"}


@cache
def english() -> Mapping[str, str]:
    """Every Chinese sentence that has an English one; rules bring the English of their own titles."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    rules = {rule.title: rule.title_en for rule in read_rulebook()}
    return rules | {str(entry.id): str(entry.string) for entry in catalogue if entry.id and entry.string}


def translate(language: Language, text: str, **values: object) -> str:
    """Say a Chinese sentence in the reader's language. A missing English entry falls back to the Chinese one.

    Values stand in the sentence by name, so that both languages may order them as they please.

    >>> translate("zh", "共 %(count)s 件", count=3)
    '共 3 件'
    """
    said = english().get(text, text) if language == "en" else text
    return said % values if values else said


def language_of(request: Request) -> Language:
    """The reader's choice; whoever made none reads Chinese, whatever the browser prefers."""
    return "en" if request.cookies.get(LANGUAGE_COOKIE) == "en" else "zh"
