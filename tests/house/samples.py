"""Sample values for any type of the house, so that every page can be rendered with its own context and no database.

Each `turn` is another sample: other members of choices, booleans the other way, optional values there or missing, lists
with one entry or none. What cannot be made from its type alone stands in `BY_TYPE`, or in the test's own choices.
"""

import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from markupsafe import Markup
from pydantic import BaseModel

from services.kernel.clocks import Clocks
from services.kernel.deadline import Deadline
from services.kernel.facts import ClockFacts
from services.kernel.law import the_law

TURNS = 6
DEEPEST = 12
DAY = date(2026, 10, 12)
PLAIN: Mapping[type, object] = {
    str: "样本",
    int: 3,
    float: 1.5,
    bytes: b"sample",
    date: DAY,
    datetime: datetime(2026, 10, 12, 2, tzinfo=UTC),
    time: time(9, 30),
    timedelta: timedelta(hours=1),
    Decimal: Decimal("100.00"),
    UUID: UUID(int=7),
    Path: Path("sample"),
    object: "样本",
}
BY_TYPE: Mapping[type, Callable[[int], object]] = {
    Deadline: lambda _turn: the_law().reckon("arl.review", DAY),
    ClockFacts: lambda _turn: ClockFacts(key="arl.review", rule="arl.review", started_on=DAY, law_on=DAY),
    Clocks: lambda _turn: Clocks().start("arl.review", DAY),
    Markup: lambda _turn: Markup("<p>样本</p>"),
}
Choices = Mapping[tuple[str, str], Sequence[object]]


class Table(dict[object, object]):
    """A mapping that knows every key: which keys go together is the page's business, not the sample's."""

    def __init__(self, told: Mapping[object, object], value: object) -> None:
        super().__init__(told)
        self._value = value

    def __missing__(self, _key: object) -> object:
        return self._value

    def get(self, _key: object, _default: object = None) -> object:
        return self._value


class UnknownType(TypeError):  # noqa: N818 - a gap in the samples, not an error of the house
    """A type nobody told how to make: name it in `BY_TYPE`, or its field among the choices."""


def sample(wanted: Any, turn: int, choices: Choices) -> Any:
    """A value of the type."""
    return Sampler(turn, choices).of(wanted, 0)


@dataclass(frozen=True)
class Sampler:
    """One turn; `depth` ends types that contain themselves."""

    turn: int
    choices: Choices

    def of(self, wanted: Any, depth: int) -> Any:
        origin, inner = get_origin(wanted), get_args(wanted)
        if origin is Annotated:
            return self.of(inner[0], depth)
        if wanted in {None, types.NoneType}:
            return None
        if wanted is bool:
            return self.turn % 2 == 0
        if origin in {Union, types.UnionType}:
            return self._one_of(inner, depth)
        if origin is Literal:
            return inner[self.turn % len(inner)]
        return self._instance(wanted, depth) if origin is None else self._collection(origin, inner, depth + 1)

    def _one_of(self, members: tuple[Any, ...], depth: int) -> Any:
        present = [member for member in members if member is not types.NoneType]
        if len(present) < len(members) and (self.turn % 3 == 2 or depth > DEEPEST):
            return None
        return self.of(present[self.turn % len(present)], depth)

    def _collection(self, origin: Any, inner: tuple[Any, ...], depth: int) -> Any:
        if issubclass(origin, Callable):  # type: ignore[arg-type]
            return lambda *_given, **_named: PLAIN[str]
        is_empty = self.turn % 4 == 3 or depth > DEEPEST
        if issubclass(origin, Mapping):
            key, value = (self.of(one, depth) for one in inner)
            return Table({} if is_empty else {key: value}, value)
        if origin is tuple and inner[-1] is not Ellipsis:
            return tuple(self.of(one, depth) for one in inner)
        if issubclass(origin, Iterable):
            made = [] if is_empty else [self.of(inner[0], depth)]
            return frozenset(made) if issubclass(origin, frozenset) else tuple(made)
        return self._instance(origin, depth)

    def _instance(self, wanted: Any, depth: int) -> Any:
        if wanted in BY_TYPE:
            return BY_TYPE[wanted](self.turn)
        if wanted in PLAIN:
            return PLAIN[wanted]
        if issubclass(wanted, Enum):
            return list(wanted)[self.turn % len(wanted)]
        if issubclass(wanted, BaseModel):
            hints = {name: field.annotation for name, field in wanted.model_fields.items()}
            return wanted.model_construct(**{name: self._field(wanted, name, hints[name], depth) for name in hints})
        if isinstance(wanted, type) and is_dataclass(wanted):
            hints = get_type_hints(wanted, include_extras=True)
            given = [one.name for one in fields(wanted) if one.init]
            return wanted(**{name: self._field(wanted, name, hints[name], depth) for name in given})
        raise UnknownType(repr(wanted))

    def _field(self, owner: type, name: str, wanted: Any, depth: int) -> Any:
        told = self.choices.get((owner.__name__, name)) or (self.choices.get(("", name)) if wanted is str else None)
        if told is not None:
            return told[self.turn % len(told)]
        try:
            return self.of(wanted, depth + 1)
        except UnknownType as missing:
            raise UnknownType(f"{owner.__name__}.{name}: {missing}") from missing
