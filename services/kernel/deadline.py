"""The answer of the clock engine: the last day, how firm it is, and every step that led there."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Annotated, NamedTuple, get_type_hints

from pydantic import AfterValidator, BaseModel, BeforeValidator, GetCoreSchemaHandler, WrapSerializer, create_model

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


class Step(NamedTuple):
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

    @classmethod
    def __get_pydantic_core_schema__(cls, _: object, handler: GetCoreSchemaHandler) -> object:
        return _by_name(cls, handler)


class Deadline(NamedTuple):
    """The last day of a limit. Without `due_on` the clock stands still; without `nominal_on` before its end was reached.

    `due_at` is the instant at which a limit of hours ends. `provisional` means a day was used for which no notice is
    published: say so wherever the date is shown.
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
    started_at: datetime | None = None
    due_at: datetime | None = None

    @property
    def provisional(self) -> bool:
        """Whether the date rests on days without a published notice."""
        return self.status is DayStatus.PROVISIONAL

    @property
    def may_change(self) -> bool:
        """Whether a notice still to come can move the date: provisional, or in the tail of the last published year."""
        return self.status is not DayStatus.FINAL

    @classmethod
    def __get_pydantic_core_schema__(cls, _: object, handler: GetCoreSchemaHandler) -> object:
        return _by_name(cls, handler)


# A trace is made of many steps for every answer, and the constructor of a named tuple takes twice as long as this.
step_of: Callable[[tuple[StepKind, date, date | None, int, str, str, str]], Step] = partial(tuple.__new__, Step)


def _by_name(kind: type[Step | Deadline], handler: GetCoreSchemaHandler) -> object:
    """Have an answer written in JSON as an object with its names; a named tuple would become a bare list."""
    fields = {name: (hint, kind._field_defaults.get(name, ...)) for name, hint in get_type_hints(kind).items()}
    model: type[BaseModel] = create_model(kind.__name__, __doc__=kind.__doc__, **fields)  # type: ignore[call-overload]  # fields by their names
    reading = BeforeValidator(lambda value: value._asdict() if isinstance(value, kind) else value)
    writing = WrapSerializer(lambda value, write: write(model.model_construct(**value._asdict())))
    return handler.generate_schema(
        Annotated[model, reading, AfterValidator(lambda found: kind(**dict(found))), writing]
    )
