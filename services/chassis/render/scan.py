"""The leak scan: read the rendered bytes back and look for every identifier. What cannot be read is a finding.

The scan shares nothing with the masking but the list of identifiers, so that a mistake there shows here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from services.kernel.redaction import Fold, Identifier, residue

from .pdf_parts import Part, Unreadable, pdf_parts

_ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le", "gb18030")
# A file's own bytes are full of short numbers (objects, places, widths): a masked “118” would be found in every PDF.
# In all its words and strings short numbers are still sought; nobody's telephone or identity number is this short.
_SHORTEST_RAW_NUMBER = 7


@dataclass(frozen=True, slots=True)
class Finding:
    """A place of a file where an identifier can be read (`ref`), or that cannot be read at all (`ref` is None)."""

    file: str
    place: str
    ref: str | None
    form: str
    excerpt: str


def scan(
    files: Mapping[str, bytes],
    identifiers: Sequence[Identifier],
    *,
    texts: Mapping[str, str] | None = None,
    allowed: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """Look into every file, its name and every loose text (title, snippet). An empty answer is the only release.

    `allowed` are the texts in which an identifier may stand (`Plan.allowed`).
    """
    found = [
        finding
        for name, content in files.items()
        for finding in (*_text(name, "文件名", name, identifiers, allowed), *_file(name, content, identifiers, allowed))
    ]
    for name, text in (texts or {}).items():
        found.extend(_text(name, "文字", text, identifiers, allowed))
    return tuple(dict.fromkeys(found))


@cache
def simplified() -> Fold:
    """Traditional characters to simplified ones."""
    converter = OpenCC("t2s")

    def fold(text: str) -> str:
        return str(converter.convert(text))

    return fold


def _file(name: str, content: bytes, identifiers: Sequence[Identifier], allowed: Sequence[str]) -> Iterator[Finding]:
    kind = name.rpartition(".")[2].lower()
    if content.startswith(b"%PDF-") or kind == "pdf":
        yield from _pdf(name, content, identifiers, allowed)
    elif kind in {"html", "htm", "xhtml", "xml", "txt", "json", "csv", "svg", "atom", "md"}:
        yield from _markup(name, content, identifiers, allowed)
    else:
        yield _unreadable(name, "文件", f"不认识的格式：{kind or '无后缀'}")


def _markup(name: str, content: bytes, identifiers: Sequence[Identifier], allowed: Sequence[str]) -> Iterator[Finding]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        yield _unreadable(name, "文件", f"不是 UTF-8 编码：第 {error.start} 字节")
        return
    if not text.strip():
        yield _unreadable(name, "文件", "没有内容")
    if re.search(r"data:(?:image|application|font)/|<img\b|<object\b|<embed\b|<iframe\b", text, re.IGNORECASE):
        yield _unreadable(name, "文件", "含有图片或嵌入内容，无法核对其中的文字")
    yield from _text(name, "正文", text, identifiers, allowed)


def _pdf(name: str, content: bytes, identifiers: Sequence[Identifier], allowed: Sequence[str]) -> Iterator[Finding]:
    for part in pdf_parts(content):
        if isinstance(part, Unreadable):
            yield _unreadable(name, part.place, part.reason)
        else:
            yield from _part(name, part, identifiers, allowed)


def _part(name: str, part: Part, identifiers: Sequence[Identifier], allowed: Sequence[str]) -> Iterator[Finding]:
    if part.text is not None:
        yield from _text(name, part.place, part.text, identifiers, allowed)
    if part.raw is not None:
        yield from _raw(name, part.place, part.raw, identifiers)
    if part.file is not None:
        yield from _file(f"{name}/{part.place}", part.file, identifiers, allowed)


def _text(
    name: str, place: str, text: str, identifiers: Sequence[Identifier], allowed: Sequence[str]
) -> Iterator[Finding]:
    for found in residue(text, identifiers, fold=simplified(), allowed=allowed):
        yield Finding(name, place, found.ref, found.form, found.excerpt)


def _raw(name: str, place: str, content: bytes, identifiers: Sequence[Identifier]) -> Iterator[Finding]:
    """Bytes whose meaning is not known: only whole values are sought, in every coding a program may have used."""
    for identifier in identifiers:
        for value in (identifier.value, *identifier.aliases):
            coding = next((c for c in _ENCODINGS if value.encode(c, "ignore") in content), None)
            if coding and _tells_in_bytes(value):
                yield Finding(name, place, identifier.ref, f"字节（{coding}）", value)


def _tells_in_bytes(value: str) -> bool:
    return len(value) > 1 and not (value.isascii() and value.isdigit() and len(value) < _SHORTEST_RAW_NUMBER)


def _unreadable(name: str, place: str, reason: str) -> Finding:
    return Finding(name, place, None, "无法核对", reason)
