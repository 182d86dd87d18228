"""The layers the calendar is built from: the weekly pattern, the statute, and each year's notice with its amendments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from services.kernel.rule import Confidence
from services.kernel.yaml_data import BrokenData, Entry, read

FOLDER = Path(__file__).with_name("calendars")
RestDay = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class DayEntry:
    """What a notice says about one day: off (放假) or worked (上班), and which notice says so."""

    working: bool
    name: str
    notice: str
    issued: date


class Week(Entry):
    """The weekly pattern, which speaks where no notice does."""

    first_day: date
    last_day: date
    rest_days: tuple[RestDay, ...]
    law: str
    article: str = ""

    @property
    def cite(self) -> str:
        """Who says which days of the week are free."""
        return f"{self.law} {self.article}".rstrip()

    def rests_on(self, day: date) -> bool:
        """Whether the day is a 周休息日."""
        return WEEKDAYS[day.weekday()] in self.rest_days


class _CitedWeek(Week):
    """The weekly pattern of the house's own file, which says how well it is known."""

    article: str
    confidence: Confidence
    checked_on: date


class _Span(Entry):
    from_on: date = Field(alias="from")
    to_on: date = Field(alias="to")

    def days(self) -> Iterator[date]:
        return (self.from_on + timedelta(days=n) for n in range((self.to_on - self.from_on).days + 1))


class _Holiday(Entry):
    name: str
    rest: _Span
    worked: tuple[date, ...] = ()


class Notice(Entry):
    """A notice of the State Council's office, by number, address and day of issue."""

    number: str = Field(pattern=r"^国办?发明电〔\d{4}〕\d+号$")
    url: str = Field(pattern=r"^https://www\.gov\.cn/")
    issued: date


class _Amendment(Notice):
    what: str
    name: str
    rest: tuple[date, ...] = ()
    worked: tuple[date, ...] = ()


class _Checksum(Entry):
    """What the days must add up to; a year that gives more or fewer days off than the statute says why."""

    days: int
    working_days: int
    weekdays_off_less_weekends_worked: int
    because: str | None = None


class Year(Entry):
    """One year's notice with what later notices changed in it, and the sums it must come to."""

    year: int
    notice: Notice
    holidays: tuple[_Holiday, ...] = Field(min_length=1)
    amendments: tuple[_Amendment, ...] = ()
    checksum: _Checksum
    tail_from: date | None = None
    checked_on: date

    def entries(self, known_on: date | None = None) -> dict[date, DayEntry]:
        """What is arranged for each named day, later notices over earlier ones; as known on a day, if one is given."""
        found: dict[date, DayEntry] = {}
        if known_on is None or self.notice.issued <= known_on:
            for holiday in self.holidays:
                number, issued = self.notice.number, self.notice.issued
                found |= {
                    day: DayEntry(working=False, name=holiday.name, notice=number, issued=issued)
                    for day in holiday.rest.days()
                }
                found |= {
                    day: DayEntry(working=True, name=holiday.name, notice=number, issued=issued)
                    for day in holiday.worked
                }
        for later in self.amendments:
            if known_on is None or later.issued <= known_on:
                found |= {
                    day: DayEntry(working=False, name=later.name, notice=later.number, issued=later.issued)
                    for day in later.rest
                }
                found |= {
                    day: DayEntry(working=True, name=later.name, notice=later.number, issued=later.issued)
                    for day in later.worked
                }
        return found


class _Days(Entry):
    from_: int = Field(alias="from")
    to: int


class _Edition(Entry):
    law: str
    article: str
    quote: str | None = None
    valid_from: date
    valid_until: date | None
    total: int
    fixed: tuple[str, ...]
    spring_festival: _Days
    confidence: Confidence


class _Moon(Entry):
    spring_festival: date
    qingming: date
    dragon_boat: date
    mid_autumn: date


class Statute(Entry):
    """The holidays of the statute (法定节日), used to check that every notice gives them."""

    editions: tuple[_Edition, ...]
    moon: dict[int, _Moon]
    checked_on: date

    def edition(self, year: int) -> _Edition:
        """The statute as it stood at the beginning of the year."""
        first = date(year, 1, 1)
        return next(e for e in self.editions if e.valid_from <= first and (e.valid_until or first) >= first)

    def days(self, year: int) -> frozenset[date]:
        """Every statutory holiday of the year; 中秋 and 国庆 may fall on one day."""
        edition = self.edition(year)
        moon = self.moon[year]
        fixed = {date.fromisoformat(f"{year}-{day}") for day in edition.fixed}
        spring = edition.spring_festival
        feast = {moon.spring_festival + timedelta(days=n) for n in range(spring.from_, spring.to + 1)}
        return frozenset(fixed | feast | {moon.qingming, moon.dragon_boat, moon.mid_autumn})


@dataclass(frozen=True, slots=True)
class Layers:
    """All layers, read and checked."""

    week: Week
    statute: Statute
    years: tuple[Year, ...]


@cache
def read_layers(folder: Path = FOLDER) -> Layers:
    """Read the calendar's files; a year that does not add up stops the house from starting."""
    week = read(folder / "week.yaml", _CitedWeek)
    statute = read(folder / "statute.yaml", Statute)
    paths = sorted(folder.glob("[0-9][0-9][0-9][0-9].yaml"))
    years = tuple(read(path, Year) for path in paths)
    for place, (path, year) in enumerate(zip(paths, years, strict=True)):
        _check_year(path, year, week, statute)
        if year.year != week.first_day.year + place:
            raise BrokenData(path, f"year {week.first_day.year + place} is expected here: years follow without a gap")
    return Layers(week, statute, years)


def _check_year(path: Path, year: Year, week: Week, statute: Statute) -> None:
    if path.stem != str(year.year):
        raise BrokenData(path, f"the file speaks of {year.year}")
    entries = year.entries()
    for day, entry in entries.items():
        if day.year != year.year:
            raise BrokenData(path, f"{day} belongs to another year's file")
        if entry.working and not week.rests_on(day):
            raise BrokenData(path, f"{day} is said to be a make-up day but is a weekday")
    missing = sorted(day for day in statute.days(year.year) if entries.get(day) is None or entries[day].working)
    if missing:
        raise BrokenData(path, f"statutory holidays that are not off: {missing}")
    _check_sums(path, year, week, entries)
    usual = statute.edition(year.year).total
    if (year.checksum.weekdays_off_less_weekends_worked == usual) == bool(year.checksum.because):
        raise BrokenData(path, f"checksum.because: needed where the sum is not {usual}, and only there")


def _check_sums(path: Path, year: Year, week: Week, entries: dict[date, DayEntry]) -> None:
    first = date(year.year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year.year + 1, 1, 1) - first).days)]
    working = sum(entries[day].working if day in entries else not week.rests_on(day) for day in days)
    weekdays_off = sum(not entry.working and not week.rests_on(day) for day, entry in entries.items())
    weekends_worked = sum(entry.working for entry in entries.values())
    found = (len(days), working, weekdays_off - weekends_worked)
    said = (year.checksum.days, year.checksum.working_days, year.checksum.weekdays_off_less_weekends_worked)
    if found != said:
        raise BrokenData(path, f"checksum says {said}, the days add up to {found}")
