"""What a rule file may hold, key by key. Anything else in it is refused by name."""

from datetime import date

from pydantic import Field

from services.kernel.period import Period
from services.kernel.rule import Confidence, Direction, ExtensionRule, Roll
from services.kernel.yaml_data import Entry


class LawEdition(Entry):
    """A law in one edition, and which counts of 日 it declares to be working days."""

    title: str
    short: str
    in_force: date
    repealed: date | None = None
    working_day_lengths: tuple[int, ...] = ()
    working_day_article: str | None = None
    confidence: Confidence


class LawsFile(Entry):
    laws: dict[str, LawEdition]


class VersionEntry(Entry):
    law: str
    article: str
    quote: str | None = None
    note: str | None = None
    starts: str | None = None
    period: Period | None
    counting: str | None = None
    roll: Roll = Roll.NEXT_WORKING_DAY
    extension: ExtensionRule | None = None
    confidence: Confidence
    checked_on: date
    valid_from: date
    valid_until: date | None


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
