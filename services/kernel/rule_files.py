"""What a rule file may hold, key by key. Anything else in it is refused by name."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from services.kernel.period import Period, Unit
from services.kernel.rule import (
    Confidence,
    Direction,
    ExtensionRule,
    HourStart,
    Interruption,
    Readings,
    Ripens,
    Roll,
)
from services.kernel.yaml_data import Entry


class LawEdition(Entry):
    """A law in one edition, and which counts of 日 it declares to be working days.

    `takes_pending`: whether it also governs what starts later in a case received before it is in force is disputed.
    """

    title: str
    short: str
    in_force: date
    repealed: date | None = None
    working_day_lengths: tuple[int, ...] = ()
    working_day_article: str | None = None
    takes_pending: bool = False
    confidence: Confidence


class LawsFile(Entry):
    laws: dict[str, LawEdition]


class VersionEntry(Entry):
    law: str
    article: str
    quote: str | None = None
    note: str | None = None
    starts: str | None = None
    period: Period | None = None
    counting: str | None = None
    roll: Roll = Roll.NEXT_WORKING_DAY
    hours_from: HourStart | None = None
    ripens: Ripens | None = None
    readings: Readings | None = None
    extension: ExtensionRule | None = None
    interruption: Interruption | None = None
    confidence: Confidence
    checked_on: date
    valid_from: date
    valid_until: date | None

    @model_validator(mode="after")
    def _says_each_thing_once(self) -> Self:
        """A length, a roll or a moment of ripening stands either in the version or in its readings, never in both."""
        stated, read = self.model_fields_set, self.read_fields
        both = sorted(stated & read)
        if both:
            raise ValueError(f"{', '.join(both)}: stands beside the readings that decide it")
        if "period" not in stated | read:
            raise ValueError("period: missing; write null where a document sets the length")
        if any((one is not None and one.unit is Unit.HOUR) != (self.hours_from is not None) for one in self.periods):
            raise ValueError("hours_from: needed for a period of hours, and only there")
        if self.hours_from is not None and ("roll" in stated | read or self.extension is not None):
            raise ValueError("hours_from: hours neither roll nor are they extended")
        return self

    @property
    def read_fields(self) -> set[str]:
        """What the listed readings decide."""
        chosen = self.readings.choices.values() if self.readings else ()
        return {name for one in chosen for name in one.model_fields_set - {"cite"}}

    @property
    def periods(self) -> tuple[Period | None, ...]:
        """Every length this version can have."""
        if self.readings is not None and "period" in self.read_fields:
            return tuple(one.period for one in self.readings.choices.values())
        return (self.period,)


class RuleEntry(Entry):
    title: str
    title_en: str
    bound: str
    starts: str
    stops: tuple[str, ...] = ()
    on_lapse: str | None
    direction: Direction = Direction.AFTER
    suspension_grounds: tuple[str, ...] = ()
    document: str | None = None
    reminders: tuple[int, ...] = ()
    versions: tuple[VersionEntry, ...] = Field(min_length=1)


class RuleFile(Entry):
    channel: str
    grounds: dict[str, "GroundEntry"] = Field(default_factory=dict)
    rules: dict[str, RuleEntry]


class GroundEntry(Entry):
    title: str
    title_en: str
    cite: str
    ends_case: bool = False
