"""The paper as HTML."""

from services.kernel.document import Document


def html(document: Document, *, fragment: bool = False, verify_url: str | None = None) -> str:
    """A whole page, or with `fragment` only the <article> for a page of ours. Nothing but the model's text is in it."""
    raise NotImplementedError
