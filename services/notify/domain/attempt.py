"""Attempts to send: what a channel answers, which errors are tried again, and when it is given up."""

from datetime import timedelta
from enum import StrEnum

from ..events import Fact


class ErrorClass(StrEnum):
    """Whether trying again can help."""

    TRANSIENT = "transient"
    PERMANENT = "permanent"


class Accepted(Fact):
    """The channel took the item over. `arrived`: it is already in the addressee's own system."""

    reference: str
    arrived: bool = False


class Rejected(Fact):
    """The channel did not take the item. `code` is for programs; neither field may carry personal data."""

    error: ErrorClass
    code: str


Outcome = Accepted | Rejected


class Retry(Fact):
    """How long to wait between tries (not a legal period): doubling, capped in length and in number."""

    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(hours=1)
    tries: int = 10

    def wait(self, tried: int) -> timedelta | None:
        """How long to wait after so many tries; nothing when they are used up.

        >>> [Retry(tries=4).wait(n).seconds for n in (1, 2, 3)], Retry(tries=4).wait(4)
        ([30, 60, 120], None)
        """
        if tried >= self.tries:
            return None
        doubled: int = 1 << min(tried - 1, 30)
        return min(self.first * doubled, self.longest)
