"""The fonts papers are set in: the operator's folder first, then Noto Serif SC and Noto Sans SC (OFL) from a wheel.

Nothing from the machine itself is used, so that the same paper has the same bytes everywhere.
"""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from fontTools.ttLib import TTFont

from services.kernel.document import Document, Line, label
from services.kernel.refusal import Fault, Refused

# The first one installed is the face of the role; the others follow as the stack for rare characters.
_RARE = ("Noto Serif SC", "LXGW WenKai", "BabelStone Han", "HanaMinA", "HanaMinB")
_BODY = ("仿宋_GB2312", "FangSong_GB2312", "FangSong", "FandolFang R", "FandolFang", "朱雀仿宋", *_RARE)
_TITLE = ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FandolSong", *_RARE)
_HEADING = ("SimHei", "FandolHei", "Noto Sans SC", *_RARE)


@dataclass(frozen=True)
class FontSet:
    """Loaded fonts, the families for each role, and every character at least one of them can show."""

    fonts: typst.Fonts
    body: tuple[str, ...]
    title: tuple[str, ...]
    heading: tuple[str, ...]
    faces: tuple[tuple[str, int], ...]
    coverage: frozenset[int]

    def check(self, document: Document) -> None:
        """Refuse characters no font can show, each with the field it stands in, before anything is set."""
        lines = [*document.lines(), ("seal", Line.of(document.seal or ""))]
        faults = tuple(
            _fault(place, run.ref, character)
            for place, line in lines
            for run in line.runs
            for character in sorted({c for c in run.text if ord(c) not in self.coverage})
        )
        if faults:
            raise Refused.of(faults, code="document.missing_glyph", text="文书中有字体无法显示的字，不能出具。")


def _fault(place: str, ref: str | None, character: str) -> Fault:
    where = label(ref) if ref else place
    return Fault(
        "document.missing_glyph",
        f"现有字体没有“{character}”（U+{ord(character):04X}）这个字，所在内容：{where}。请安装含该字的字体或核对用字。",
        field=ref or place,
    )


@cache
def font_set(folder: str | None = None) -> FontSet:
    """Load once per process. `folder` defaults to JIEFEN_FONT_DIR."""
    own = folder or os.environ.get("JIEFEN_FONT_DIR")
    folders = [Path(own)] if own else []
    folders.append(Path(pylopdf_fonts_zh_cn.__file__).parent)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path) for path in folders]
    )
    families = tuple(dict.fromkeys(info.family for info in fonts.fonts()))
    faces = tuple(dict.fromkeys((info.path, info.index) for info in fonts.fonts() if info.path))
    return FontSet(
        fonts=fonts,
        body=_stack(_BODY, families),
        title=_stack(_TITLE, families),
        heading=_stack(_HEADING, families),
        faces=faces,
        coverage=frozenset(code for face in faces for code in characters(open_face(*face))),
    )


def _stack(wanted: tuple[str, ...], installed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(family for family in wanted if family in installed), *sorted(installed))))


@cache
def open_face(path: str, index: int) -> TTFont:
    """One face of a font file, read lazily and once."""
    return TTFont(path, lazy=True, fontNumber=index)


def characters(font: TTFont) -> dict[int, str]:
    """Every character the font can show, with the name of its glyph."""
    return font.getBestCmap() or {}
