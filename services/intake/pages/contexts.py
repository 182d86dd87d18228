"""What the desk's pages are given: one frozen context for each template."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from services.chassis.due import Due
from services.kernel.organs import Centre, Organ
from services.kernel.refusal import Fault
from services.kernel.routing import RouteLimit
from services.kernel.routing_sheet import BlockLines
from services.kernel.routing_table import Input

from ..parts import Dispute, Issued, Party, Unit
from ..views import Board, Entry, Likeness, Line, OverrideLine, Status
from .form import FilingForm

Options = tuple[tuple[str, str], ...]
ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx"


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
class Choices:
    """What the lists of the filing form offer."""

    kinds: Options
    relations: Options
    agents: Options
    authorities: Options
    inputs: dict[str, Input]
    organs: Options
    places: Options


@dataclass(frozen=True)
class Asked:
    """A question of the guided filing."""

    name: str
    kind: str
    question: str
    why: str
    answers: Options


@dataclass(frozen=True)
class Hint:
    """What the story suggests, with the words that say so."""

    question: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class UnitGuide:
    """One claim unit of the guided filing."""

    row: int
    hints: tuple[Hint, ...]
    ask: tuple[Asked, ...]
    known: tuple[Asked, ...]


@dataclass(frozen=True)
class FilingPage:
    """The filing form, empty, with its faults, or with what may be the same dispute."""

    template: ClassVar[str] = "intake/filing.html"
    form: FilingForm
    choices: Choices
    entries: Options
    partners: Options
    duplicates: tuple[Likeness, ...]
    guide: tuple[UnitGuide, ...]


@dataclass(frozen=True)
class OnlinePage:
    """The filing form for everybody: what is filed cannot be read back here."""

    template: ClassVar[str] = "intake/online.html"
    form: FilingForm
    choices: Choices
    centre: Centre


@dataclass(frozen=True)
class StatusPage:
    """How far a dispute is, for whoever holds its number and its code; no word of anybody."""

    template: ClassVar[str] = "intake/status.html"
    number: str
    code: str
    status: Status | None
    is_wrong: bool
    added: int
    faults: tuple[Fault, ...]
    centre: Centre


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
    asked: Options
    missing: tuple[str, ...]


@dataclass(frozen=True)
class PaperLine:
    """A paper that the dispute calls for, or that went out once; `issued` is the one that stands."""

    key: str
    title: str
    position: int | None
    issued: Issued | None
    may_issue: bool


@dataclass(frozen=True)
class IssuedPage:
    """A paper of the desk on the screen."""

    template: ClassVar[str] = "intake/issued.html"
    dispute_id: UUID
    dispute_number: str
    paper: Issued
    html: str


@dataclass(frozen=True)
class ReceiptPage:
    """登记回执 and 权利告知: what the person takes home."""

    template: ClassVar[str] = "intake/receipt.html"
    dispute: Dispute
    cards: tuple[UnitCard, ...]
    centre: Centre
    entry: str
    clerk: str
    code: str
    qr: str
    issued: tuple[PaperLine, ...]
    may_issue: bool


@dataclass(frozen=True)
class PersonLine:
    """One person of the dispute, in words."""

    name: str
    role: str
    detail: str
    phone: str


@dataclass(frozen=True)
class DisputePage:
    """The one view of a dispute."""

    template: ClassVar[str] = "intake/dispute.html"
    dispute: Dispute
    party: Party
    persons: tuple[PersonLine, ...]
    cards: tuple[UnitCard, ...]
    entries: tuple[Entry, ...]
    linked: tuple[Likeness, ...]
    entry: str
    kind: str
    may_route: bool
    may_add: bool
    issued: tuple[PaperLine, ...]
    may_issue: bool
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class ReroutePage:
    """One unit before the duty lawyer: its answers, editable, and the word that stands against the tables."""

    template: ClassVar[str] = "intake/reroute.html"
    dispute: Dispute
    card: UnitCard
    form: FilingForm
    questions: tuple[Input, ...]
    days: Options
    organs: Options
    places: Options


@dataclass(frozen=True)
class OverridesPage:
    """What persons decided against the tables, for review."""

    template: ClassVar[str] = "intake/overrides.html"
    lines: tuple[OverrideLine, ...]
    may_review: bool


@dataclass(frozen=True)
class RulesPage:
    """The decision tables as tables."""

    template: ClassVar[str] = "intake/rules.html"
    blocks: tuple[BlockLines, ...]
    version: str
