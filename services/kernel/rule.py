"""One rule of law in one version: a number of days with the provision that sets it."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from services.kernel.period import Period


class Roll(StrEnum):
    """What happens when the last day is a 法定休假日 (民事诉讼法 第八十五条第三款)."""

    NEXT_WORKING_DAY = "next_working_day"
    NONE = "none"


class Direction(StrEnum):
    """Whether the period runs after day 0 or ends before it (听证五日前)."""

    AFTER = "after"
    BEFORE = "before"


class Confidence(StrEnum):
    """How well the house knows the provision: read, read second-hand, remembered, or inferred."""

    VERIFIED = "verified"
    SECOND_HAND = "second_hand"
    MEMORY = "memory"
    INFERRED = "inferred"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExtensionRule(_Data):
    """Who may lengthen the limit, by how much at most, and how often. Without a cap any length may be agreed."""

    cap: Period | None = None
    times: int = 1
    granted_by: str
    article: str


class RuleVersion(_Data):
    """A rule as it stood between two dates. `on_lapse` names the command the sweep proposes when it expires.

    A rule without `on_lapse` is only reckoned, never left running (an applicant's own limit to apply).
    A rule without `period` takes its length from the document that starts it.
    """

    id: str
    title: str
    title_en: str
    channel: str
    law: str
    article: str
    quote: str | None = None
    note: str | None = None
    bound: str
    starts: str
    stops: tuple[str, ...] = ()
    on_lapse: str | None = None
    period: Period | None
    roll: Roll = Roll.NEXT_WORKING_DAY
    direction: Direction = Direction.AFTER
    counting: str
    extension: ExtensionRule | None = None
    suspension_grounds: tuple[str, ...] = ()
    document: str | None = None
    reminders: tuple[int, ...] = ()
    confidence: Confidence
    checked_on: date
    valid_from: date
    valid_until: date | None = Field(default=None)

    @property
    def cite(self) -> str:
        """The provision as it is cited on papers and in refusals: 行政复议法 第三十条."""
        return f"{self.law} {self.article}"

    def holds_on(self, on: date) -> bool:
        """Whether this version governs on that legal date; both ends included."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)
