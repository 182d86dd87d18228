"""Everything in a PDF that can carry words: pages, metadata, strings, annotations, embedded files, raw streams."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2

from .paper import MARKS

_ONE_READER = threading.Lock()
_FONT_KEYS = ("/FontFile", "/FontFile2", "/FontFile3")
_FURNITURE = re.compile(rf"—\s*\d+\s*—|{'|'.join(filter(None, MARKS.values()))}")


@dataclass(frozen=True, slots=True)
class Part:
    """One place of the file: as words, as bytes of unknown meaning, or as a file inside the file."""

    place: str
    text: str | None = None
    raw: bytes | None = None
    file: bytes | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A place that cannot be checked, and why."""

    place: str
    reason: str


def pdf_parts(content: bytes) -> Iterator[Part | Unreadable]:
    """Walk the whole file. Anything that cannot be opened, or hides earlier states, is reported as unreadable."""
    if content.count(b"startxref") > 1 or content.count(b"%%EOF") > 1:
        yield Unreadable("文件", "含有增量修改，早先的内容可能仍在文件中")
    # Streams are read unpacked below; packed they are noise in which a short name turns up by chance.
    yield Part("文件字节", raw=re.sub(rb"stream\r?\n.*?endstream", b"", content, flags=re.DOTALL))
    try:
        yield from _pages(content)
        yield from _objects(content)
    except (pypdfium2.PdfiumError, pikepdf.PikepdfError, RuntimeError, ValueError, KeyError, UnicodeError) as error:
        yield Unreadable("文件", f"PDF 无法读取：{type(error).__name__}")


def text_layer(content: bytes) -> tuple[str, ...]:
    """The text of every page, as a reader would copy it."""
    # PDFium knows no threads: two papers read at the same moment bring the whole process down.
    with _ONE_READER:
        document = pypdfium2.PdfDocument(content)  # type: ignore[no-untyped-call]
        try:
            return tuple(_page_text(document[number]) for number in range(len(document)))
        finally:
            document.close()  # type: ignore[no-untyped-call]


def _page_text(page: pypdfium2.PdfPage) -> str:
    """Read one page and give it back at once: what is left to the garbage collector is closed in any thread."""
    layer = page.get_textpage()  # type: ignore[no-untyped-call]
    try:
        return str(layer.get_text_range())
    finally:
        layer.close()
        page.close()  # type: ignore[no-untyped-call]


def _pages(content: bytes) -> Iterator[Part | Unreadable]:
    pages = text_layer(content)
    if not "".join(pages).strip():
        yield Unreadable("文字层", "没有文字层，可能是扫描图片")
    yield from (Part(f"第{n}页", text=text) for n, text in enumerate(pages, 1))
    # A name may be cut by the end of a page: page numbers and the mark at the head must not stand between its halves.
    yield Part("全文", text="".join(_FURNITURE.sub("", text) for text in pages))


def _objects(content: bytes) -> Iterator[Part | Unreadable]:
    with pikepdf.open(BytesIO(content)) as pdf:
        if pdf.is_encrypted:
            yield Unreadable("文件", "PDF 已加密")
        for key, value in pdf.docinfo.items():
            yield Part(f"文档信息 {key}", text=str(value))
        for name, attached in pdf.attachments.items():
            yield Part("附件名称", text=name)
            yield Part(name, file=attached.get_file().read_bytes())
        fonts = _font_programs(pdf)
        for each in pdf.objects:
            yield from _object(each, fonts)


def _font_programs(pdf: pikepdf.Pdf) -> frozenset[tuple[int, int]]:
    return frozenset(
        each[key].objgen
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary)
        for key in _FONT_KEYS
        if key in each
    )


def _object(each: pikepdf.Object, fonts: frozenset[tuple[int, int]]) -> Iterator[Part | Unreadable]:
    place = f"对象 {each.objgen[0]}"
    words = "\n".join(_strings(each))
    if words:
        yield Part(place, text=words)
    if isinstance(each, pikepdf.Stream):
        yield from _stream(place, each, is_font=each.objgen in fonts)


def _stream(place: str, stream: pikepdf.Stream, *, is_font: bool) -> Iterator[Part | Unreadable]:
    if stream.get("/Subtype") == "/Image":
        yield Unreadable(place, "含有位图，无法核对其中的文字")
        return
    if is_font:
        return
    content = stream.read_bytes()
    yield Part(place, raw=content)
    if stream.get("/Type") == "/Metadata" or content.lstrip()[:5] in {b"<?xpa", b"<?xml", b"<x:xm"}:
        yield Part(f"{place}（XMP）", text=content.decode("utf-8"))
    elif stream.get("/Type") != "/XRef" and re.search(rb"\b(?:BDC|DP)\b", content):
        yield Part(f"{place}（标记内容）", text="\n".join(_marked(stream)))


def _marked(stream: pikepdf.Stream) -> Iterator[str]:
    """Words in marked content (ActualText, Alt): invisible on the page, read aloud by a screen reader."""
    for instruction in pikepdf.parse_content_stream(stream, "BDC DP"):
        for operand in instruction.operands:
            if isinstance(operand, pikepdf.Object):
                yield from _strings(operand)


def _strings(each: pikepdf.Object, depth: int = 0) -> Iterator[str]:
    """Every string and name below an object, without following it into other objects."""
    if depth and each.is_indirect:
        return
    if isinstance(each, pikepdf.String):
        yield str(each)
    elif isinstance(each, pikepdf.Name):
        yield str(each)[1:]
    elif isinstance(each, pikepdf.Array):
        for item in each.as_list():
            yield from _below(item, depth)
    elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in each.items():
            yield key[1:]
            yield from _below(value, depth)


def _below(item: object, depth: int) -> Iterator[str]:
    if isinstance(item, pikepdf.Object):
        yield from _strings(item, depth + 1)
