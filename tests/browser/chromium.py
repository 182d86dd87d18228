"""Which Chromium of the machine is driven, and with which fonts."""

import os
import shutil
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=zh-CN",
)
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def program() -> str | None:
    named = os.environ.get("JIEFEN_TEST_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def missing() -> str | None:
    """Why no browser can be driven here, or nothing."""
    if find_spec("playwright") is None:
        return "Playwright for Python is not installed"
    if program() is None:
        return "no Chromium on PATH (Debian: apt install chromium), and none named in JIEFEN_TEST_CHROMIUM"
    return None


@cache
def fonts() -> dict[str, str]:
    """The Chinese fonts that our papers bring along: a bare machine would draw boxes."""
    spec = find_spec("pylopdf_fonts_zh_cn")
    if spec is None or spec.origin is None:
        return {}
    folder = Path(tempfile.mkdtemp(prefix="jiefen-fonts-"))
    file = folder / "fonts.conf"
    file.write_text(FONTS.format(folder=Path(spec.origin).parent, cache=folder / "cache"), encoding="utf-8")
    return {"FONTCONFIG_FILE": str(file)}
