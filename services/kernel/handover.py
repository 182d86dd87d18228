"""移交材料: what goes along when a claim unit leaves a channel for another, and what never does.

The barrier is the shape itself: there is no field for a record of a session, a proposal, an offer or a draft agreement.
What a side conceded to settle may not be held against it later (最高人民法院关于适用民事诉讼法的解释 第一百零七条, from
memory), so it never reaches the desk that decides.
"""

from datetime import date
from enum import StrEnum
from typing import Literal
from uuid import UUID

from services.kernel.steps import Part

Channel = Literal["mediation", "adjudication", "reconsideration"]


class Outcome(StrEnum):
    """How the channel let the unit go: it did not take it (不予受理), or could not settle it (调解终止)."""

    REFUSED = "refused"
    FAILED = "failed"


OUTCOME_TITLES = {Outcome.REFUSED: "不予受理", Outcome.FAILED: "调解未成"}


class ConfirmedAddress(Part):
    """送达地址确认: where a side agreed to be served, and that the next channel may use it too."""

    party: str
    address: str
    email: str | None = None
    electronic_consent: bool = False


class HandOver(Part):
    """The file as one channel gives it back: dates, reason, what both sides signed as undisputed, addresses.

    `wish` is the channel that the applicant asks for next; none: the applicant was told the ways and asked for none.
    `held_on` are the days of the sessions, never what was said there.
    """

    unit_id: UUID
    case_id: UUID
    number: str
    channel: Channel
    outcome: Outcome
    reason: str
    reason_title: str
    cite: str
    opened_on: date
    ended_on: date
    held_on: tuple[date, ...] = ()
    undisputed: tuple[str, ...] = ()
    addresses: tuple[ConfirmedAddress, ...] = ()
    competent_organ: str | None = None
    wish: Channel | None = None

    @property
    def outcome_title(self) -> str:
        """How it ended, in Chinese."""
        return OUTCOME_TITLES[self.outcome]
