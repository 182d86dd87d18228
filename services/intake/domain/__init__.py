"""The desk's decisions about a dispute (争议): registering, routing, referring, and following its cases."""

from .dispute import decide, evolve, state_of
from .likeness import ALIKE, fingerprint
from .missing import missing_of
from .reference import Reference

__all__ = ["ALIKE", "Reference", "decide", "evolve", "fingerprint", "missing_of", "state_of"]
