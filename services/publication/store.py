"""The rows of the public site: one for each decision that was ever released."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Index, Text, false, func, or_, text
from sqlalchemy.orm import Mapped, registry
from sqlmodel import Field, SQLModel, col, select

from services.chassis.columns import Instant, Json
from services.chassis.db import HouseSession
from services.chassis.now import now
from services.chassis.tables import EventLog

from .domain import Publication, State, evolve
from .domain.wording import fold
from .events import EVENTS, Event, Ground, Identity


class Own(SQLModel, registry=registry()):
    """The tables that only publication has."""


class PublishedDecision(Own, table=True):
    """A decision that was opened to everybody. Withdrawn, it keeps its numbers and hashes and loses every word."""

    __tablename__: ClassVar[str] = "published_decision"
    __table_args__ = (
        Index("published_decision_shelf", "state", "released_at"),
        Index("published_decision_organ", "respondent"),
    )

    id: UUID = Field(primary_key=True)
    state: str = Field(sa_type=Text)
    version: int
    number: str = Field(sa_type=Text)
    decision_number: str = Field(sa_type=Text, unique=True)
    title: str = Field(sa_type=Text)
    decided_on: date
    outcome: str = Field(sa_type=Text)
    subject: str = Field(sa_type=Text)
    respondent: str = Field(sa_type=Text)
    articles: tuple[str, ...] = Field(sa_column=Column(Json(tuple[str, ...]), nullable=False))
    html: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    words: str = Field(sa_type=Text)
    sha256_pdf: str = Field(sa_type=Text, unique=True)
    sha256_text: str = Field(sa_type=Text)
    original_sha256: str = Field(sa_type=Text)
    verification_code: str = Field(sa_type=Text, unique=True)
    published_on: date
    released_at: datetime = Field(sa_type=Instant)
    withdrawn_on: date | None = None
    ground: str | None = Field(default=None, sa_type=Text)

    def publication(self) -> Publication:
        """The row as the domain knows it."""
        identity = Identity(
            case_number=self.number,
            decision_number=self.decision_number,
            decided_on=self.decided_on,
            verification_code=self.verification_code,
            sha256_pdf=self.sha256_pdf,
            sha256_text=self.sha256_text,
            original_sha256=self.original_sha256,
        )
        return Publication(
            id=self.id,
            identity=identity,
            state=State(self.state),
            version=self.version,
            published_on=self.published_on,
            withdrawn_on=self.withdrawn_on,
            ground=Ground(self.ground) if self.ground else None,
        )


@dataclass(frozen=True, slots=True)
class Words:
    """What a released decision says, apart from its identity."""

    title: str
    outcome: str
    subject: str
    respondent: str
    articles: tuple[str, ...]
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for. Terms are folded; each must stand somewhere in the decision."""

    terms: tuple[str, ...] = ()
    number: str = ""
    organ: str = ""
    outcome: str = ""
    nothing: bool = False


def queue_release(session: HouseSession) -> None:
    """Release one decision at a time: two of the same number must meet before either is written."""
    session.connection().execute(text("SELECT pg_advisory_xact_lock(hashtext('publication release'))"))


def standing(session: HouseSession, identity: Identity) -> Publication | None:
    """The decision that already has this number, copy or verification code."""
    claims = or_(
        col(PublishedDecision.decision_number) == identity.decision_number,
        col(PublishedDecision.sha256_pdf) == identity.sha256_pdf,
        col(PublishedDecision.verification_code) == identity.verification_code,
    )
    row = session.exec(select(PublishedDecision).where(claims).limit(1)).first()
    return row.publication() if row is not None else None


def publication_of(session: HouseSession, decision_id: UUID) -> Publication | None:
    """The decision under lock, to be changed."""
    row = session.get(PublishedDecision, decision_id, with_for_update=True, populate_existing=True)
    return row.publication() if row is not None else None


def release(session: HouseSession, event: Event, words: Words, by: str) -> Publication:
    """Write a newly released decision."""
    publication = evolve(None, event)
    known = publication.identity
    named = (known.decision_number, known.case_number, words.title, words.respondent, words.subject, words.outcome)
    session.add(
        PublishedDecision(
            id=publication.id,
            state=publication.state.value,
            version=publication.version,
            number=known.case_number,
            **known.model_dump(exclude={"case_number"}),
            title=words.title,
            outcome=words.outcome,
            subject=words.subject,
            respondent=words.respondent,
            articles=words.articles,
            html=words.html,
            text=words.text,
            words="\n".join(fold(part) for part in (*named, *words.articles, words.text)),
            published_on=publication.published_on,
            released_at=now(),
        )
    )
    _log(session, publication, event, publication.published_on, by)
    return publication


def withdraw(session: HouseSession, publication: Publication, event: Event, on: date, by: str) -> Publication:
    """Write a withdrawal, and remove every word of the decision from the row."""
    after = evolve(publication, event)
    row = session.get_one(PublishedDecision, after.id)
    row.state, row.version, row.withdrawn_on = after.state.value, after.version, after.withdrawn_on
    row.ground = after.ground.value if after.ground else None
    row.title = row.subject = row.html = row.text = row.words = ""
    row.articles = ()
    _log(session, after, event, on, by)
    return after


def _log(session: HouseSession, publication: Publication, event: Event, on: date, by: str) -> None:
    data = EVENTS.dump_python(event, mode="json")
    seq = publication.version
    session.add(EventLog(case_id=publication.id, seq=seq, type=event.type, data=data, at=now(), on=on, by=by))
    session.flush()


def row_of(session: HouseSession, decision_id: UUID) -> PublishedDecision | None:
    """One decision, shown or withdrawn."""
    return session.get(PublishedDecision, decision_id)


def row_by_code(session: HouseSession, code: str) -> PublishedDecision | None:
    """The decision that a verification code was printed on."""
    return session.exec(select(PublishedDecision).where(col(PublishedDecision.verification_code) == code)).first()


def count(session: HouseSession, wanted: Wanted) -> int:
    """How many open decisions a reader would find."""
    return session.exec(select(func.count()).select_from(PublishedDecision).where(*_conditions(wanted))).one()


def found(session: HouseSession, wanted: Wanted, *, offset: int, limit: int) -> Sequence[PublishedDecision]:
    """The open decisions a reader looks for, the newest first."""
    rows = select(PublishedDecision).where(*_conditions(wanted))
    rows = rows.order_by(col(PublishedDecision.released_at).desc(), col(PublishedDecision.id))
    return session.exec(rows.offset(offset).limit(limit)).all()


def organs(session: HouseSession) -> tuple[str, ...]:
    """Every respondent of an open decision."""
    return _distinct(session, col(PublishedDecision.respondent))


def outcomes(session: HouseSession) -> tuple[str, ...]:
    """Every outcome of an open decision."""
    return _distinct(session, col(PublishedDecision.outcome))


def _distinct(session: HouseSession, column: Mapped[str]) -> tuple[str, ...]:
    rows = select(column).where(*_conditions(Wanted())).distinct().order_by(column)
    return tuple(session.exec(rows))


def _conditions(wanted: Wanted) -> tuple[ColumnElement[bool], ...]:
    words = col(PublishedDecision.words)
    numbers = [func.split_part(words, "\n", place) for place in (1, 2)]
    asked: list[ColumnElement[bool]] = [col(PublishedDecision.state) == State.PUBLISHED.value]
    asked += [words.contains(term, autoescape=True) for term in wanted.terms]
    if wanted.nothing:
        asked.append(false())
    if wanted.number:
        asked.append(or_(*(part.contains(wanted.number, autoescape=True) for part in numbers)))
    if wanted.organ:
        asked.append(col(PublishedDecision.respondent) == wanted.organ)
    if wanted.outcome:
        asked.append(col(PublishedDecision.outcome) == wanted.outcome)
    return tuple(asked)
