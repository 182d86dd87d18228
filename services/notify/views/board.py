"""The service board (送达台): what is out, what came back, what failed, and the notices sent."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func
from sqlmodel import col, select

from services.chassis.db import HouseSession

from .. import store
from ..domain.delivery import DeliveryState
from .lines import NOTICE_STATES, DeliveryLine, line_of

PER_PAGE = 25


class Show(StrEnum):
    """The four lists of the board."""

    OUT = "out"
    SERVED = "served"
    FAILED = "failed"
    NOTICES = "notices"


LISTS: dict[Show, tuple[DeliveryState, ...]] = {
    Show.OUT: (DeliveryState.REQUESTED, DeliveryState.DISPATCHED),
    Show.SERVED: (DeliveryState.SERVED,),
    Show.FAILED: (DeliveryState.FAILED, DeliveryState.RETURNED),
}


@dataclass(frozen=True)
class NoticeLine:
    """One notice on the board."""

    subject: str
    case_number: str
    addressee: str
    state: str
    tone: str
    asked_on: date
    ended_on: date | None
    failure: str | None


@dataclass(frozen=True)
class Board:
    """One page of one list, with the number of entries in each."""

    show: Show
    counts: dict[Show, int]
    disputed: int
    deliveries: tuple[DeliveryLine, ...]
    notices: tuple[NoticeLine, ...]
    page: int
    pages: int


def board_of(session: HouseSession, show: Show, page: int) -> Board:
    """One page of the board, the newest request first."""
    counts = _counts(session)
    pages = max(1, -(-counts[show] // PER_PAGE))
    at = min(max(page, 1), pages)
    deliveries = _deliveries(session, show, at) if show is not Show.NOTICES else ()
    notices = _notices(session, at) if show is Show.NOTICES else ()
    open_questions = select(func.count()).select_from(store.DeliveryRow).where(col(store.DeliveryRow.disputed))
    return Board(show, counts, session.exec(open_questions).one(), deliveries, notices, at, pages)


def _counts(session: HouseSession) -> dict[Show, int]:
    row = store.DeliveryRow
    found = dict(session.exec(select(row.state, func.count()).group_by(row.state)).all())
    counts = {show: sum(found.get(state.value, 0) for state in states) for show, states in LISTS.items()}
    counts[Show.NOTICES] = session.exec(select(func.count()).select_from(store.NoticeRow)).one()
    return counts


def _deliveries(session: HouseSession, show: Show, page: int) -> tuple[DeliveryLine, ...]:
    row = store.DeliveryRow
    found = select(row).where(col(row.state).in_([state.value for state in LISTS[show]]))
    newest = found.order_by(col(row.disputed).desc(), col(row.asked_on).desc(), col(row.id))
    return tuple(line_of(one.facts) for one in session.exec(newest.offset((page - 1) * PER_PAGE).limit(PER_PAGE)))


def _notices(session: HouseSession, page: int) -> tuple[NoticeLine, ...]:
    row = store.NoticeRow
    newest = select(row).order_by(col(row.asked_on).desc(), col(row.id))
    return tuple(_notice(one) for one in session.exec(newest.offset((page - 1) * PER_PAGE).limit(PER_PAGE)))


def _notice(row: store.NoticeRow) -> NoticeLine:
    notice = row.facts
    state, tone = NOTICE_STATES[notice.state]
    return NoticeLine(
        subject=notice.subject,
        case_number=notice.case_number,
        addressee=notice.addressee.name,
        state=state,
        tone=tone,
        asked_on=notice.asked_on,
        ended_on=notice.ended_on,
        failure=notice.failure,
    )
