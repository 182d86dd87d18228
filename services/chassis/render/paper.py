"""The paper as PDF/A-2a in the layout of GB/T 9704."""

import json
import re
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import cast

import typst

from services.kernel.document import Block, BlockKind, Document, Edition
from services.kernel.document.model import attachment_lines, copies_line, long_date
from services.kernel.refusal import Refused

from .art import qr_svg, seal_svg
from .fonts import FontSet, font_set

MARKS = {Edition.ORIGINAL: "", Edition.DRAFT: "草稿　不发生法律效力", Edition.PUBLIC: "隐名公开件"}
_LETTER = Path(__file__).with_name("letter.typ")
_LOCK = threading.Lock()


def pdf(document: Document, *, verify_url: str | None = None, scan_words: str = "扫码核验") -> bytes:
    """The same model gives the same bytes. A character no font can show is refused, never left blank."""
    fonts = font_set()
    fonts.check(document)
    try:
        return _set(_data(document, fonts, verify_url) | {"scan-words": scan_words})
    except typst.TypstError as error:
        raise _refusal(error) from error


def _set(data: dict[str, object]) -> bytes:
    # One compiler serves the whole process: loading fonts anew for every paper takes thirteen times as long.
    with _LOCK:
        made = _compiler().compile(
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, pdf_standards=["a-2a", "ua-1"]
        )
    return cast("bytes", made)


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(_LETTER, font_paths=font_set().fonts, ignore_system_fonts=True)


def _refusal(error: typst.TypstError) -> Refused:
    if re.search(r"could not be displayed|private use|not supported by", error.message):
        return Refused("document.missing_glyph", f"文书中有字体无法显示的字，不能出具：{error.message}")
    return Refused("document.layout", f"文书排版失败，没有出具：{error.message}")


def _data(document: Document, fonts: FontSet, verify_url: str | None) -> dict[str, object]:
    body = [block for block in document.blocks if block.kind is not BlockKind.NOTE]
    notes = [block for block in document.blocks if block.kind is BlockKind.NOTE]
    return {
        "organ": document.organ,
        "title": document.title.text,
        "number": document.number,
        "addressee": document.addressee.text if document.addressee else "",
        "blocks": _blocks(body),
        "last-length": len(body[-1].text) if body else 0,
        "notes": _blocks(notes),
        "attachments": attachment_lines(document),
        "copies": copies_line(document) if document.copies else "",
        "signature": document.signature,
        "date": long_date(document.dated_on),
        "year": document.dated_on.year,
        "month": document.dated_on.month,
        "day": document.dated_on.day,
        "mark": MARKS[document.edition],
        "seal": seal_svg(document.seal) if document.seal else "",
        "seal-text": document.seal or "",
        "qr": qr_svg(verify_url) if verify_url else "",
        "verify": verify_url or "",
        "body": fonts.body,
        "title-font": fonts.title,
        "title-is-bold": "标宋" in fonts.title[0],
        "heading": fonts.heading,
    }


def _blocks(blocks: Sequence[Block]) -> list[dict[str, object]]:
    return [
        {"kind": b.kind.value, "runs": [{"text": run.text, "strong": run.strong} for run in b.runs]} for b in blocks
    ]
