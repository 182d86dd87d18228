"""What happened to one time limit: the facts a clock is computed from. No due date is stored here."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from services.kernel.period import Period
from services.kernel.refusal import Refused


class ClockState(StrEnum):
    """Where a limit stands."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    MET = "met"
    LAPSED = "lapsed"
    CLOSED = "closed"


LIVE = frozenset({ClockState.RUNNING, ClockState.SUSPENDED})


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Suspension(_Fact):
    """Days that do not count (中止): from the day of suspension up to, not including, the day of resumption.

    The half-open reading is the house's default; no provision says whether the day of 恢复 counts.
    """

    from_on: date
    until_on: date | None = None
    ground: str
    basis: str = ""

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.until_on is not None and self.until_on < self.from_on:
            raise ValueError("a suspension ends before it begins")
        return self


class Extension(_Fact):
    """A granted 延长, in the unit of the rule. Void when decided after the limit had expired."""

    length: int = Field(gt=0)
    decided_on: date
    basis: str = ""


class ClockFacts(_Fact):
    """One limit of one case: when it started, under which rule, and what stopped, moved or ended it.

    `law_on` is the legal date that chooses the rule's version; it stays when the start is corrected.
    `period` is set only where the rule leaves the length to a document (决定书写明的“一定期限”).
    `started_at` is the instant from which hours run; limits in days ask the day alone.
    """

    key: str
    rule: str
    started_on: date
    law_on: date
    period: Period | None = None
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[Extension, ...] = ()
    state: ClockState = ClockState.RUNNING
    ended_on: date | None = None
    started_at: AwareDatetime | None = None

    @property
    def is_live(self) -> bool:
        """Whether the limit still binds anyone: running, or suspended and to be resumed."""
        return self.state in LIVE

    def suspend(self, on: date, ground: str, basis: str = "") -> Self:
        """Stop the clock from this day on (行政复议法 第三十九条). `Law.check_suspension` says whether it may stop."""
        if self.state is ClockState.SUSPENDED:
            raise Refused("clock.already_suspended", "期限已在中止中，不能再次中止。", cite=self._cite())
        self._require_live()
        earliest = max((self.started_on, *(s.until_on for s in self.suspensions if s.until_on is not None)))
        if on < earliest:
            raise Refused("clock.suspended_too_early", f"中止日期不能早于{earliest}。", cite=self._cite(basis))
        stop = Suspension(from_on=on, ground=ground, basis=basis)
        return self.model_copy(update={"suspensions": (*self.suspensions, stop), "state": ClockState.SUSPENDED})

    def resume(self, on: date) -> Self:
        """Let the clock run again; this day counts (行政复议法 第三十九条第二款)."""
        if self.state is not ClockState.SUSPENDED:
            raise Refused("clock.not_suspended", "期限没有中止，无需恢复。", cite=self._cite())
        stop = self.suspensions[-1]
        if on < stop.from_on:
            raise Refused("clock.resumed_too_early", f"恢复日期{on}早于中止日期{stop.from_on}。", cite=self._cite())
        spans = (*self.suspensions[:-1], stop.model_copy(update={"until_on": on}))
        return self.model_copy(update={"suspensions": spans, "state": ClockState.RUNNING})

    def extend(self, length: int, decided_on: date, basis: str = "") -> Self:
        """Record a granted extension. Whether it may be granted at all is `Law.check_extension`'s question."""
        self._require_live()
        if length <= 0:
            raise Refused("clock.extension_too_short", "延长的期限必须大于零。", cite=self._cite(basis))
        if decided_on < self.started_on:
            raise Refused("clock.extended_too_early", "延长决定不能早于期限开始之日。", cite=self._cite(basis))
        granted = Extension(length=length, decided_on=decided_on, basis=basis)
        return self.model_copy(update={"extensions": (*self.extensions, granted)})

    def correct_start(self, started_on: date) -> Self:
        """Move day 0 after a corrected date of service. The version of the law stays the one first chosen."""
        if any(stop.until_on is not None and stop.until_on < started_on for stop in self.suspensions):
            text = f"更正后的起算日{started_on}晚于已记录的中止，请先更正中止记录。"
            raise Refused("clock.start_after_suspension", text, cite=self._cite())
        return self.model_copy(update={"started_on": started_on, "started_at": None})

    def reopen(self) -> Self:
        """Let a limit that ran out run again, because the day it was counted from was wrong; others stay ended."""
        if self.state is not ClockState.LAPSED:
            return self
        return self.model_copy(update={"state": ClockState.RUNNING, "ended_on": None})

    def meet(self, on: date) -> Self:
        """End the clock because the bound person did what was owed, in time or late."""
        return self._end(ClockState.MET, on)

    def lapse(self, on: date) -> Self:
        """End the clock because its last day passed (期限届满). A suspended clock cannot lapse."""
        if self.state is ClockState.SUSPENDED:
            raise Refused("clock.suspended_cannot_lapse", "期限正在中止，不会届满。", cite=self._cite())
        return self._end(ClockState.LAPSED, on)

    def close(self, on: date) -> Self:
        """End the clock because the case went another way and nobody is bound any more."""
        return self._end(ClockState.CLOSED, on)

    def _end(self, state: ClockState, on: date) -> Self:
        self._require_live()
        if on < self.started_on:
            raise Refused("clock.ended_too_early", f"期限自{self.started_on}起算，不能在{on}结束。", cite=self._cite())
        return self.model_copy(update={"state": state, "ended_on": on})

    def _require_live(self) -> None:
        if not self.is_live:
            raise Refused("clock.ended", f"该期限已于{self.ended_on}结束，不能再变动。", cite=self._cite())

    def _cite(self, basis: str = "") -> str:
        """The provision behind a refusal: that of the step, else of the last suspension, else the rule by its id."""
        return basis or next((stop.basis for stop in reversed(self.suspensions) if stop.basis), f"规则 {self.rule}")
