"""One rule of law in one version: a number of days with the provision that sets it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from services.kernel.period import Period, Unit


class Roll(StrEnum):
    """What happens when the last day is a 法定休假日 (民事诉讼法 第八十五条第三款)."""

    NEXT_WORKING_DAY = "next_working_day"
    NONE = "none"


class Direction(StrEnum):
    """Whether the period runs after day 0 or ends before it (听证五日前)."""

    AFTER = "after"
    BEFORE = "before"


class HourStart(StrEnum):
    """From where hours are counted: the instant itself, or the next full hour (从次时起算, 民诉解释 第一百二十五条)."""

    INSTANT = "instant"
    NEXT_HOUR = "next_hour"


class Ripens(StrEnum):
    """When that which must wait for the end of a period may be done: on its last day, or not before the day after."""

    LAST_DAY = "last_day"
    DAY_AFTER = "day_after"


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


class Interruption(_Data):
    """中断: a request to a mediator or another office makes the period run anew from the day of the request.

    Limits that name no interruption (reconsideration, suit, challenge, complaint) run on whatever is mediated.
    """

    cite: str
    confidence: Confidence


class Reading(_Data):
    """What one position of a switch makes of a disputed provision, and the source on which that position rests."""

    period: Period | None = None
    counting: str | None = None
    roll: Roll | None = None
    ripens: Ripens | None = None
    cite: str


class Readings(_Data):
    """A provision that may be read in several ways: the switch of the `Policy`, and what each position gives."""

    switch: str
    choices: Mapping[str, Reading]


class RuleVersion(_Data):
    """A rule as it stood between two dates. `on_lapse` names the command the sweep proposes when it expires.

    A rule without `on_lapse` is only reckoned, never left running (an applicant's own limit to apply).
    A rule without `period` takes its length from the document that starts it. Where `readings` are listed, `period`,
    `counting`, `roll` and `ripens` are those of the position that holds.
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
    hours_from: HourStart | None = None
    ripens: Ripens | None = None
    readings: Readings | None = None
    takes_pending: bool = False
    direction: Direction = Direction.AFTER
    counting: str
    extension: ExtensionRule | None = None
    interruption: Interruption | None = None
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

    @property
    def is_in_hours(self) -> bool:
        """Whether the limit runs from an instant to an instant and never rolls (民事诉讼法 第八十五条第三款 speaks of days)."""
        return self.period is not None and self.period.unit is Unit.HOUR

    def read_at(self, position: str) -> "RuleVersion":
        """The version as one position of its switch reads it; a rule nobody disputes stays as it is."""
        if self.readings is None:
            return self
        chosen = self.readings.choices[position]
        named = {"period": chosen.period, "counting": chosen.counting, "roll": chosen.roll, "ripens": chosen.ripens}
        return self.model_copy(update={name: value for name, value in named.items() if value is not None})

    def holds_on(self, on: date) -> bool:
        """Whether this version governs on that legal date; both ends included."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)
