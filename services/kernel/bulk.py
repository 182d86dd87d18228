"""Many limits at once, in numpy: the answers of kernel/reckoning for a whole register, and nothing else.

Days are ordinals (`date.toordinal`) in arrays of four bytes each; `day_numbers` and `dates` lead there and back.
The limits of a batch share unit, roll and direction; start, length, suspensions and extensions are each limit's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from services.kernel.bulk_block import Block, Lookup
from services.kernel.bulk_spans import NEVER, NO_STOPS, Days, Places, Stops, merge_all
from services.kernel.calendar import WorkCalendar
from services.kernel.period import Unit
from services.kernel.policy import Policy
from services.kernel.refusal import Refused
from services.kernel.rule import Direction, Roll

__all__ = ["NEVER", "Extensions", "Found", "Limits", "Stops", "dates", "day_numbers", "reckon_all"]

_BLOCK = 1 << 16  # so many limits at a time: what is half reckoned stays in the processor's cache
_EPOCH = np.datetime64("0001-01-01", "D")
_LONGEST = 9999 * 366  # what is longer leaves not only the calendar, but also the numbers of four bytes
_NAMED = 20  # so many limits a refusal names


class Extensions(NamedTuple):
    """Granted extensions, those of one limit in the order of their decisions: of which limit, how long, decided when."""

    of: Places
    length: Days
    decided_on: Days


NO_EXTENSIONS = Extensions(np.empty(0, np.intp), np.empty(0, np.int32), np.empty(0, np.int32))


@dataclass(frozen=True, slots=True)
class Limits:
    """What is to be counted, as `reckoning.Count` says it for one limit."""

    start: Days
    length: Days
    unit: Unit
    stops: Stops = NO_STOPS
    extensions: Extensions = NO_EXTENSIONS
    roll: Roll = Roll.NEXT_WORKING_DAY
    direction: Direction = Direction.AFTER


class Found(NamedTuple):
    """Unrolled ends and last days (`NEVER` while a limit stands still), how firm they are, and which extensions count.

    `outside`: limits that the calendar cannot answer; empty unless they were only to be marked.
    """

    nominal_on: Days
    due_on: Days
    provisional: npt.NDArray[np.bool_]
    may_change: npt.NDArray[np.bool_]
    granted: npt.NDArray[np.bool_]
    outside: Places


def reckon_all(limits: Limits, calendar: WorkCalendar, policy: Policy, *, mark_outside: bool = False) -> Found:
    """Find the last day of every limit; those outside the calendar are refused together, or marked if so wished."""
    _check(limits)
    look_up, spans = Lookup(calendar.tables), merge_all(limits.stops, policy)
    total = len(limits.start)
    nominal, due = np.empty(total, np.int32), np.empty(total, np.int32)
    outside = np.zeros(total, np.bool_)
    granted = np.zeros(len(limits.extensions.of), np.bool_)
    rounds = list(_extension_rounds(limits.extensions))
    for first in range(0, total, _BLOCK):
        last = min(first + _BLOCK, total)
        block = Block(look_up, limits.unit, limits.roll, policy, spans.block(first, last), outside[first:last])
        start, length = limits.start[first:last], limits.length[first:last]
        if rounds:
            start, length = start.copy(), length.copy()  # an extension moves them
        if limits.direction is Direction.BEFORE:
            nominal[first:last] = due[first:last] = block.latest_notice(start, length)
            continue
        ends = block.reckon(start, length)
        for chosen in rounds:
            mine = chosen[(limits.extensions.of[chosen] >= first) & (limits.extensions.of[chosen] < last)]
            if len(mine):
                of, longer, decided_on = limits.extensions
                granted[mine] = block.extend(ends, of[mine] - first, longer[mine], decided_on[mine])
        nominal[first:last], due[first:last] = ends.nominal, ends.due
    lost = np.flatnonzero(outside)
    if len(lost):
        if not mark_outside:
            raise _outside(lost)
        nominal[lost] = due[lost] = NEVER
    return Found(nominal, due, *_firmness(limits, nominal, due, calendar), granted, lost)


def day_numbers(days: npt.NDArray[np.datetime64]) -> Days:
    """The ordinals of an array of days; `NaT` becomes `NEVER`.

    >>> from datetime import date
    >>> day_numbers(np.array(["2026-10-12", "NaT"], dtype="M8[D]")).tolist() == [date(2026, 10, 12).toordinal(), 0]
    True
    """
    found = (days.astype("M8[D]") - _EPOCH).astype(np.int64) + 1
    return np.where(np.isnat(days), NEVER, found).astype(np.int32)


def dates(numbers: Days) -> npt.NDArray[np.datetime64]:
    """The days of an array of ordinals; `NEVER` becomes `NaT`.

    >>> from datetime import date
    >>> dates(np.array([date(2026, 10, 12).toordinal(), NEVER], dtype=np.int32)).tolist()
    [datetime.date(2026, 10, 12), None]
    """
    found = _EPOCH + (numbers.astype(np.int64) - 1)
    found[numbers == NEVER] = np.datetime64("NaT")
    return found


def _extension_rounds(extensions: Extensions) -> Iterator[Places]:
    """Where the first extension of every limit stands, then where the second ones stand, and so on."""
    if not len(extensions.of):
        return
    order = np.argsort(extensions.of, kind="stable")
    sorted_of = extensions.of[order]
    rank = np.arange(len(order)) - np.searchsorted(sorted_of, sorted_of)
    for turn in range(int(rank.max()) + 1):
        yield order[rank == turn]


def _firmness(
    limits: Limits, nominal: Days, due: Days, calendar: WorkCalendar
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Whether a last day rests on days without a notice, and whether a notice to come can move it."""
    if limits.direction is Direction.AFTER and limits.roll is Roll.NONE and limits.unit is not Unit.WORKING_DAY:
        none = np.zeros(len(due), np.bool_)
        return none, none.copy()
    last = limits.start if limits.direction is Direction.BEFORE else due
    standing = last == NEVER
    if standing.any():
        last = np.where(standing, nominal, last)
        standing = last == NEVER
    provisional = last > calendar.final_until.toordinal()
    may_change = last > calendar.firm_until.toordinal()
    if last.min(initial=calendar.tables.first) < calendar.tables.first:
        early = (last < calendar.tables.first) & ~standing
        provisional |= early
        may_change |= early
    return provisional, may_change


def _check(limits: Limits) -> None:
    if limits.unit is Unit.HOUR:
        raise Refused("clock.hours", "以小时计算的期间不按日推算。", cite="民法典 第二百零一条")
    if limits.direction is Direction.BEFORE and limits.unit in (Unit.MONTH, Unit.YEAR):
        raise Refused("clock.unit_before", "以月、年计算的期限无法倒算。")
    if len(limits.start) != len(limits.length):
        raise ValueError("there are not as many lengths as starts")
    for lengths in (limits.length, limits.extensions.length):
        if lengths.min(initial=1) < 1:
            raise ValueError("a length below one is no period")
        if lengths.max(initial=1) > _LONGEST:
            raise ValueError("a length beyond all years is a slip")
    stops = limits.stops
    if min(limits.start.min(initial=1), stops.from_on.min(initial=1)) < 1:
        raise ValueError("a start is no day")
    if ((stops.until_on != NEVER) & (stops.until_on < stops.from_on)).any():
        raise ValueError("a suspension ends before it begins")


def _outside(lost: Places) -> Refused:
    named = "、".join(map(str, lost[:_NAMED])) + ("等" if len(lost) > _NAMED else "")
    text = f"有{len(lost)}个期限超出工作日历，无法推算（序号{named}），请人工核对相应年份的放假通知。"
    return Refused("calendar.outside", text, cite="民事诉讼法 第八十五条")
