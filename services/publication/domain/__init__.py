"""A published decision: released once, perhaps withdrawn, never changed."""

from .decision import GROUNDS, Publication, State, decide, evolve

__all__ = ["GROUNDS", "Publication", "State", "decide", "evolve"]
