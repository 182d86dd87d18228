"""A planted identifier is found whatever its coding and wherever it stands; what the case knows never survives masking."""

import html as markup
import random
from collections.abc import Callable
from datetime import date
from functools import cache
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from services.chassis.render import html, pdf
from services.chassis.render.pdf_parts import text_layer
from services.chassis.render.scan import scan, simplified
from services.kernel.document import Document, Draft, FactKind, Facts, fact
from services.kernel.redaction import Identifier, Plan, apply, mask_suspect, plan, residue
from tests.fixtures.sample_papers import KEEP, decision_letter, identifiers

_HAN = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
_WIDE = {c: chr(ord(c) + 0xFEE0) for c in map(chr, range(0x21, 0x7F))}
_TRADITIONAL = OpenCC("s2t")

# What a careless or clever hand may do to a text without a reader noticing.
CODINGS: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "spaces": " ".join,
    "wide spaces": "\u3000".join,
    "line breaks": "\n".join,
    "zero width": "\u200b".join,
    "word joiner": "\u2060".join,
    "soft hyphen": "\u00ad".join,
    "dashes": "-".join,
    "dots": "·".join,
    "stars": "*".join,
    "full width": lambda text: "".join(_WIDE.get(c, c) for c in text),
    "upper case": str.upper,
    "lower case": str.lower,
    "han digits": lambda text: "".join(_HAN.get(c, c) for c in text),
    "traditional": lambda text: str(_TRADITIONAL.convert(text)),
    "entities": lambda text: "".join(f"&#x{ord(c):x};" for c in text),
    "decimal entities": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "double entities": lambda text: markup.escape("".join(f"&#{ord(c)};" for c in text)),
    "percent": quote,
    "json escapes": lambda text: "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\u{{{ord(c):x}}}" for c in text),
    "tags": lambda text: "".join(f"<b>{c}</b>" for c in text),
    "comments": "<!-- -->".join,
}  # fmt: skip
SPACED = ("plain", "spaces", "wide spaces", "zero width", "dashes", "dots", "stars", "full width", "upper case",
          "han digits", "traditional")  # fmt: skip


def _coded(coding: str, identifier: Identifier) -> str:
    # 零 for 0 and the like is a spelling of numbers; a date has its own and is planted as printed.
    value = identifier.value
    if identifier.kind is FactKind.BIRTH:
        on = date.fromisoformat(value)
        value = f"{on.year}年{on.month}月{on.day}日"
    return CODINGS[coding](value)


@cache
def _public() -> tuple[Plan, Document, str, str]:
    paper = decision_letter()
    drawn = _decided(plan(paper, identifiers(), KEEP))
    masked = apply(paper, drawn)
    return drawn, masked, html(masked), "".join(text_layer(pdf(masked)))


def _decided(drawn: Plan) -> Plan:
    while drawn.suspects:
        drawn = mask_suspect(drawn, drawn.suspects[0].id, reason="个人信息", by="王审")
    return drawn


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(identifiers()), st.sampled_from(sorted(CODINGS)), st.integers(0, 10**6), st.booleans())
def test_an_identifier_put_back_anywhere_in_html_or_pdf_text_is_found(
    identifier: Identifier, coding: str, place: int, in_html: bool
) -> None:
    drawn, _, page, layer = _public()
    text = page if in_html else layer
    at = place % (len(text) + 1)
    leaked = text[:at] + _coded(coding, identifier) + text[at:]
    found = residue(leaked, drawn.watch, fold=simplified(), allowed=drawn.allowed)
    assert identifier.ref in {r.ref for r in found}


def test_two_thousand_insertions_into_the_html_file_are_all_found_by_the_scan() -> None:
    drawn, _, page, _ = _public()
    chance = random.Random(20261123)
    known = identifiers()
    missed = []
    for n in range(2000):
        identifier, coding = known[n % len(known)], chance.choice(sorted(CODINGS))
        at = chance.randrange(len(page) + 1)
        leaked = page[:at] + _coded(coding, identifier) + page[at:]
        found = scan({"paper.html": leaked.encode()}, drawn.watch, allowed=drawn.allowed)
        if identifier.ref not in {f.ref for f in found}:
            missed.append((identifier.ref, coding, at))
    assert missed == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(identifiers()), st.sampled_from(SPACED)), min_size=1, max_size=4), st.data())
def test_what_the_case_knows_never_survives_masking_of_free_text(
    planted: list[tuple[Identifier, str]], data: st.DataObject
) -> None:
    words = "，".join(
        data.draw(st.sampled_from(["据查证", "当日", "有人说见过", "送到了"])) + _coded(coding, identifier) + "的情况"
        for identifier, coding in planted
    )
    draft = Draft(Facts([fact("case.story", words, FactKind.FREE)])).paragraph("story", "{case.story}。")
    paper = draft.document(kind="d", organ="某机关", title="决定书", number="1号", dated_on=date(2026, 11, 23))
    drawn = _decided(plan(paper, identifiers(), fold=simplified()))
    masked = apply(paper, drawn)
    assert residue(masked.plain, drawn.watch, fold=simplified(), allowed=drawn.allowed) == ()


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    residue(text, identifiers(), fold=simplified())
