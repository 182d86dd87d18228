"""Which days are working days (工作日), from the notices of 2015 on, in tables that answer without a loop."""

from array import array
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from hashlib import sha256
from itertools import accumulate
from typing import NamedTuple

from services.kernel.calendar_layers import DayEntry, Layers, Week, read_layers
from services.kernel.refusal import Refused


class DayStatus(StrEnum):
    """How firm the answer for a day is.

    TAIL: published, but the next year's notice may still change it (the end of December).
    PROVISIONAL: no notice yet; only the weekly pattern speaks.
    """

    FINAL = "final"
    TAIL = "tail"
    PROVISIONAL = "provisional"


# In Python 3.11 a member read from its class costs as much as a look-up in the tables.
_FINAL = DayStatus.FINAL
_day = date.fromordinal


class Tables(NamedTuple):
    """The days as numbers, one after another from `first` on, for whoever reckons many limits at once (kernel/bulk).

    `before[i]`: working days before the i-th day; `following[i]`: the first working day on or after it;
    `nth[k]`: the k-th working day. Days stand as their ordinals.
    """

    first: int
    before: "array[int]"
    following: "array[int]"
    nth: "array[int]"


class WorkCalendar:
    """One immutable version of the calendar; `version` changes whenever any day does.

    >>> calendar = chinese_calendar()
    >>> calendar.add_working_days(date(2026, 9, 29), 5)      # over 国庆节, with the make-up Saturday 10-10
    datetime.date(2026, 10, 12)
    >>> calendar.next_working_day(date(2026, 9, 19))         # a Saturday before a worked Sunday
    datetime.date(2026, 9, 20)
    """

    __slots__ = (
        "_before",
        "_entries",
        "_firm_from",
        "_first",
        "_following",
        "_last",
        "_nth",
        "_week",
        "final_until",
        "firm_until",
        "tail_from",
        "version",
    )

    def __init__(self, week: Week, entries: Mapping[date, DayEntry], final_until: date, tail_from: date | None) -> None:
        self._week = week
        self._entries = dict(entries)
        self.final_until = final_until
        self.tail_from = tail_from
        self._first = week.first_day.toordinal()
        self._last = week.last_day.toordinal()
        self._firm_from = week.first_day
        # The last day that no notice can change any more.
        self.firm_until = final_until if tail_from is None else min(final_until, tail_from - timedelta(days=1))
        self._fill()
        self.version = self._digest()

    @classmethod
    def from_table(cls, week: Week, *, off: Collection[date] = (), worked: Collection[date] = ()) -> "WorkCalendar":
        """A calendar from any weekend and any days off and worked: another country's, or a region's of its own.

        >>> first, last = date(2026, 1, 1), date(2026, 12, 31)
        >>> week = Week(first_day=first, last_day=last, rest_days=("friday", "saturday"), law="Labour Code")
        >>> gulf = WorkCalendar.from_table(week)
        >>> gulf.is_working_day(date(2026, 3, 1)), gulf.is_working_day(date(2026, 3, 6))     # a Sunday, a Friday
        (True, False)
        """
        said = dict.fromkeys(off, False) | dict.fromkeys(worked, True)
        if len(said) < len(set(off)) + len(set(worked)):
            both = min(set(off) & set(worked))
            raise Refused("calendar.contradiction", f"{both}既列为放假又列为上班，请更正日历。")
        for day in said:
            if not week.first_day <= day <= week.last_day:
                raise _outside(day)
        told = {works: DayEntry(works, "", week.cite, week.first_day) for works in (False, True)}
        entries = {day: told[working] for day, working in said.items()}
        return cls(week, entries, final_until=week.last_day, tail_from=None)

    def is_working_day(self, day: date) -> bool:
        """Whether organs work on the day; a make-up Saturday (调休) is a working day."""
        here = self._place(day)
        return self._before[here + 1] > self._before[here]

    def next_working_day(self, day: date) -> date:
        """The first working day on or after the day: where a limit rolls to (民事诉讼法 第八十五条第三款)."""
        return _day(self._following[self._place(day)])

    def add_working_days(self, day: date, count: int) -> date:
        """The count-th working day after the day, which itself never counts; before it, if the count is negative."""
        here = day.toordinal() - self._first
        if count <= 0 or here < 0:
            return self._count_back(day, -count)
        try:
            return _day(self._nth[self._before[here + 1] + count - 1])
        except IndexError:
            raise _outside(day) from None

    def working_days_between(self, after: date, to: date) -> int:
        """Working days later than `after`, up to and including `to`; negative when the order is reversed.

        >>> chinese_calendar().working_days_between(date(2026, 2, 13), date(2026, 3, 2))
        7
        """
        return self._before[self._place(to) + 1] - self._before[self._place(after) + 1]

    def status(self, day: date) -> DayStatus:
        """How firm the answer for this day is; of days before the first notice nothing firm is known either."""
        if self._firm_from <= day <= self.firm_until:
            return _FINAL
        if day > self.final_until or self.is_before_first(day):
            return DayStatus.PROVISIONAL
        return DayStatus.TAIL

    def entry(self, day: date) -> DayEntry | None:
        """What a notice arranged for this very day, if any notice names it."""
        return self._entries.get(day)

    def source(self, day: date) -> str:
        """Who says what the day is: the number of a notice, or the rule on the weekly pattern."""
        entry = self._entries.get(day)
        return entry.notice if entry else self._week.cite

    @property
    def first_day(self) -> date:
        """The first day of the tables."""
        return date.fromordinal(self._first)

    @property
    def last_day(self) -> date:
        """The last day of the tables: a working day, for beyond the last one nothing can be counted."""
        return date.fromordinal(self._first + len(self._following) - 1)

    def is_before_first(self, day: date) -> bool:
        """Whether the day lies before the first loaded notice."""
        return day.toordinal() < self._first

    def with_days(self, working: Mapping[date, bool], notice: str, name: str = "") -> "WorkCalendar":
        """Lay days over this calendar, as an emergency notice or a region's holidays do. A new version."""
        over = {day: DayEntry(works, name, notice, day) for day, works in working.items()}
        return WorkCalendar(self._week, self._entries | over, self.final_until, self.tail_from)

    @property
    def tables(self) -> Tables:
        """The tables behind every answer; they are shared, so never write into them."""
        return Tables(self._first, self._before, self._following, self._nth)

    def _count_back(self, day: date, count: int) -> date:
        rank = self._before[self._place(day)] - count
        if rank < 0:
            raise _outside(day)
        return _day(self._nth[rank]) if count else day

    def _place(self, day: date) -> int:
        here = day.toordinal() - self._first
        if 0 <= here < len(self._following):
            return here
        raise _outside(day)

    def _fill(self) -> None:
        """Fill the tables up to the last working day: beyond it nothing could roll or be counted."""
        works = [self._works(date.fromordinal(n)) for n in range(self._first, self._last + 1)]
        if True not in works:
            raise Refused("calendar.no_working_day", "工作日历中没有一个工作日，无法推算期限。")
        while not works[-1]:
            works.pop()
        self._nth = _table(day for day, working in enumerate(works, start=self._first) if working)
        self._before = _table(accumulate(works, initial=0))
        self._following = _table(self._nth[rank] for rank in self._before[:-1])

    def _works(self, day: date) -> bool:
        entry = self._entries.get(day)
        return entry.working if entry else not self._week.rests_on(day)

    def _digest(self) -> str:
        week = f"{self._week.first_day} {self._week.last_day} {','.join(self._week.rest_days)}"
        lines = [f"{day} {entry.working:d} {entry.notice}" for day, entry in sorted(self._entries.items())]
        return sha256("\n".join((week, str(self.final_until), str(self.tail_from), *lines)).encode()).hexdigest()


def build(layers: Layers, known_on: date | None = None) -> WorkCalendar:
    """Lay the layers over each other: as they stand, or as they stood on a day in the past."""
    entries: dict[date, DayEntry] = {}
    published = [year for year in layers.years if known_on is None or year.notice.issued <= known_on]
    for year in layers.years:
        entries |= year.entries(known_on)
    if not published:
        return WorkCalendar(layers.week, entries, layers.week.first_day - timedelta(days=1), None)
    final_until = date(published[-1].year, 12, 31)
    return WorkCalendar(layers.week, entries, final_until, published[-1].tail_from)


@cache
def chinese_calendar(known_on: date | None = None) -> WorkCalendar:
    """The calendar of the mainland's organs; `known_on` gives the one that was public on that day."""
    return build(read_layers(), known_on)


def _table(numbers: Iterable[int]) -> "array[int]":
    """Days and counts in four bytes each: ten years of tables stay under 100 KB, and numpy reads them as they are."""
    return array("i", numbers)


def _outside(day: date) -> Refused:
    return Refused(
        "calendar.outside",
        f"工作日历不含{day}，无法推算，请人工核对当年的放假通知。",
        cite="民事诉讼法 第八十五条",
    )
