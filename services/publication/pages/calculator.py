"""The calculator of limits for everybody (面向公众的期限计算器): a form, an address that can be passed on, no script."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from services.chassis.access import public
from services.chassis.i18n import language_of
from services.chassis.law_in_use import law_in_use
from services.chassis.pages import page
from services.kernel.period import Unit
from services.kernel.principal import Principal
from services.kernel.refusal import Fault, Refused
from services.kernel.rulebook import Ground
from services.kernel.what_if import Typed, TypedExtension, TypedStop

from ..views.asking import OFTEN, Asked, Text, days_in, query_of
from ..views.calculator import CHANNELS, NOTICE, Choice, Shown, answer_of, choices
from .headers import HEADERS, HIDDEN

router = APIRouter(prefix="/public")
PATH = "/public/deadline"
STOPS, EXTENSIONS = 3, 2
UNITS = (
    (Unit.DAY.value, "日"),
    (Unit.WORKING_DAY.value, "个工作日"),
    (Unit.MONTH.value, "个月"),
    (Unit.YEAR.value, "年"),
    (Unit.HOUR.value, "小时"),
)

Anybody = Annotated[Principal, public()]


@dataclass(frozen=True)
class CalculatorPage:
    """The form with what was typed, the limits to choose from, and the answer or every fault.

    `found` are the limits that the finder leaves, `groups` the same by channel; `chosen` stays among them.
    """

    template: ClassVar[str] = "publication/calculator.html"
    typed: Typed
    words: str
    channel: str
    channels: Mapping[str, str]
    found: tuple[Choice, ...]
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    grounds: tuple[Ground, ...]
    units: tuple[tuple[str, str], ...]
    shown: Shown | None
    faults: tuple[Fault, ...]
    query: str
    is_narrowed: bool
    wrong: frozenset[str]
    dates: frozenset[str]
    has_stops: bool
    has_extensions: bool
    notice: str = NOTICE


@router.get("/deadline")
def calculator(
    request: Request,
    _: Anybody,
    typed: Asked,
    q: Text = "",
    channel: Text = "",
    go: Text = "",
) -> HTMLResponse:
    """The form; with a limit and a day, or sent by its button, the answer or every fault."""
    OFTEN.require(request)
    shown, faults = None, tuple[Fault, ...]()
    if go or (typed.rule and typed.start):
        try:
            shown = answer_of(typed, law_in_use(), language_of(request))
        except Refused as refusal:
            faults = refusal.faults
    return _page(request, typed, q, channel, shown, faults)


def _page(
    request: Request, typed: Typed, words: str, channel: str, shown: Shown | None, faults: Sequence[Fault]
) -> HTMLResponse:
    law, known = law_in_use(), channel if channel in CHANNELS else ""
    found = choices(law, channel=known, words=words)
    everything = {choice.id: choice for choice in choices(law)}
    chosen = everything.get(typed.rule)
    listed = found if chosen is None or chosen in found else (chosen, *found)
    versions = law.rulebook.rules.get(typed.rule)
    context = CalculatorPage(
        typed=_with_room(typed),
        words=words,
        channel=known,
        channels=CHANNELS,
        found=found,
        groups=tuple((title, tuple(one for one in listed if one.channel == name)) for name, title in CHANNELS.items()),
        grounds=tuple(law.rulebook.grounds[name] for name in versions[-1].suspension_grounds) if versions else (),
        units=UNITS,
        shown=shown,
        faults=tuple(faults),
        query=query_of(typed),
        is_narrowed=bool(words or known),
        wrong=frozenset(fault.field for fault in faults if fault.field),
        dates=frozenset(filter(_is_date, days_in(typed))),
        has_stops=any(map(any, map(astuple, typed.stops))),
        has_extensions=any(map(any, map(astuple, typed.extensions))),
    )
    response = page(request, context, 422 if faults else 200)
    response.headers.update(HEADERS if not query_of(typed) else {**HEADERS, **HIDDEN})
    return response


def _is_date(text: str) -> bool:
    """Whether a browser's date field would show it; anything else is shown as text, or it would be lost."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _with_room(typed: Typed) -> Typed:
    """The same with empty lines for more, as the form shows them."""
    stops = (*typed.stops, *(TypedStop() for _ in range(STOPS - len(typed.stops))))
    extensions = (*typed.extensions, *(TypedExtension() for _ in range(EXTENSIONS - len(typed.extensions))))
    return replace(typed, stops=stops, extensions=extensions)
