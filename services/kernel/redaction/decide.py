"""What a person decides about a plan; every decision needs a reason and a name."""

from services.kernel.document import Document

from .model import Plan, Spot


def mask_suspect(plan: Plan, suspect_id: str, *, reason: str, by: str, token: str | None = None) -> Plan:
    """Mask a suspect, everywhere it stands in the paper."""
    raise NotImplementedError


def keep_suspect(plan: Plan, suspect_id: str, *, reason: str, by: str) -> Plan:
    """Leave a suspect readable, everywhere it stands in the paper."""
    raise NotImplementedError


def add_mask(  # noqa: PLR0913 - a decision is told whole
    plan: Plan, document: Document, spot: Spot, *, token: str, reason: str, by: str
) -> Plan:
    """Mask a piece of text that nobody proposed, everywhere it stands in the paper."""
    raise NotImplementedError


def remove_mask(plan: Plan, document: Document, replacement_id: str, *, reason: str, by: str) -> Plan:
    """Take one replacement back: over-masking is a fault too. Parties' own fields cannot be unmasked."""
    raise NotImplementedError
