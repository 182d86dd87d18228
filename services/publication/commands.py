"""What can be asked of the public site."""

from typing import Literal
from uuid import UUID

from .events import Fact, Ground, Identity


class ReleaseDecision(Fact):
    """Open a decision to everybody; the same one twice is one page."""

    type: Literal["release_decision"] = "release_decision"
    id: UUID
    identity: Identity


class WithdrawPublication(Fact):
    """Take a decision back, on a coded ground and with a reason."""

    type: Literal["withdraw_publication"] = "withdraw_publication"
    ground: Ground
    reason: str


Command = ReleaseDecision | WithdrawPublication
