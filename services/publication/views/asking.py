"""What a reader typed into the calculator, from the address and back into it: the same names for page and interface."""

from itertools import zip_longest
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from services.chassis.rate_limit import Limit
from services.kernel.what_if import Typed, TypedExtension, TypedStop

MOST = 12  # suspensions or extensions in one address
OFTEN = Limit("calculator", attempts=120, seconds=60)


Text = Annotated[str, Query(max_length=200)]
Texts = Annotated[tuple[Annotated[str, Query(max_length=200)], ...], Query(max_length=MOST)]


def typed_of(  # noqa: PLR0913 - one argument for each name in the address
    *,
    rule: Annotated[str, Query(max_length=200, description="id of the limit", examples=["arl.review"])] = "",
    start: Annotated[str, Query(max_length=200, description="day 0, which never counts", examples=["2026-09-29"])] = "",
    time: Annotated[str, Query(max_length=200, description="hh:mm, for limits of hours")] = "",
    law_on: Annotated[str, Query(max_length=200, description="legal date that chooses the version, if not day 0")] = "",
    length: Annotated[str, Query(max_length=200, description="only where a document sets the length")] = "",
    unit: Annotated[str, Query(max_length=200, description="day, working_day, month, year or hour")] = "",
    suspend_from: Texts = (),
    suspend_until: Texts = (),
    suspend_ground: Texts = (),
    extend_length: Texts = (),
    extend_on: Texts = (),
) -> Typed:
    """Put together what belongs together: the n-th suspension is the n-th value of each of its names."""
    stops = zip_longest(suspend_from, suspend_until, suspend_ground, fillvalue="")
    extensions = zip_longest(extend_length, extend_on, fillvalue="")
    return Typed(
        rule=rule,
        start=start,
        time=time,
        law_on=law_on,
        length=length,
        unit=unit,
        stops=tuple(TypedStop(*stop) for stop in stops),
        extensions=tuple(TypedExtension(*extension) for extension in extensions),
    )


Asked = Annotated[Typed, Depends(typed_of)]


def query_of(typed: Typed) -> str:
    """The shortest address query that asks the same; it holds no personal data."""
    single = {
        "rule": typed.rule,
        "start": typed.start,
        "time": typed.time,
        "law_on": typed.law_on,
        "length": typed.length,
        "unit": typed.unit if typed.length else "",
    }
    pairs = [(name, value.strip()) for name, value in single.items() if value.strip()]
    for stop in typed.stops:
        if any(part.strip() for part in (stop.from_on, stop.until_on, stop.ground)):
            pairs += [("suspend_from", stop.from_on), ("suspend_until", stop.until_on), ("suspend_ground", stop.ground)]
    for extension in typed.extensions:
        if extension.length.strip() or extension.decided_on.strip():
            pairs += [("extend_length", extension.length), ("extend_on", extension.decided_on)]
    return urlencode(pairs)


def days_in(typed: Typed) -> tuple[str, ...]:
    """Everything typed where a date belongs."""
    stops = (day for stop in typed.stops for day in (stop.from_on, stop.until_on))
    return (typed.start, typed.law_on, *stops, *(longer.decided_on for longer in typed.extensions))
