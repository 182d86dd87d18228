"""What the desk's pages are given: one frozen context for each template."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from services.chassis.due import Due
from services.kernel.organs import Centre, Organ
from services.kernel.routing import RouteLimit
from services.kernel.routing_table import Block, Input, Inputs

from ..parts import Dispute, Party, Unit
from ..views import Board, Entry, Line
from .form import FilingForm

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class BoardPage:
    """The desk's day."""

    template: ClassVar[str] = "intake/board.html"
    today: date
    board: Board
    may_register: bool


@dataclass(frozen=True)
class SearchPage:
    """What a search found."""

    template: ClassVar[str] = "intake/search.html"
    asked: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class FilingPage:
    """The filing form, empty or with its faults."""

    template: ClassVar[str] = "intake/filing.html"
    form: FilingForm
    rows: tuple[int, ...]
    entries: Options
    kinds: Options
    inputs: dict[str, Input]
    organs: Options
    places: Options


@dataclass(frozen=True)
class LimitLine:
    """A limit with its badge; no badge where no date is known."""

    limit: RouteLimit
    due: Due | None


@dataclass(frozen=True)
class UnitCard:
    """A claim unit as the receipt and the one view show it."""

    unit: Unit
    tone: str
    state: str
    organ: Organ | None
    limits: tuple[LimitLine, ...]
    due: Due | None
    case_path: str | None
    body: str | None
    asked: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReceiptPage:
    """登记回执 and 权利告知: what the person takes home."""

    template: ClassVar[str] = "intake/receipt.html"
    dispute: Dispute
    cards: tuple[UnitCard, ...]
    centre: Centre
    entry: str
    clerk: str


@dataclass(frozen=True)
class DisputePage:
    """The one view of a dispute."""

    template: ClassVar[str] = "intake/dispute.html"
    dispute: Dispute
    party: Party
    cards: tuple[UnitCard, ...]
    entries: tuple[Entry, ...]
    entry: str
    kind: str
    may_route: bool


@dataclass(frozen=True)
class RulesPage:
    """The decision tables as tables."""

    template: ClassVar[str] = "intake/rules.html"
    blocks: tuple[Block, ...]
    inputs: Inputs
    version: str
