"""All limits of one case, as one immutable value inside its state."""

from collections.abc import Iterator
from datetime import date

from pydantic.dataclasses import dataclass

from services.kernel.facts import ClockFacts
from services.kernel.period import Period
from services.kernel.refusal import Refused


@dataclass(frozen=True)
class Clocks:
    """The limits of a case by key. The key is the rule's id unless one rule runs twice side by side.

    >>> one = Clocks().start("arl.review", date(2026, 9, 29))
    >>> one.meet("arl.review", date(2026, 10, 9)).get("arl.review").state.value
    'met'
    """

    facts: tuple[ClockFacts, ...] = ()

    def __iter__(self) -> Iterator[ClockFacts]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def get(self, key: str) -> ClockFacts | None:
        """The limit with this key, ended ones included."""
        return next((clock for clock in self.facts if clock.key == key), None)

    def is_live(self, key: str) -> bool:
        """Whether a limit with this key exists and has not ended."""
        clock = self.get(key)
        return clock is not None and clock.is_live

    def live(self) -> tuple[ClockFacts, ...]:
        """The limits that still bind someone."""
        return tuple(clock for clock in self.facts if clock.is_live)

    def start(
        self,
        rule: str,
        on: date,
        *,
        key: str | None = None,
        law_on: date | None = None,
        period: Period | None = None,
    ) -> "Clocks":
        """Start a limit; `on` is day 0, never counted (民事诉讼法 第八十五条第二款). An ended one of the key is replaced."""
        name = key or rule
        if self.is_live(name):
            raise Refused("clock.started_twice", f"期限“{name}”已经开始，不能重复起算。", cite=f"规则 {rule}")
        fresh = ClockFacts(key=name, rule=rule, started_on=on, law_on=law_on or on, period=period)
        return Clocks((*(clock for clock in self.facts if clock.key != name), fresh))

    def suspend(self, key: str, on: date, ground: str, basis: str = "") -> "Clocks":
        """Stop one limit from this day on."""
        return self._replace(self._require(key).suspend(on, ground, basis))

    def resume(self, key: str, on: date) -> "Clocks":
        """Let one limit run again; this day counts."""
        return self._replace(self._require(key).resume(on))

    def extend(self, key: str, length: int, decided_on: date, basis: str = "") -> "Clocks":
        """Record a granted extension; `Law.check_extension` says whether it may be granted."""
        return self._replace(self._require(key).extend(length, decided_on, basis))

    def carry(self, key: str, rule: str, on: date) -> "Clocks":
        """Let a limit go on under another rule, from the same day 0 and with what moved it (转换程序); `on` ends the old.

        >>> two = Clocks().start("arl.summary", date(2026, 1, 12)).carry("arl.summary", "arl.ordinary", date(2026, 2, 5))
        >>> [(one.key, one.state.value, one.started_on.isoformat()) for one in two]
        [('arl.summary', 'closed', '2026-01-12'), ('arl.ordinary', 'running', '2026-01-12')]
        """
        old = self._require(key)
        kept = Clocks(tuple(clock for clock in self.facts if clock.key != rule))
        left = kept.close(key, on) if old.is_live else kept
        return Clocks((*left.facts, old.model_copy(update={"key": rule, "rule": rule})))

    def correct_start(self, key: str, started_on: date) -> "Clocks":
        """Move day 0 of one limit after a corrected date of service."""
        return self._replace(self._require(key).correct_start(started_on))

    def reopen(self, key: str) -> "Clocks":
        """Let one limit run again that ran out from a wrong day."""
        return self._replace(self._require(key).reopen())

    def meet(self, key: str, on: date) -> "Clocks":
        """End one limit: what it asked for was done."""
        return self._replace(self._require(key).meet(on))

    def lapse(self, key: str, on: date) -> "Clocks":
        """End one limit: its last day passed."""
        return self._replace(self._require(key).lapse(on))

    def close(self, key: str, on: date) -> "Clocks":
        """End one limit: it binds nobody any more."""
        return self._replace(self._require(key).close(on))

    def close_all(self, on: date, *, but: frozenset[str] = frozenset()) -> "Clocks":
        """End every limit that still runs, save the named ones."""
        return Clocks(tuple(c.close(on) if c.is_live and c.key not in but else c for c in self.facts))

    def _require(self, key: str) -> ClockFacts:
        clock = self.get(key)
        if clock is None:
            raise Refused("clock.unknown", f"本案没有“{key}”这一期限。", cite=f"规则 {key}")
        return clock

    def _replace(self, changed: ClockFacts) -> "Clocks":
        return Clocks(tuple(changed if clock.key == changed.key else clock for clock in self.facts))
