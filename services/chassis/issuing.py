"""Issuing a paper (制发文书): numbered, set, sealed and kept; from here on it cannot change."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis import audit, files, render
from services.chassis.db import HouseSession
from services.chassis.district import next_document_number
from services.chassis.messages import DeliveryRequested, DocumentRef, Recipient
from services.chassis.settings import settings
from services.kernel.casefile import CaseFile
from services.kernel.document import Document
from services.kernel.matter import Party
from services.kernel.papers import IssuedPaper, Mode, NewDelivery
from services.kernel.principal import Principal
from services.kernel.refusal import Refused


@dataclass(frozen=True, slots=True)
class SealedPaper:
    """What sealing adds to the wording: number, hash and the code by which anyone may verify it."""

    number: str
    document: Document
    pdf_sha256: str
    verification: str


def seal_paper(session: HouseSession, series: str, year: int, write: Callable[[str], Document]) -> SealedPaper:
    """Give the next number of the series, set the paper and keep its sealed file."""
    number = next_document_number(session, series, year)
    document, code = write(number), secrets.token_urlsafe(9)
    sealed = render.seal(render.pdf(document, verify_url=f"{settings().public_url}/public/verify/{code}"))
    return SealedPaper(number, document, files.put(sealed.content), code)


def issued(sealed: SealedPaper, kind: str, dated_on: date) -> IssuedPaper:
    """The sealed paper as the file keeps it."""
    return IssuedPaper(
        kind=kind,
        title=sealed.document.title.text,
        number=sealed.number,
        dated_on=dated_on,
        document=sealed.document,
        pdf_sha256=sealed.pdf_sha256,
        verification=sealed.verification,
    )


def mode_for(party: Party | None) -> Mode:
    """Electronic only with recorded consent (民事诉讼法 第九十条)."""
    return "electronic" if party is not None and party.electronic_consent and party.email else "post"


def requested(
    case: CaseFile, paper: IssuedPaper, delivery: NewDelivery, recipient: Recipient, reply_to: str
) -> DeliveryRequested:
    """What the notify service needs to serve one paper on one recipient."""
    return DeliveryRequested(
        delivery_id=delivery.id,
        case_id=case.id,
        case_number=case.number,
        document=DocumentRef(
            kind=paper.kind,
            title=paper.title,
            number=paper.number,
            sha256=paper.pdf_sha256,
            filename=f"{paper.kind}-{paper.verification}.pdf",
        ),
        recipient=recipient,
        mode=delivery.mode,
        reply_to=reply_to,
    )


def to_party(party: Party, role: str) -> Recipient:
    """A party as the notify service addresses it."""
    return Recipient(key=party.ref, role=role, name=party.name, address=party.address or None, email=party.email)


def read_paper(
    session: HouseSession, papers: tuple[IssuedPaper, ...], sha256: str, principal: Principal, subject: tuple[str, UUID]
) -> bytes:
    """One sealed paper of a case; the reading is audited."""
    if sha256 not in {paper.pdf_sha256 for paper in papers}:
        raise Refused("missing.paper", "本案没有这份文书。")
    audit.record(session, principal, "read_paper", f"{subject[0]}:{subject[1]}", detail={"sha256": sha256})
    return files.read(sha256)
