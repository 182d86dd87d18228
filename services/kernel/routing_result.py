"""The answer of the routing tables (分流结果) for one claim unit, as it is shown, printed and kept."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from services.kernel.routing_vocabulary import CHANNEL_TITLES, OUR_CHANNELS, RouteChannel
from services.kernel.rule import Confidence

LONG_STOPS = frozenset({"arl.bar_general", "arl.bar_real_property"})
PERSONS = frozenset({"applicant", "parties"})


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LimitKind(StrEnum):
    """How a limit stands on the day of routing."""

    RUNNING = "running"
    PASSED = "passed"
    NO_START = "no_start"


class RouteLimit(_Frozen):
    """A limit the person must be told. Without a start date there is no due date, and the paper says what is missing.

    Limits with a `reading` answer one question differently; the earliest that still runs is `advised`.
    """

    rule: str
    title: str
    cite: str
    bound: str
    since: str
    started_on: date | None
    due_on: date | None
    provisional: bool
    state: LimitKind
    explanation: tuple[str, ...] = ()
    advice: str | None = None
    reading: str | None = None
    advised: bool = False
    confidence: Confidence = Confidence.VERIFIED

    @property
    def is_the_persons(self) -> bool:
        """Whether it binds the person; a waiting period of an organ is nobody's limit here."""
        return self.bound in PERSONS


class RouteNotice(_Frozen):
    """One right that must be notified (权利告知)."""

    code: str
    text: str
    cite: tuple[str, ...] = ()
    confidence: Confidence = Confidence.VERIFIED


class DroppedNotice(_Frozen):
    """A right that would be told if one fact were unknown, and why it is not told now.

    `fact` is the input that is known, `without` the row that would match otherwise, `reason` the sentence
    of the row or duty that decided.
    """

    code: str
    fact: str
    without: str
    rule: str
    reason: str


class RouteFault(_Frozen):
    """Something that stands against admission, with its ground; the channel decides, the desk only warns."""

    code: str
    text: str
    cite: str | None = None


class RouteOption(_Frozen):
    """Another way the person may take: channel, office and sentence, in order of preference."""

    text: str
    channel: RouteChannel | None = None
    organ_id: str | None = None
    organ: str | None = None

    def __str__(self) -> str:
        return self.text


class Handover(_Frozen):
    """What happens when the channel fails: the next ways, the papers that go along, and what the file must hold."""

    text: str
    code: str = ""
    ways: tuple[RouteOption, ...] = ()
    papers: tuple[str, ...] = ()
    package: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


class TraceStep(_Frozen):
    """One row that was tried: matched, or the first fact on which it failed."""

    rule: str
    matched: bool
    failed_on: str | None = None


class RouteVersions(_Frozen):
    """What the answer was computed from, so that it can be computed again."""

    table: str
    rulebook: str
    calendar: str
    profile: str


def _sentence(value: object) -> object:
    """Routes kept before the ways had an office were kept as sentences."""
    return {"text": value} if isinstance(value, str) else value


class Route(_Frozen):
    """The answer for one claim unit. `preposed` is 复议前置, computed from the act and never from its name.

    `organ` is the first choice; `alternatives` follow in order of preference. `unverified` names the articles
    that nobody has read in the text. `rules` holds the row, and after it what held the unit for the lawyer.
    """

    channel: RouteChannel
    procedure: str
    organ_id: str | None
    organ: str
    preposed: bool = False
    rules: tuple[str, ...]
    title: str
    articles: tuple[str, ...]
    unverified: dict[str, Confidence] = {}
    reasons: tuple[str, ...]
    limits: tuple[RouteLimit, ...] = ()
    notices: tuple[RouteNotice, ...] = ()
    dropped: tuple[DroppedNotice, ...] = ()
    alternatives: tuple[Annotated[RouteOption, BeforeValidator(_sentence)], ...] = ()
    if_fails: Annotated[Handover | None, BeforeValidator(_sentence)] = None
    question: str | None = None
    faults: tuple[RouteFault, ...] = ()
    confidence: Confidence
    inputs: dict[str, tuple[str, ...]]
    trace: tuple[TraceStep, ...]
    versions: RouteVersions
    routed_on: date

    @property
    def channel_title(self) -> str:
        """The channel's Chinese name."""
        return CHANNEL_TITLES[self.channel]

    @property
    def next_limit(self) -> RouteLimit | None:
        """The person's limit to watch: the running one that ends first, else the one missed last, else a long stop."""
        mine = [one for one in self.limits if one.is_the_persons and one.due_on is not None]
        ordinary = [one for one in mine if one.rule not in LONG_STOPS]
        running = [one for one in ordinary if one.state is LimitKind.RUNNING]
        watched = running or ordinary[:1] or mine
        return min(watched, key=lambda one: one.due_on or date.max, default=None)

    @property
    def is_ours(self) -> bool:
        """Whether a service of the house takes the unit over."""
        return self.channel in OUR_CHANNELS
