"""A block of limits, reckoned by look-ups in the tables of the calendar: each function is one of kernel/reckoning."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from services.kernel.bulk_months import months_after_all
from services.kernel.bulk_spans import NEVER, NO_SPANS, OPEN, Days, Places, Spans
from services.kernel.calendar import Tables
from services.kernel.period import Unit
from services.kernel.policy import Policy
from services.kernel.rule import Roll

Mask = npt.NDArray[np.bool_]
_LAST_DATE = date.max.toordinal()


class Lookup:
    """The tables of the calendar where they lie, read by numpy without a copy and never written."""

    def __init__(self, tables: Tables) -> None:
        self.first = tables.first
        self.before, self.following, self.nth = (
            np.frombuffer(memoryview(table).toreadonly(), dtype=np.int32) for table in tables[1:]
        )


@dataclass(slots=True)
class Ends:
    """What is found so far; an extension lengthens the period from its origin or starts one of its own."""

    origin: Days
    length: Days
    nominal: Days
    due: Days


@dataclass(frozen=True, slots=True)
class Block:
    """Limits of one unit, with their suspensions; whoever leaves the calendar is marked in `outside`."""

    look_up: Lookup
    unit: Unit
    roll: Roll
    policy: Policy
    spans: Spans
    outside: Mask

    def reckon(self, start: Days, length: Days) -> Ends:
        """Ends and last days before any extension: of all as if undisturbed, then of those that were stopped."""
        nominal = self._end(start, length, NO_SPANS, None)
        ends = Ends(start, length, nominal, self._rolled(nominal, NO_SPANS, None))
        who, spans = self.spans.alone()
        if len(who):
            self.outside[who] = False
            ends.nominal[who] = stopped = self._end(start[who], length[who], spans, who)
            ends.due[who] = self._rolled(stopped, spans, who)
        return ends

    def extend(self, ends: Ends, of: Places, longer: Days, decided_on: Days) -> Mask:
        """Lengthen these limits, each once; say which extensions were decided in time (行政复议法 第六十二条)."""
        due = ends.due[of]
        in_time: Mask = (due == NEVER) | (decided_on <= due)
        who, longer, due = of[in_time], longer[in_time], due[in_time]
        anew = (due != NEVER) & (self.policy.extension_from == "rolled")
        ends.origin[who] = np.where(anew, due, ends.origin[who])
        ends.length[who] = np.where(anew, longer, ends.length[who] + longer)
        spans = self.spans.of_these(who, len(ends.due))
        ends.nominal[who] = nominal = self._end(ends.origin[who], ends.length[who], spans, who)
        ends.due[who] = self._rolled(nominal, spans, who)
        return in_time

    def latest_notice(self, event: Days, length: Days) -> Days:
        """The last days for what is owed so many days before an event."""
        back = length + np.int32(self.policy.notice_days == "clear")
        if self.unit is Unit.WORKING_DAY:
            return self._nth(self.look_up.before.take(self._places(event, None)) - back, None)
        nominal = event - back
        place = self._places(nominal, None)
        resting = np.flatnonzero(self.look_up.before[place + 1] == self.look_up.before[place])
        nominal[resting] = self._nth(self.look_up.before[place[resting]] - np.int32(1), resting)
        return nominal

    def _end(self, start: Days, length: Days, spans: Spans, who: Places | None) -> Days:
        if self.unit is Unit.WORKING_DAY:
            return self._working_days_later(start, length, spans, who)
        if self.unit is Unit.DAY:
            return self._days_later(start, length, spans, who)
        months = length if self.unit is Unit.MONTH else length * np.int32(12)
        ends = months_after_all(start, months, last_to_last=self.policy.corresponding_day == "month_end")
        return self._days_later(start, self._dates(ends, who) - start, spans, who)

    def _days_later(self, start: Days, left: Days, spans: Spans, who: Places | None) -> Days:
        if not len(spans.of):
            return self._dates(start + left, who)
        done, left, standing = start.copy(), left.copy(), np.zeros(len(start), np.bool_)
        for at, begin, until, _ in spans.rounds():
            here, still = done[at], left[at]
            room = begin - here - np.int32(1)
            met, is_open = still > room, until == OPEN
            left[at] = np.where(met, still - np.maximum(room, 0), still)
            done[at] = np.where(met & ~is_open, np.maximum(here, until - np.int32(1)), here)
            standing[at] = met & is_open
        return self._dates(np.where(standing, np.int32(NEVER), done + left), who)

    def _working_days_later(self, start: Days, left: Days, spans: Spans, who: Places | None) -> Days:
        if not len(spans.of):
            return self._nth(self._upto(start, who) + (left - np.int32(1)), who)
        done, left = start.copy(), left.copy()
        standing, running = np.zeros(len(start), np.bool_), np.ones(len(start), np.bool_)
        for at, begin, until, _ in spans.rounds():
            here, still, known = done[at], left[at], at if who is None else who[at]
            asked = running[at]
            ahead = (begin > here) & asked
            room = self._upto(begin - np.int32(1), known, ahead) - self._upto(here, known, ahead)
            room[~ahead] = 0
            met, is_open = (still > room) & asked, until == OPEN
            left[at] = np.where(met, still - room, still)
            done[at] = np.where(met & ~is_open, np.maximum(here, until - np.int32(1)), here)
            running[at], standing[at] = met & ~is_open, met & is_open
        found = self._nth(self._upto(done, who, ~standing) + (left - np.int32(1)), who, ~standing)
        found[standing] = NEVER
        return found

    def _rolled(self, nominal: Days, spans: Spans, who: Places | None) -> Days:
        if self.roll is Roll.NONE or self.unit is Unit.WORKING_DAY:
            return nominal.copy()
        before_all = nominal < self.look_up.first  # and those that stand still
        if not before_all.any():
            due = self._following(nominal, who)
        else:
            due = nominal.copy()
            asked = np.flatnonzero(~before_all)
            due[asked] = self._following(nominal[asked], asked if who is None else who[asked])
        if self.policy.suspension_holds_roll:
            for at, begin, until, _ in spans.rounds():
                held = (nominal[at] < begin) & (begin <= due[at]) & ~before_all[at]
                for_good = at[held & (until == OPEN)]
                due[for_good] = NEVER
                held &= until != OPEN
                chosen = at[held]
                later = self._following(until[held], chosen if who is None else who[chosen])
                due[chosen] = np.maximum(due[chosen], later)
        return due

    def _following(self, days: Days, who: Places | None) -> Days:
        return self.look_up.following.take(self._places(days, who))

    def _upto(self, days: Days, who: Places | None, asked: Mask | None = None) -> Days:
        """Working days of the calendar up to and including these days, of which only some may be asked for."""
        return self.look_up.before.take(self._places(days, who, asked) + 1)

    def _nth(self, rank: Days, who: Places | None, asked: Mask | None = None) -> Days:
        most = len(self.look_up.nth)
        if len(rank) and (rank.min() < 0 or rank.max() >= most):
            self._mark((rank < 0) | (rank >= most), who, asked)
        return self.look_up.nth.take(rank, mode="clip")

    def _places(self, days: Days, who: Places | None, asked: Mask | None = None) -> Places:
        place = days.astype(np.intp)
        place -= self.look_up.first
        most = len(self.look_up.following)
        if len(place) and (place.min() < 0 or place.max() >= most):
            self._mark((place < 0) | (place >= most), who, asked)
            np.clip(place, 0, most - 1, out=place)
        return place

    def _dates(self, days: Days, who: Places | None) -> Days:
        if len(days) and (days.max() > _LAST_DATE or days.min() < NEVER):
            self._mark((days > _LAST_DATE) | (days < NEVER), who)
        return days

    def _mark(self, bad: Mask, who: Places | None, asked: Mask | None = None) -> None:
        if asked is not None:
            bad &= asked
        self.outside[bad if who is None else who[bad]] = True
