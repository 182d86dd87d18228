"""The ways in which a known identifier is written in running text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from services.kernel.document.model import long_date
from services.kernel.document.reference import FactKind

from .folding import Fold, same
from .identifier import Identifier
from .names import (
    address_token,
    business_token,
    given_name,
    name_parts,
    person_token,
    surname,
    trade_name,
    without_region,
)

BLANK = "×××"
# What may stand between the characters of a name: anything that is neither a word nor the end of a clause.
_GAP = r"(?:[^\w。，、；：？！（）《》“”‘’「」〔〕【】,;:?!()\[\]]|_)*"
_NUMBER_GAP = r"[\W_]*"
_HAN_DIGITS = ("〇零", "一壹", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_ADDRESSED_AS = ("先生", "女士", "小姐", "老师", "老板", "经理", "师傅", "医生", "阿姨", "同志", "总")
NUMBERS = frozenset(
    {
        FactKind.ID_NUMBER, FactKind.CREDIT_CODE, FactKind.PHONE, FactKind.ACCOUNT, FactKind.PLATE,
        FactKind.CERTIFICATE, FactKind.EMAIL,
    }
)  # fmt: skip
NAMED = frozenset({FactKind.PERSON, FactKind.COMPANY, FactKind.SOLE_TRADER})


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write it. What is `certain` is masked, the rest is put to a person."""

    text: str
    token: str
    reason: str
    certain: bool = True

    def find(self, text: str, *, number: bool, fold: Fold = same) -> Iterator[tuple[int, int]]:
        """Every place in `text`, whatever the spacing, width, case and script."""
        gap = _NUMBER_GAP if number else _GAP
        compact = [c for c in flat(self.text, fold) if c.isalnum() or c == "@"]
        pattern = gap.join(map(_alike, compact))
        if pattern:
            yield from ((f.start(), f.end()) for f in re.finditer(pattern, flat(text, fold), re.IGNORECASE))


def flat(text: str, fold: Fold = same) -> str:
    """Full width to half width and one script, one character for one, so that positions stay."""
    return "".join(_flat(c, fold) for c in text)


@lru_cache(maxsize=65536)
def _flat(character: str, fold: Fold) -> str:
    plain = fold(unicodedata.normalize("NFKC", character))
    return plain if len(plain) == 1 else character


def _alike(character: str) -> str:
    return f"[{character}{_HAN_DIGITS[int(character)]}]" if character in "0123456789" else re.escape(character)


def token_of(identifier: Identifier) -> str:
    """What stands in the identifier's own field."""
    match identifier.kind:
        case FactKind.PERSON:
            return person_token(identifier.value)
        case FactKind.COMPANY | FactKind.SOLE_TRADER:
            return business_token(identifier.value, identifier.kind)
        case FactKind.ADDRESS:
            return address_token(identifier.value) or BLANK
        case _:
            return BLANK


def spellings(identifier: Identifier) -> tuple[Spelling, ...]:
    """Every spelling, certain ones first."""
    token = token_of(identifier)
    own = [Spelling(text, token, "当事人信息") for text in (identifier.value, *identifier.aliases)]
    return (*own, *_derived(identifier, token))


def _derived(identifier: Identifier, token: str) -> Iterator[Spelling]:
    match identifier.kind:
        case FactKind.PERSON:
            yield from _of_person(identifier.value, token)
        case FactKind.COMPANY | FactKind.SOLE_TRADER:
            yield from _of_business(identifier, token)
        case FactKind.ADDRESS:
            yield from _of_address(identifier.value)
        case FactKind.BIRTH:
            yield from (Spelling(text, token, "出生日期") for text in dates(identifier.value))
        case FactKind.ID_NUMBER:
            yield from (Spelling(text, token, "出生日期") for text in dates(birth_of(identifier.value) or ""))
        case FactKind.PHONE:
            local = re.sub(r"^\(?0\d{2,3}\)?[-—\s]", "", identifier.value)
            if local != identifier.value:
                yield Spelling(local, token, "电话号码（无区号）")
        case _:
            return


def _of_person(name: str, token: str) -> Iterator[Spelling]:
    yield from (Spelling(part, token, "姓名的一部分") for part in name_parts(name) if len(part) > 1)
    given = given_name(name)
    if given:
        yield Spelling(given, token, f"可能是{name}的名字", certain=False)
    family = surname(name)
    if family:
        forms = [f"{family}{title}" for title in _ADDRESSED_AS] + [f"{prefix}{family}" for prefix in "老小阿"]
        yield from (Spelling(form, token, f"可能是对{name}的称呼", certain=False) for form in forms)


def _of_business(identifier: Identifier, token: str) -> Iterator[Spelling]:
    short = without_region(identifier.value)
    if short != identifier.value and len(short) > 3:
        yield Spelling(short, token, "名称（无地名）")
    core = trade_name(identifier.value)
    if core:
        if identifier.kind is FactKind.COMPANY:
            yield from (Spelling(core + form, token, "简称") for form in ("公司", "有限公司"))
        yield Spelling(core, token, f"可能是{identifier.value}的字号", certain=False)


def address_parts(address: str) -> tuple[str, ...]:
    """Shorter ways to write an address that still lead to the door: without city, without district, road and number."""
    street = without_region(address)
    district = address.find(street)
    near = re.match(r".*?[市州盟](?=.*[区县旗])", address[:district])
    door = re.match(r"[一-鿿]+?\d+[弄号巷]?", street)
    found = (address[near.end() :] if near else "", street, door[0] if door else "")
    return tuple(dict.fromkeys(part for part in found if len(part) > 3 and part != address))


def _of_address(address: str) -> Iterator[Spelling]:
    for part in address_parts(address):
        yield Spelling(part, address_token(part) or BLANK, "住址")


def dates(iso: str) -> tuple[str, ...]:
    """A date in the ways people write it."""
    try:
        on = date.fromisoformat(iso)
    except ValueError:
        return ()
    long = f"{on.year}年{on.month:02}月{on.day:02}日"
    marks = (f"{on.year}{m}{on.month}{m}{on.day}" for m in "-/.")
    padded = (f"{on.year}{m}{on.month:02}{m}{on.day:02}" for m in ("-", "/", ".", ""))
    words = f"{on.year}年{han(on.month)}月{han(on.day)}日"
    return tuple(dict.fromkeys((long_date(on), long, words, *marks, *padded)))


def birth_of(id_number: str) -> str | None:
    """The birth date inside a GB 11643 number, as 1985-03-02."""
    found = re.fullmatch(r"\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dXx]", id_number.strip())
    return "-".join(found.groups()) if found else None


def han(n: int) -> str:
    """A month or day in Chinese numerals.

    >>> han(3), han(10), han(12), han(20), han(31)
    ('三', '十', '十二', '二十', '三十一')
    """
    tens, units = divmod(n, 10)
    figures = "零一二三四五六七八九"
    if not tens:
        return figures[units]
    return f"{'' if tens == 1 else figures[tens]}十{figures[units] if units else ''}"
