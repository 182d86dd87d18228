"""Corresponding days of many limits in months, reckoned with whole numbers alone."""

import numpy as np

from services.kernel.bulk_spans import Days

# Years are told from March on, so that the leap day is the last one of its year (days_from_civil, H. Hinnant).
_MARCH = 305  # the ordinal of 0000-03-01, with the other sign
_ERA, _YEARS = 146_097, 400  # the days and the years after which the calendar begins anew


def months_after_all(start: Days, count: Days, *, last_to_last: bool = False) -> Days:
    """The corresponding days so many months on, or the month's last day (民法典 第二百零二条).

    >>> from datetime import date
    >>> start = np.array([date(2026, 1, 31).toordinal(), date(2026, 2, 28).toordinal()], dtype=np.int32)
    >>> [str(date.fromordinal(day)) for day in months_after_all(start, np.array([1, 1], dtype=np.int32)).tolist()]
    ['2026-02-28', '2026-03-28']
    """
    month = _month(start)
    target = month + count
    last: Days = _first(target + np.int32(1)) - np.int32(1)
    found: Days = np.minimum(_first(target) + (start - _first(month)), last)
    if last_to_last:
        is_last = start + np.int32(1) == _first(month + np.int32(1))
        return np.where(is_last, last, found)
    return found


def _month(days: Days) -> Days:
    """How many months the month of a day lies after March of the year 0."""
    place = days + np.int32(_MARCH)
    era = place // np.int32(_ERA)
    day = place - era * np.int32(_ERA)
    year = (day - day // np.int32(1460) + day // np.int32(36524) - day // np.int32(_ERA - 1)) // np.int32(365)
    of_year = day - (np.int32(365) * year + year // np.int32(4) - year // np.int32(100))
    of_march = (np.int32(5) * of_year + np.int32(2)) // np.int32(153)
    return ((year + era * np.int32(_YEARS)) * np.int32(12) + of_march).astype(np.int32, copy=False)


def _first(month: Days) -> Days:
    """The ordinal of a month's first day."""
    year = month // np.int32(12)
    of_year = (np.int32(153) * (month - year * np.int32(12)) + np.int32(2)) // np.int32(5)
    leap = year // np.int32(4) - year // np.int32(100) + year // np.int32(_YEARS)
    first: Days = np.int32(365) * year + leap + of_year - np.int32(_MARCH)
    return first
