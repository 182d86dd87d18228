"""The open decisions as open data: everything the list shows, for programs."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.chassis.db import HouseSession
from services.chassis.settings import settings

from .. import store
from ..store import PublishedDecision
from .shelf import PAGE, Question


class Record(BaseModel):
    """One open decision."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    case_number: str
    decision_number: str
    title: str
    decided_on: date
    published_on: date
    outcome: str
    subject: str
    respondent: str
    articles: tuple[str, ...]
    text: str
    sha256_pdf: str
    original_sha256: str
    verification_code: str
    url: str
    pdf_url: str


class Records(BaseModel):
    """A page of open decisions."""

    model_config = ConfigDict(frozen=True)

    total: int
    page: int
    page_size: int
    decisions: tuple[Record, ...]


def records(session: HouseSession, question: Question, page: int) -> Records:
    """The same search as the list; a page beyond the last is empty."""
    wanted = question.wanted
    rows = store.found(session, wanted, offset=(page - 1) * PAGE, limit=PAGE)
    total = store.count(session, wanted)
    return Records(total=total, page=page, page_size=PAGE, decisions=tuple(_record(row) for row in rows))


def _record(row: PublishedDecision) -> Record:
    url = f"{settings().public_url.rstrip('/')}/public/decisions/{row.id}"
    return Record(
        id=row.id,
        case_number=row.number,
        decision_number=row.decision_number,
        title=row.title,
        decided_on=row.decided_on,
        published_on=row.published_on,
        outcome=row.outcome,
        subject=row.subject,
        respondent=row.respondent,
        articles=row.articles,
        text=row.text,
        sha256_pdf=row.sha256_pdf,
        original_sha256=row.original_sha256,
        verification_code=row.verification_code,
        url=url,
        pdf_url=f"{url}.pdf",
    )
