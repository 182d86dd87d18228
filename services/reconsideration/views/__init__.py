"""What people and programs read of reconsideration cases; nothing here changes anything."""

from .lists import CaseLine, addressees, board, lines, overdue_advice
from .sheet import CaseSheet, sheet

__all__ = ["CaseLine", "CaseSheet", "addressees", "board", "lines", "overdue_advice", "sheet"]
