"""What a new version of the calendar changes: which days, and which limits could have looked at one of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from services.kernel.calendar import DayStatus, WorkCalendar

_ONE_DAY = timedelta(days=1)


class DayChange(NamedTuple):
    """One day as it was and as it is: off or worked, and how firm the answer is."""

    day: date
    worked: bool
    works: bool
    was: DayStatus
    now: DayStatus

    @property
    def is_turned(self) -> bool:
        """Whether a day off became a working day or the reverse."""
        return self.worked != self.works

    @property
    def touches_limits(self) -> bool:
        """Whether a limit can end on another day, or be more or less firm: the tail of a year is firm enough."""
        return self.is_turned or (DayStatus.PROVISIONAL in {self.was, self.now} and self.was is not self.now)


class Window(NamedTuple):
    """The first and the last changed day: a limit that began after it or ended before it never looked at any."""

    first: date
    last: date


def day_changes(old: WorkCalendar, new: WorkCalendar) -> tuple[DayChange, ...]:
    """Every day of which the two versions say something different, in order.

    >>> from services.kernel.calendar import chinese_calendar
    >>> early, late = chinese_calendar(date(2020, 1, 20)), chinese_calendar(date(2020, 1, 27))
    >>> [(str(one.day), one.works) for one in day_changes(early, late)]
    [('2020-01-31', False), ('2020-02-01', False)]
    """
    days = _both(old, new)
    found = (
        DayChange(day, old.is_working_day(day), new.is_working_day(day), old.status(day), new.status(day))
        for day in days
    )
    return tuple(one for one in found if one.is_turned or one.was is not one.now)


def window(changes: tuple[DayChange, ...]) -> Window | None:
    """The span of the days that can move a limit; none where no limit is touched.

    It is exact: a limit whose last day lies before it, or that began on or after its end, was counted from other days.
    """
    days = [one.day for one in changes if one.touches_limits]
    return Window(min(days), max(days)) if days else None


def _both(old: WorkCalendar, new: WorkCalendar) -> Iterator[date]:
    """The days that both tables hold."""
    day, last = max(old.first_day, new.first_day), min(old.last_day, new.last_day)
    while day <= last:
        yield day
        day += _ONE_DAY
