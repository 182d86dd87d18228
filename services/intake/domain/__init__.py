"""The desk's decisions about a dispute (争议): registering, routing, referring, and following its cases."""

from .dispute import decide, evolve, state_of
from .missing import missing_of
from .reference import Reference

__all__ = ["Reference", "decide", "evolve", "missing_of", "state_of"]
