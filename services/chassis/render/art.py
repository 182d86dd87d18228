"""Drawings on papers, as paths: the ring of a seal (印章) and the verification code. No drawing adds text to the PDF."""

import io
import math
from functools import cache

import segno
from fontTools.pens.svgPathPen import SVGPathPen

from .fonts import characters, font_set, open_face

_RED = "#d5121b"
_RADIUS = 100.0
_GLYPH = 29.0
_MIDDLE = 76.0


@cache
def seal_svg(text: str) -> str:
    """A round seal with `text` along its upper arc and a star. The picture proves nothing: the hash and signature do."""
    arc = min(280.0, 20.0 * len(text) + 40.0)
    step = arc / max(1, len(text) - 1)
    size = min(_GLYPH, math.radians(step) * _MIDDLE)
    glyphs = "".join(_on_ring(character, -arc / 2 + step * order, size) for order, character in enumerate(text))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-110 -110 220 220" width="220" height="220">'
        f'<g fill="{_RED}" fill-opacity="0.88"><circle r="104" fill="none" stroke="{_RED}" stroke-width="5"/>'
        f'<path d="{_star(34)}"/><g stroke="{_RED}" stroke-width="18">{glyphs}</g></g></svg>'
    )


def qr_svg(url: str) -> str:
    """The verification code: an address, never the facts of the case."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", scale=4, border=2, xmldecl=False)
    return out.getvalue().decode()


def _star(radius: float) -> str:
    points = (
        (r * math.sin(math.radians(36 * k)), -r * math.cos(math.radians(36 * k)))
        for k in range(10)
        for r in ((radius if k % 2 == 0 else radius * 0.382),)
    )
    return "M" + "L".join(f"{x:.3f} {y:.3f}" for x, y in points) + "Z"


def _on_ring(character: str, degrees: float, size: float) -> str:
    outline, units = _outline(character)
    scale = size / units
    place = f"rotate({degrees:.3f}) translate(0 {-_RADIUS + 8:.3f})"
    return f'<path transform="{place} scale({scale:.5f} {-scale:.5f}) translate({-units / 2} {-units * 0.88})" d="{outline}"/>'


@cache
def _outline(character: str) -> tuple[str, int]:
    for face in sorted(font_set().faces, key=lambda face: "Serif" not in face[0]):
        font = open_face(*face)
        name = characters(font).get(ord(character))
        if name:
            glyphs = font.getGlyphSet()
            pen: SVGPathPen = SVGPathPen(glyphs)
            glyphs[name].draw(pen)
            return str(pen.getCommands()), int(vars(font["head"])["unitsPerEm"])  # type: ignore[no-untyped-call]
    return "", 1000
