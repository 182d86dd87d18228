"""What people and programs read of reconsideration cases; nothing here changes anything."""

from .hearings import HearingLine, hearings
from .lists import OWED, CaseLine, addressees, board, case_id_of, lines, overdue_advice, told_lines
from .organ import OrganSheet, organ_lines, organ_sheet
from .sheet import CaseSheet, hand_over, sheet

__all__ = [
    "OWED",
    "CaseLine",
    "CaseSheet",
    "HearingLine",
    "OrganSheet",
    "addressees",
    "board",
    "case_id_of",
    "hand_over",
    "hearings",
    "lines",
    "organ_lines",
    "organ_sheet",
    "overdue_advice",
    "sheet",
    "told_lines",
]
