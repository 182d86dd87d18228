"""Whether an identifier is still in a text, however it is written: the last gate before publication."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from services.kernel.document.model import Frozen
from services.kernel.document.reference import FactKind

from .folding import Fold, digits, letters, needle, same, views
from .identifier import Identifier
from .names import name_parts, trade_name, without_region
from .spelling import NUMBERS, address_parts, birth_of, han

__all__ = ["Fold", "Residue", "residue", "same"]

_ABOUT = 6
_SHORT_NUMBER = 7


class Residue(Frozen):
    """An identifier that can still be read: whose, in which spelling, and where."""

    ref: str
    kind: FactKind
    form: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class _Form:
    """One folded spelling. `numeric` is sought among figures; `alone` must not touch another figure."""

    name: str
    text: str
    numeric: bool
    alone: bool = False


def residue(
    text: str, identifiers: Sequence[Identifier], *, fold: Fold = same, allowed: Sequence[str] = ()
) -> tuple[Residue, ...]:
    """Every identifier that can be read in `text`.

    `fold` turns traditional characters into simplified ones. Inside an `allowed` text (an organ's name, a word that a
    person kept) nothing counts.
    """
    found: dict[tuple[str, str], Residue] = {}
    for view in views(text):
        plain = letters(view, fold)
        layers = {False: _Layer(plain), True: _Layer(digits(plain))}
        for kept in allowed:
            folded = letters(kept, fold).strip("\x00")
            layers[False].allow(folded)
            layers[True].allow(digits(folded))
        for owner in identifiers:
            for form in _forms(owner, fold):
                if (owner.ref, form.name) in found:
                    continue
                excerpt = layers[form.numeric].find(form)
                if excerpt is not None:
                    found[owner.ref, form.name] = Residue(
                        ref=owner.ref, kind=owner.kind, form=form.name, excerpt=excerpt
                    )
    return tuple(found.values())


class _Layer:
    """One folded reading of the text with the stretches in which an identifier may stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[tuple[int, int]] = []

    def allow(self, words: str) -> None:
        if words:
            self.open.extend((m.start(), m.end()) for m in re.finditer(re.escape(words), self.text))

    def find(self, form: _Form) -> str | None:
        """The neighbourhood of the first occurrence that is not wholly inside an allowed stretch."""
        edge = (r"(?<!\d)", r"(?!\d)") if form.alone else ("", "")
        for hit in re.finditer(f"{edge[0]}(?={re.escape(form.text)}{edge[1]})", self.text):
            start, end = hit.start(), hit.start() + len(form.text)
            if not any(left <= start and end <= right for left, right in self.open):
                return self.text[max(0, start - _ABOUT) : end + _ABOUT].replace("\x00", " ")
        return None


@lru_cache(maxsize=1024)
def _forms(identifier: Identifier, fold: Fold) -> tuple[_Form, ...]:
    made = (
        _Form(name, digits(folded) if numeric else folded, numeric, alone)
        for name, text, numeric, alone in _spellings(identifier)
        if len(folded := needle(text, fold)) > 1
    )
    return tuple(dict.fromkeys(made))


def _spellings(identifier: Identifier) -> Iterator[tuple[str, str, bool, bool]]:
    value, kind = identifier.value, identifier.kind
    if kind is FactKind.PLAIN and value.isdigit() and len(value) < _SHORT_NUMBER:
        # The serial of an act's number (〔2026〕22号). By itself it stands in half of all dates and amounts.
        yield "文号", f"{value}号", False, True
        return
    numeric = kind in NUMBERS or kind in {FactKind.ADDRESS, FactKind.BIRTH}
    if kind is not FactKind.BIRTH:
        yield "全文", value, numeric, False
    yield from ((f"别称{n}", alias, numeric, False) for n, alias in enumerate(identifier.aliases, 1))
    match kind:
        case FactKind.PERSON:
            yield from _person(value)
        case FactKind.COMPANY | FactKind.SOLE_TRADER:
            yield from _business(value)
        case FactKind.ID_NUMBER:
            yield from _id_number(value)
        case FactKind.PHONE:
            yield from _phone(value)
        case FactKind.BIRTH:
            yield from _birth(value)
        case FactKind.ADDRESS:
            yield from ((f"住址部分{n}", part, True, False) for n, part in enumerate(address_parts(value), 1))
        case _:
            return


def _person(name: str) -> Iterator[tuple[str, str, bool, bool]]:
    parts = name_parts(name)
    yield from ((f"姓名部分{n}", part, False, False) for n, part in enumerate(parts, 1) if len(part) > 1)
    if parts:
        yield "姓名倒序", "".join(reversed(parts)), False, False


def _business(name: str) -> Iterator[tuple[str, str, bool, bool]]:
    short, core = without_region(name), trade_name(name)
    if len(short) > 3:
        yield "名称（无地名）", short, False, False
    if core:
        yield "简称", f"{core}公司", False, False


def _id_number(number: str) -> Iterator[tuple[str, str, bool, bool]]:
    birth = birth_of(number)
    if birth:
        yield "身份证号码后六位", number[-6:], True, True
        yield from _birth(birth)


def _phone(number: str) -> Iterator[tuple[str, str, bool, bool]]:
    local = re.sub(r"^\(?0\d{2,3}\)?[-—\s]|^\+?86[-\s]?", "", number)
    if local != number:
        yield "电话号码（无区号）", local, True, False


def _birth(iso: str) -> Iterator[tuple[str, str, bool, bool]]:
    try:
        on = date.fromisoformat(iso)
    except ValueError:
        return
    yield "出生日期", f"{on.year}年{on.month}月{on.day}日", True, False
    yield "出生日期（补零）", f"{on.year}年{on.month:02}月{on.day:02}日", True, False
    yield "出生日期（八位）", f"{on.year}{on.month:02}{on.day:02}", True, False
    yield "出生日期（不补零）", f"{on.year}{on.month}{on.day}", True, True
    yield "出生日期（汉字）", f"{on.year}年{han(on.month)}月{han(on.day)}日", True, False
