"""The desk's decisions about a dispute (争议): registering, routing, referring, and following its cases."""

from .dispute import Reference, decide, evolve, state_of

__all__ = ["Reference", "decide", "evolve", "state_of"]
