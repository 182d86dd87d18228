"""Texts brought to one spelling, so that no way of writing hides an identifier."""

import html
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import unquote

Fold = Callable[[str], str]

# Where a sentence ends or a clause is cut, two characters side by side are not one name: 开张。三人 is nobody's name.
_BARRIERS = dict.fromkeys(map(ord, "。，、；：？！（）《》“”‘’「」〔〕【】"), "\x00")
_DIGITS = str.maketrans("〇零一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖两", "001234567891223345667892")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
_TAG = re.compile(r"<[^>]*>")


def same(text: str) -> str:
    """No folding of variants."""
    return text


def views(text: str) -> Iterator[str]:
    """The text as it stands, without tags, and with every escape undone."""
    seen: list[str] = []
    for decoded in (text, _decoded(text)):
        for view in (decoded, _TAG.sub("", decoded)):
            if view not in seen:
                seen.append(view)
                yield view


def _decoded(text: str) -> str:
    for _ in range(3):
        plain = _paired(_ESCAPE.sub(_character, unquote(html.unescape(text))))
        if plain == text:
            break
        text = plain
    return text


def _character(found: re.Match[str]) -> str:
    code = int(found[1] or found[2] or found[3], 16)
    return chr(code) if code <= sys.maxunicode else found[0]


def _paired(text: str) -> str:
    """Two halves of a character beyond the basic plane put together, as JSON writes it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def letters(text: str, fold: Fold = same) -> str:
    """Letters and digits only, one width, one case, one script; sentence marks stay as walls."""
    folded = fold(unicodedata.normalize("NFKC", text.translate(_BARRIERS))).casefold()
    return "".join(c for c in folded if c.isalnum() or c == "\x00")


def digits(folded: str) -> str:
    """The same with Chinese numerals as figures and without walls: for numbers, dates and addresses."""
    return folded.replace("\x00", "").translate(_DIGITS)


@lru_cache(maxsize=4096)
def needle(text: str, fold: Fold) -> str:
    """An identifier in the spelling of `letters`, without walls."""
    return letters(text, fold).replace("\x00", "")
