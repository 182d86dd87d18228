"""Whether a paper in somebody's hand is the one that was sealed: by its code, and by the hash of its file."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.chassis.db import HouseSession

from .. import store
from ..store import PublishedDecision
from .sheet import Tombstone, tombstone_of

SHA256 = re.compile(r"[0-9a-f]{64}")


class Match(StrEnum):
    """What a pasted hash turned out to be."""

    ORIGINAL = "original"
    COPY = "copy"
    NEITHER = "neither"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class Verification:
    """The decision behind a code, whether it is still shown, and what a pasted hash belongs to."""

    id: UUID
    code: str
    decision_number: str
    decided_on: date
    published_on: date
    sha256_pdf: str
    original_sha256: str
    withdrawn: Tombstone | None
    match: Match | None


def verify(session: HouseSession, code: str, pasted: str) -> Verification | None:
    """Look a code up; an unknown one and an unpublished decision answer alike."""
    row = store.row_by_code(session, code) if code.isprintable() else None
    if row is None:
        return None
    return Verification(
        id=row.id,
        code=row.verification_code,
        decision_number=row.decision_number,
        decided_on=row.decided_on,
        published_on=row.published_on,
        sha256_pdf=row.sha256_pdf,
        original_sha256=row.original_sha256,
        withdrawn=tombstone_of(row),
        match=_match(row, pasted),
    )


def _match(row: PublishedDecision, pasted: str) -> Match | None:
    sha256 = "".join(pasted.split()).lower()
    if not sha256:
        return None
    if not SHA256.fullmatch(sha256):
        return Match.MALFORMED
    known = {row.original_sha256: Match.ORIGINAL, row.sha256_pdf: Match.COPY}
    return known.get(sha256, Match.NEITHER)
