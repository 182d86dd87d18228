"""The parts that commands, events and the case share: sessions, the agreement, the end of a mediation."""

from datetime import date
from typing import Literal

from services.kernel.steps import Part

Side = Literal["A1", "B1"]
Wish = Literal["adjudication", "reconsideration"]


class Session(Part):
    """调解笔录: when and where the sides met, who came, and what neither disputes (无争议事实).

    Only undisputed facts that both sides signed may go along when another channel takes the matter over.
    """

    held_on: date
    place: str
    attended: tuple[Side, ...]
    record: str
    undisputed: str = ""
    undisputed_signed: bool = False


class Signature(Part):
    """签字: one side's hand under the agreement."""

    side: Side
    signed_on: date


class Agreement(Part):
    """行政调解协议书: it binds both sides once both have signed (effective_on)."""

    text: str
    drafted_on: date
    signatures: tuple[Signature, ...] = ()
    effective_on: date | None = None

    def signed_by(self, side: Side) -> Signature | None:
        """This side's signature, if it has signed."""
        return next((one for one in self.signatures if one.side == side), None)


class Termination(Part):
    """终止调解: why, in what words, which ways were told (告知), and which of ours the applicant asks for next."""

    reason: str
    statement: str
    channels: tuple[str, ...]
    wish: Wish | None = None
