"""Anonymised publication (隐名公开): what the case knows is masked by structure, what it does not know a person decides."""

from .apply import apply
from .decide import add_mask, keep_suspect, mask_suspect, remove_mask
from .identifier import Identifier, identifiers_of
from .model import Kept, Plan, Replacement, Source, Suspect
from .plan import plan
from .residue import Fold, Residue, residue, same

__all__ = [
    "Fold",
    "Identifier",
    "Kept",
    "Plan",
    "Replacement",
    "Residue",
    "Source",
    "Suspect",
    "add_mask",
    "apply",
    "identifiers_of",
    "keep_suspect",
    "mask_suspect",
    "plan",
    "remove_mask",
    "residue",
    "same",
]
