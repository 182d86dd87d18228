"""The answer of the clock engine: the last day, how firm it is, and every step that led there."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from services.kernel.calendar import DayStatus
from services.kernel.period import Period


class StepKind(StrEnum):
    """What a step of the trace says.

    COUNTED, NON_WORKING, SUSPENDED and ROLLED together cover every day after day 0 up to the due day, once each.
    """

    DAY_ZERO = "day_zero"
    COUNTED = "counted"
    NON_WORKING = "non_working"
    SUSPENDED = "suspended"
    EXTENDED = "extended"
    EXTENSION_VOID = "extension_void"
    ROLLED = "rolled"
    TAIL = "tail"
    PROVISIONAL = "provisional"
    UNKNOWN = "unknown"


COVERING = frozenset({StepKind.COUNTED, StepKind.NON_WORKING, StepKind.SUSPENDED, StepKind.ROLLED})


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class Step(_Answer):
    """One step: which days, how many, by what provision or notice.

    `note` names the holiday or the ground; `source` is the notice behind a holiday over which the end rolled.
    """

    kind: StepKind
    from_on: date
    to_on: date | None
    days: int
    basis: str
    note: str = ""
    source: str = ""


class Deadline(_Answer):
    """The last day of a limit. Without `due_on` the clock stands still; without `nominal_on` before its end was reached.

    `provisional` means a day was used for which no notice is published: say so wherever the date is shown.
    """

    rule: str
    cite: str
    period: Period
    started_on: date
    nominal_on: date | None
    due_on: date | None
    status: DayStatus
    calendar_version: str
    trace: tuple[Step, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether the date rests on days without a published notice."""
        return self.status is DayStatus.PROVISIONAL

    @property
    def may_change(self) -> bool:
        """Whether a notice still to come can move the date: provisional, or in the tail of the last published year."""
        return self.status is not DayStatus.FINAL
