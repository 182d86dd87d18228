"""隐名公开: a copy that two people approved is looked at once more and then opened to everybody."""

from datetime import date
from uuid import uuid4

from services.chassis import audit, files
from services.chassis.contracts import Published, RedactedPackage
from services.chassis.db import HouseSession
from services.chassis.settings import settings
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

from .. import store
from ..access import RELEASE
from ..commands import ReleaseDecision
from ..domain import Publication, decide
from ..events import Identity
from .inspection import inspect, words_of


def release(session: HouseSession, package: RedactedPackage, principal: Principal, *, today: date) -> Published:
    """Open a decision to everybody; the same decision again leads to the same page, another one is refused."""
    try:
        pdf = inspect(package)
    except Refused:
        audit.record_apart(session.service, principal, RELEASE, "publication", "refused", {"check": "inspection"})
        raise
    store.queue_release(session)
    identity = _identity(package)
    standing = store.standing(session, identity)
    events = decide(standing, ReleaseDecision(id=uuid4(), identity=identity), today)
    for event in events:
        files.put(pdf)
        standing = store.release(session, event, _words(package), principal.id)
        detail: dict[str, str | int | bool | None] = {"sha256": package.sha256_pdf}
        audit.record(session, principal, RELEASE, f"publication:{standing.id}", detail=detail)
    if standing is None:
        raise ValueError("a release without a decision")
    return Published(url=address_of(standing), published_on=standing.published_on)


def address_of(publication: Publication) -> str:
    """The decision's own address, as it may be printed."""
    return f"{settings().public_url.rstrip('/')}/public/decisions/{publication.id}"


def _identity(package: RedactedPackage) -> Identity:
    return Identity(
        case_number=package.case_number,
        decision_number=package.decision_number,
        decided_on=package.decided_on,
        verification_code=package.verification_code,
        sha256_pdf=package.sha256_pdf,
        sha256_text=words_of(package),
        original_sha256=package.original_sha256,
    )


def _words(package: RedactedPackage) -> store.Words:
    return store.Words(
        title=package.title,
        outcome=package.outcome,
        subject=package.subject,
        respondent=package.respondent,
        articles=package.articles,
        html=package.html,
        text=package.text,
    )
