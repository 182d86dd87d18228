"""Which papers a dispute calls for, and the way from the wish for one to its text."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from services.kernel.document import Document
from services.kernel.refusal import Refused
from services.kernel.routing_table import RouteChannel

from ..parts import Dispute, PaperKind, Unit, UnitState
from .frame import Frame
from .guidance import guidance
from .receipt import receipt
from .rights import rights_notice
from .transfer import transfer_note

WRITERS = {PaperKind.RIGHTS: rights_notice, PaperKind.TRANSFER: transfer_note, PaperKind.GUIDANCE: guidance}
SERIES = {
    PaperKind.RIGHTS: "rights_notice",
    PaperKind.TRANSFER: "transfer_note",
    PaperKind.GUIDANCE: "guidance",
}
ON_THE_WAY = frozenset({UnitState.WAITING, UnitState.OFFERED, UnitState.REFERRED})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper by its kind, and by its unit where it is of one."""

    kind: PaperKind
    unit_id: UUID | None = None

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.kind.value}:{self.unit_id or ''}"


def due_papers(dispute: Dispute) -> tuple[Wanted, ...]:
    """The receipt, then for each unit its notice of rights and the note to where it goes."""
    return (Wanted(PaperKind.RECEIPT), *(one for unit in dispute.units for one in _of_unit(unit)))


def is_due(dispute: Dispute, wanted: Wanted) -> bool:
    """Whether this dispute, as it stands, calls for that paper."""
    return wanted in due_papers(dispute)


def _of_unit(unit: Unit) -> Iterator[Wanted]:
    yield Wanted(PaperKind.RIGHTS, unit.id)
    if unit.route.channel is RouteChannel.ELSEWHERE:
        yield Wanted(PaperKind.GUIDANCE, unit.id)
    if unit.route.channel is not RouteChannel.LAWYER and unit.state in ON_THE_WAY:
        yield Wanted(PaperKind.TRANSFER, unit.id)


def series_of(kind: PaperKind) -> str | None:
    """The series that numbers the paper; a receipt bears the number of its dispute."""
    return SERIES.get(kind)


def write(dispute: Dispute, wanted: Wanted, frame: Frame) -> Document:
    """The text of the paper, or a refusal that names every fact it lacks."""
    if wanted.kind is PaperKind.RECEIPT:
        return receipt(dispute, frame)
    unit = dispute.unit(wanted.unit_id) if wanted.unit_id else None
    if unit is None:
        raise Refused("missing.unit", "没有这项请求，或者您无权查看。")
    return WRITERS[wanted.kind](dispute, unit, frame)
