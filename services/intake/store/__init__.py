"""The tables of the desk, and how a dispute is kept. Only this package and the views know them."""

from .keeping import code_of, dispute_of, history, load, note_review, number_of, write
from .tables import DisputeRow, NumberSeries, OverrideRow, Own, PersonRow, UnitRow

__all__ = [
    "DisputeRow",
    "NumberSeries",
    "OverrideRow",
    "Own",
    "PersonRow",
    "UnitRow",
    "code_of",
    "dispute_of",
    "history",
    "load",
    "note_review",
    "number_of",
    "write",
]
