"""One decision as it is shown, its copy as a file, and what stays when it was withdrawn."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote
from uuid import UUID

from services.chassis import files
from services.chassis.db import HouseSession
from services.kernel.refusal import Refused

from .. import store
from ..domain import GROUNDS, State
from ..events import Ground
from ..store import PublishedDecision


@dataclass(frozen=True, slots=True)
class Sheet:
    """A decision that everybody may read."""

    id: UUID
    case_number: str
    decision_number: str
    title: str
    decided_on: date
    outcome: str
    subject: str
    respondent: str
    articles: tuple[str, ...]
    html: str
    sha256_pdf: str
    original_sha256: str
    verification_code: str
    published_on: date


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is said of a decision that was withdrawn: when and why, and not a word of it."""

    id: UUID
    decision_number: str
    published_on: date
    withdrawn_on: date
    ground: str


@dataclass(frozen=True, slots=True)
class CopyFile:
    """The copy as a file, named by the decision's number alone."""

    content: bytes
    sha256: str
    disposition: str


def sheet_of(session: HouseSession, decision_id: UUID) -> Sheet | Tombstone:
    """The decision, or what is left of it."""
    row = store.row_of(session, decision_id)
    if row is None:
        raise Refused("missing.decision", "没有这份公开的决定书。请核对网址，或者从公开列表中查找。")
    return tombstone_of(row) or _sheet(row)


def tombstone_of(row: PublishedDecision) -> Tombstone | None:
    """What is left of a withdrawn decision; nothing for one that stands."""
    if row.state == State.PUBLISHED.value or row.withdrawn_on is None or row.ground is None:
        return None
    return Tombstone(row.id, row.decision_number, row.published_on, row.withdrawn_on, GROUNDS[Ground(row.ground)])


def copy_of(sheet: Sheet) -> CopyFile:
    """The bytes that were released, checked against their hash."""
    named = f"inline; filename=\"decision.pdf\"; filename*=UTF-8''{quote(sheet.decision_number)}.pdf"
    return CopyFile(files.read(sheet.sha256_pdf), sheet.sha256_pdf, named)


def _sheet(row: PublishedDecision) -> Sheet:
    return Sheet(
        id=row.id,
        case_number=row.number,
        decision_number=row.decision_number,
        title=row.title,
        decided_on=row.decided_on,
        outcome=row.outcome,
        subject=row.subject,
        respondent=row.respondent,
        articles=row.articles,
        html=row.html,
        sha256_pdf=row.sha256_pdf,
        original_sha256=row.original_sha256,
        verification_code=row.verification_code,
        published_on=row.published_on,
    )
