"""The paper as PDF/A-2a in the layout of GB/T 9704."""

from services.kernel.document import Document


def pdf(document: Document, *, verify_url: str | None = None) -> bytes:
    """The same model gives the same bytes. A character no font can show is refused, never left blank."""
    raise NotImplementedError
