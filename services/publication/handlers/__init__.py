"""The two steps of the public site: a decision comes, and perhaps it goes."""

from .release import release
from .withdrawal import withdraw

__all__ = ["release", "withdraw"]
