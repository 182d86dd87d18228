"""What people and programs read of reconsideration cases; nothing here changes anything."""

from .lists import OWED, CaseLine, addressees, board, lines, overdue_advice, told_lines
from .organ import OrganSheet, organ_lines, organ_sheet
from .sheet import CaseSheet, hand_over, sheet

__all__ = [
    "OWED",
    "CaseLine",
    "CaseSheet",
    "OrganSheet",
    "addressees",
    "board",
    "hand_over",
    "lines",
    "organ_lines",
    "organ_sheet",
    "overdue_advice",
    "sheet",
    "told_lines",
]
