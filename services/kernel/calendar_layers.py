"""The layers the calendar is built from: the weekly pattern, the statute, and each year's notice with its amendments."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from services.kernel.rule import Confidence
from services.kernel.yaml_data import BrokenData, Entry, parse, read

FOLDER = Path(__file__).with_name("calendars")
RestDay = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
NUMBER = re.compile(r"国办?发明电〔\d{4}〕\d+号")
ADDRESS = re.compile(r"https://www\.gov\.cn/\S+")
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

    number: str
    url: str
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
    holidays: tuple[_Holiday, ...]
    amendments: tuple[_Amendment, ...] = ()
    checksum: _Checksum
    tail_from: date | None = None
    checked_on: date

    @property
    def newest(self) -> Notice:
        """The last word on this year: its notice, or the latest that amended it."""
        return max((self.notice, *self.amendments), key=lambda one: one.issued)

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
    layers = Layers(week, statute, tuple(read(path, Year) for path in paths))
    for place, (path, year) in enumerate(zip(paths, layers.years, strict=True)):
        found = year_faults(year, layers)
        if path.stem != str(year.year):
            found.append(f"the file speaks of {year.year}")
        if year.year != week.first_day.year + place:
            found.append(f"year {week.first_day.year + place} is expected here: years follow without a gap")
        if found:
            raise BrokenData(path, "; ".join(found))
    return layers


def read_year(name: str, text: str, layers: Layers) -> Year:
    """Read one year's notice from a text, to be laid over these layers; every fault is told at once."""
    path = Path(name)
    year = parse(path, text, Year)
    found = year_faults(year, layers) + _place_faults(year, layers)
    if found:
        raise BrokenData(path, "; ".join(found))
    return year


def lay_over(layers: Layers, later: Iterable[Year]) -> Layers:
    """The layers with these years in the place of what was known of them; of two, the one with the newer notice."""
    years = {year.year: year for year in layers.years}
    for year in later:
        known = years.get(year.year)
        if known is None or year.newest.issued >= known.newest.issued:
            years[year.year] = year
    return Layers(layers.week, layers.statute, tuple(years[number] for number in sorted(years)))


def year_faults(year: Year, layers: Layers) -> list[str]:
    """Everything that is wrong with one year by itself."""
    found = [fault for notice in (year.notice, *year.amendments) for fault in _notice_faults(notice)]
    if not year.holidays:
        return [*found, "holidays: the year is empty; a notice always names days off"]
    entries = year.entries()
    found += _contradictions(year)
    found += [f"{day} belongs to another year's file" for day in entries if day.year != year.year]
    found += [
        f"{day} is said to be a make-up day but is a weekday"
        for day, entry in entries.items()
        if entry.working and not layers.week.rests_on(day)
    ]
    return found + _statute_faults(year, layers.statute, entries) + _sum_faults(year, layers.week, entries)


def _place_faults(year: Year, layers: Layers) -> list[str]:
    known = {one.year: one for one in layers.years}
    expected = max(known) + 1
    if year.year in known:
        newest = known[year.year].newest
        if year.newest.issued < newest.issued:
            return [f"the file is older than what is loaded: {newest.number} of {newest.issued} is missing"]
        return []
    return [] if year.year == expected else [f"year {expected} is expected here: years follow without a gap"]


def _notice_faults(notice: Notice) -> list[str]:
    found = [] if NUMBER.fullmatch(notice.number) else [f"number: {notice.number!r} is no number of such a notice"]
    return found if ADDRESS.fullmatch(notice.url) else [*found, f"url: {notice.url!r} does not lie on www.gov.cn"]


def _contradictions(year: Year) -> list[str]:
    """A day that one and the same notice gives off and has worked."""
    first_off = {day for holiday in year.holidays for day in holiday.rest.days()}
    first_worked = {day for holiday in year.holidays for day in holiday.worked}
    both = first_off & first_worked
    for later in year.amendments:
        both |= set(later.rest) & set(later.worked)
    return [f"{day} is off and worked in the same notice" for day in sorted(both)]


def _statute_faults(year: Year, statute: Statute, entries: dict[date, DayEntry]) -> list[str]:
    if year.year not in statute.moon:
        return [f"statute.yaml has no lunar dates for {year.year}: add them first"]
    missing = sorted(day for day in statute.days(year.year) if entries.get(day) is None or entries[day].working)
    found = [f"statutory holidays that are not off: {', '.join(map(str, missing))}"] if missing else []
    usual = statute.edition(year.year).total
    if (year.checksum.weekdays_off_less_weekends_worked == usual) == bool(year.checksum.because):
        found.append(f"checksum.because: needed where the sum is not {usual}, and only there")
    return found


def _sum_faults(year: Year, week: Week, entries: dict[date, DayEntry]) -> list[str]:
    first = date(year.year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year.year + 1, 1, 1) - first).days)]
    working = sum(entries[day].working if day in entries else not week.rests_on(day) for day in days)
    weekdays_off = sum(not entry.working and not week.rests_on(day) for day, entry in entries.items())
    weekends_worked = sum(entry.working for entry in entries.values())
    found = (len(days), working, weekdays_off - weekends_worked)
    said = (year.checksum.days, year.checksum.working_days, year.checksum.weekdays_off_less_weekends_worked)
    return [] if found == said else [f"checksum says {said}, the days add up to {found}"]
