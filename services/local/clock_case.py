"""The lines of a file of limits with answers somebody else found: one model a kind, closed to keys nobody declared."""

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

from services.kernel.served import Proof

Days = Mapping[date, Literal["work", "off"]]
MOST = 100_000  # beyond it every count leaves the years that a date can name
UnitWord = Literal["workday", "day", "month", "year"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Span(_Part):
    """A suspension, half-open; without an end it is still open."""

    from_on: date = Field(alias="from")
    to_on: date | None = Field(alias="to")


class Longer(_Part):
    """A granted extension."""

    length: int = Field(gt=0, le=MOST)
    unit: UnitWord
    decided_on: date


class Step(_Part):
    """One limit of a chain; it starts where the one before it ended."""

    length: int = Field(gt=0, le=MOST)
    unit: UnitWord


class Filed(_Part):
    """How something was filed, by which it is in time or late."""

    channel: Literal["mail", "online", "counter"]
    postmark: date | None = None
    delivered_on: date | None = None
    submitted_at: AwareDatetime | None = None
    closing: time | None = None
    after_business_close_counter: bool = False


class _Line(_Part):
    id: str
    family: str = ""
    description: str = ""
    clause: str = ""
    confidence: Literal["high", "medium", "low"] | None = None
    note: str = ""
    calendar_years: tuple[int, ...] = ()
    calendar_override: Days = Field(default_factory=dict)
    suspensions: tuple[Span, ...] = ()
    extensions: tuple[Longer, ...] = ()
    roll: Literal["next_workday", "none"] | None = None


class _Limit(_Line):
    start: date
    length: int = Field(gt=0, le=MOST)
    unit: UnitWord
    expected_nominal: date | None = None
    expected_due: date | None = None
    expected_due_if_weekends_only: date | None = None
    expected_provisional: bool | None = None


class DueCase(_Limit):
    """A last day, with suspensions and extensions."""

    kind: Literal["due"]
    expected_extension_valid: tuple[bool, ...] = ()


class ServiceCase(_Limit):
    """A last day counted from the day of service, which the mode of service gives."""

    kind: Literal["service"]
    service: Proof
    expected_start: date


class TimelyCase(_Limit):
    """Whether a filing came in time."""

    kind: Literal["timely"]
    filing: Filed
    expected_timely: bool


class RecalculationCase(_Limit):
    """The same limit before and after a notice changed days."""

    kind: Literal["recalculation"]
    calendar_before: Days
    expected_due_before: date
    expected_changed: bool


class CorrectionCase(_Limit):
    """The same limit from the day first recorded and from the corrected one."""

    kind: Literal["correction"]
    recorded_start: date
    expected_due_before: date


class ChainCase(_Limit):
    """Limits that follow each other."""

    kind: Literal["chain"]
    steps: tuple[Step, ...]
    expected_steps: tuple[date, ...]


class BackwardCase(_Limit):
    """The latest day for something owed so many days before an event."""

    kind: Literal["backward"]
    mode: Literal["clear", "counted"]


class BetweenCase(_Line):
    """Working days between two days, the first left out."""

    kind: Literal["workdays_between"]
    start: date
    to: date
    length: None = None
    unit: UnitWord | None = None
    expected_due: None = None
    expected_count: int


class HoursCase(_Line):
    """A period of hours."""

    kind: Literal["hours"]
    start: AwareDatetime
    length: int = Field(gt=0, le=MOST)
    unit: Literal["hour"]
    hour_rule: Literal["exact", "next_hour"]
    expected_due: AwareDatetime


class LocalDateCase(_Line):
    """The legal day of an instant."""

    kind: Literal["localdate"]
    instant: AwareDatetime
    start: date
    length: None = None
    unit: None = None
    expected_due: None = None
    expected_local_date: date


LimitCase = DueCase | ServiceCase | TimelyCase | RecalculationCase | CorrectionCase | ChainCase | BackwardCase
Case = LimitCase | BetweenCase | HoursCase | LocalDateCase
CASE: TypeAdapter[Case] = TypeAdapter(Annotated[Case, Field(discriminator="kind")])
