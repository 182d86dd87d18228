"""The papers of the desk: receipt, notice of rights, transfer note, guidance; each is written once, from the route.

No number of days and no provision stands in a wording here: they come from the route, the tables and the profile.
"""

from .due import Wanted, due_papers, is_due, series_of, write
from .frame import Frame

__all__ = ["Frame", "Wanted", "due_papers", "is_due", "series_of", "write"]
