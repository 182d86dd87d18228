"""Make the public edition."""

from services.kernel.document import Document

from .model import Plan


def apply(document: Document, plan: Plan) -> Document:
    """The public edition of the paper, or a refusal while a suspect is open."""
    raise NotImplementedError
