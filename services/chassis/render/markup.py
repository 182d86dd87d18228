"""The paper as HTML."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from services.kernel.document import BlockKind, Document
from services.kernel.document.model import attachment_lines, copies_line, long_date

from .paper import MARKS


def html(document: Document, *, fragment: bool = False, verify_url: str | None = None) -> str:
    """A whole page, or with `fragment` only the <article> for a page of ours. Nothing but the model's text is in it."""
    return _template().render(
        paper=document,
        fragment=fragment,
        mark=MARKS[document.edition],
        body=[block for block in document.blocks if block.kind is not BlockKind.NOTE],
        notes=[block for block in document.blocks if block.kind is BlockKind.NOTE],
        attachments=attachment_lines(document),
        copies=copies_line(document) if document.copies else "",
        date=long_date(document.dated_on),
        verify_url=verify_url,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    return environment.get_template("letter.html")
