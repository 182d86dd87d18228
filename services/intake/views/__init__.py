"""What the desk shows: the board, the search, the one view of a dispute, its public status, and the channel's offer."""

from .likeness import Likeness, likely_duplicates
from .lists import SHORTEST_SEARCH, TONES, Board, Line, Shelf, badge, board, search
from .offer import offer
from .overrides import OverrideLine, overrides
from .sheet import Entry, Sheet, need, sheet
from .status import STATUS, Status, UnitStatus, code_of, dispute_id_of, status, status_path

__all__ = [
    "SHORTEST_SEARCH",
    "STATUS",
    "TONES",
    "Board",
    "Entry",
    "Likeness",
    "Line",
    "OverrideLine",
    "Sheet",
    "Shelf",
    "Status",
    "UnitStatus",
    "badge",
    "board",
    "code_of",
    "dispute_id_of",
    "likely_duplicates",
    "need",
    "offer",
    "overrides",
    "search",
    "sheet",
    "status",
    "status_path",
]
