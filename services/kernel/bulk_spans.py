"""The suspensions of many limits at once: merged, and handed out in rounds of at most one for each limit."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from services.kernel.policy import Policy

Days = npt.NDArray[np.int32]
Places = npt.NDArray[np.intp]
NEVER = 0  # no day at all: ordinals begin with 1
OPEN = np.int32(np.iinfo(np.int32).max)


class Stops(NamedTuple):
    """Suspensions in any order: of which limit, from which day, until which (the day of resumption; `NEVER`: open)."""

    of: Places
    from_on: Days
    until_on: Days


class Spans(NamedTuple):
    """Suspensions merged as kernel/reckoning does: by limit, in order of time, apart; `OPEN` for an open end.

    `turn`: the how-manieth span of its limit it is, from 0 on.
    """

    of: Places
    begin: Days
    until: Days
    turn: Places

    def block(self, first: int, last: int) -> "Spans":
        """Those of the limits from `first` up to, not including, `last`, numbered from the block's beginning."""
        a, b = np.searchsorted(self.of, (first, last))
        return Spans(self.of[a:b] - first, self.begin[a:b], self.until[a:b], self.turn[a:b])

    def of_these(self, who: Places, total: int) -> "Spans":
        """Those of some limits, numbered by their place among them."""
        place = np.full(total, -1, dtype=np.intp)
        place[who] = np.arange(len(who))
        at = place[self.of]
        kept = at >= 0
        return Spans(at[kept], self.begin[kept], self.until[kept], self.turn[kept])

    def alone(self) -> tuple[Places, "Spans"]:
        """The limits that have spans, and the spans numbered by their place among these."""
        is_first = self.turn == 0
        return self.of[is_first], self._replace(of=np.cumsum(is_first) - 1)

    def rounds(self) -> Iterator["Spans"]:
        """The first span of every limit that has one, then the second ones, and so on."""
        for turn in range(int(self.turn.max(initial=-1)) + 1):
            chosen = self.turn == turn
            yield self if chosen.all() else Spans(*(part[chosen] for part in self))


NO_STOPS = Stops(np.empty(0, np.intp), np.empty(0, np.int32), np.empty(0, np.int32))

NO_SPANS = Spans(*NO_STOPS, np.empty(0, np.intp))


def merge_all(stops: Stops, policy: Policy) -> Spans:
    """Join what overlaps or touches in each limit; stops that come in order of their limits need no sorting."""
    begin = stops.from_on + np.int32(policy.suspension_day_counts)
    until = np.where(stops.until_on == NEVER, OPEN, stops.until_on)
    if not policy.resumption_day_counts:
        until = np.where(until == OPEN, OPEN, until + np.int32(1))
    lasting = until > begin
    of = stops.of
    if not lasting.all():
        of, begin, until = of[lasting], begin[lasting], until[lasting]
    if (of[1:] > of[:-1]).all():
        return Spans(of, begin, until, np.zeros(len(of), np.intp))  # one for each limit at most
    order = np.lexsort((begin, of))
    return _joined(of[order], begin[order], until[order])


def _joined(of: Places, begin: Days, until: Days) -> Spans:
    # The number of the limit in the upper half of the word: the running latest end starts anew with every limit.
    high = of.astype(np.int64) << 32
    latest = np.maximum.accumulate(high | until)
    apart = np.ones(len(of), dtype=np.bool_)
    apart[1:] = (high[1:] | begin[1:]) > latest[:-1]
    ends = np.append(np.flatnonzero(apart)[1:] - 1, len(of) - 1)
    of, begin, until = of[apart], begin[apart], (latest[ends] & 0xFFFFFFFF).astype(np.int32)
    return Spans(of, begin, until, np.arange(len(of)) - np.searchsorted(of, of))
