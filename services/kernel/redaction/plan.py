"""Draw up the masking plan."""

from collections.abc import Sequence

from services.kernel.document import Document

from .identifier import Identifier
from .model import Plan


def plan(document: Document, identifiers: Sequence[Identifier], keep: Sequence[str] = ()) -> Plan:
    """Find every known identifier and propose what looks like one. `keep` names what stays readable (organs, courts)."""
    raise NotImplementedError
