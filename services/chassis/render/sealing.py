"""Fixing a PDF so that any later change shows (固定). For now the hash is the seal."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SealedDocument:
    """The bytes that go out and their fingerprint."""

    content: bytes
    sha256: str


def seal(pdf: bytes) -> SealedDocument:
    """Close the paper. A provider with a certificate takes this place; the shape stays."""
    return SealedDocument(pdf, hashlib.sha256(pdf).hexdigest())
