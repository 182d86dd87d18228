"""The counter (直接送达): the paper is laid out for the clerk, who serves it in person and then records the slip."""

from ..domain.attempt import Accepted, Outcome
from .parcel import Parcel


class Counter:
    """Always takes the paper; service itself is only ever told by a slip."""

    def send(self, parcel: Parcel) -> Outcome:  # noqa: ARG002 - nothing to carry anywhere
        """Lay the paper out."""
        return Accepted(reference="")
