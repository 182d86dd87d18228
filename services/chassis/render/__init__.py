"""From the model of a paper to files: HTML, PDF/A, the seal over the PDF; scan.py reads the files back."""

from .markup import html
from .paper import pdf
from .sealing import SealedDocument, seal

__all__ = ["SealedDocument", "html", "pdf", "seal"]
