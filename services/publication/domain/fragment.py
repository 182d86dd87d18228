"""What a decision's HTML may consist of: the few elements our own renderer writes, and nothing that could act."""

import html
import re
from dataclasses import dataclass

_ELEMENTS = "article|header|footer|h1|h2|p|span|strong|time"
_ATTRIBUTE = r' (?:class|lang|datetime)="[A-Za-z0-9 _-]*"'
_TAG = re.compile(rf"<(?P<open>{_ELEMENTS})(?:{_ATTRIBUTE})*>|</(?P<close>{_ELEMENTS})>|<br>")


@dataclass(frozen=True, slots=True)
class Fragment:
    """The words of a fragment, line by line, and whether it is one that we would write."""

    text: str
    is_ours: bool


def read(source: str) -> Fragment:
    r"""Read a fragment strictly: an element, attribute or bracket that is not foreseen makes it a foreign one.

    >>> read('<p class="paper-item">甲&lt;乙</p>'), read("<p onclick=''>甲</p>").is_ours
    (Fragment(text='甲<乙\n', is_ours=True), False)
    """
    bare = _TAG.sub(lambda tag: "" if (tag["open"] or tag["close"]) in {"span", "strong", "time"} else "\n", source)
    lines = [line.strip() for line in html.unescape(bare).splitlines()]
    text = "".join(f"{line}\n" for line in lines if line)
    return Fragment(text, not re.search("[<>]", bare) and _is_balanced(source))


def _is_balanced(source: str) -> bool:
    still_open: list[str] = []
    for tag in _TAG.finditer(source):
        if tag["open"]:
            still_open.append(tag["open"])
        elif tag["close"] and (not still_open or still_open.pop() != tag["close"]):
            return False
    return not still_open
