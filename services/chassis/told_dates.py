"""Dates that a party was told and that a later reckoning shortened: both stand until a person decides.

Until then, and for good where the told day is kept, the limit does not run out before it (chassis/sweeping.py).
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlmodel import col, select

from services.chassis import outbox
from services.chassis.clock_rows import ClockRow
from services.chassis.db import HouseSession
from services.chassis.docket import Book, CommandLike, EventLike
from services.chassis.law_in_use import law_in_use
from services.chassis.messages import NoticeRequested
from services.chassis.reminders import Addressees, Ask
from services.kernel.casefile import CaseFile
from services.kernel.clocks import Clocks
from services.kernel.document import zh_date
from services.kernel.facts import ClockState
from services.kernel.law import Law
from services.kernel.moved_limits import DecideToldDate, LimitMoved, ToldDate, ToldDateDecided

C = TypeVar("C", bound=CaseFile)
K = TypeVar("K", bound=CommandLike)
E = TypeVar("E", bound=EventLike)
COMMAND = "decide_told_date"


class ToldLine(BaseModel):
    """A limit that ends before the day a party was told; it waits for a person."""

    model_config = ConfigDict(frozen=True)

    case_id: UUID
    number: str
    key: str
    title: str
    cite: str
    due_on: date
    told_on: date


def waiting(session: HouseSession, case_id: UUID | None = None) -> Sequence[ClockRow]:
    """The limits that were told later than they now end and about which nobody has decided; the next end first."""
    found = select(ClockRow).where(
        col(ClockRow.state) == ClockState.RUNNING,
        col(ClockRow.due_on) < col(ClockRow.due_notified),
        ~col(ClockRow.due_kept),
    )
    if case_id is not None:
        found = found.where(col(ClockRow.case_id) == case_id)
    return session.exec(found.order_by(col(ClockRow.due_on), col(ClockRow.id))).all()


def lines(session: HouseSession, book: Book[C, K, E]) -> tuple[ToldLine, ...]:
    """What waits in this service, for its list."""
    rows, law = waiting(session), law_in_use()
    numbers = {
        row.id: row.number
        for row in session.exec(select(book.row).where(col(book.row.id).in_({row.case_id for row in rows})))
    }
    return tuple(_line(row, numbers.get(row.case_id, ""), law) for row in rows)


def _line(row: ClockRow, number: str, law: Law) -> ToldLine:
    rule = law.rule(row.facts)
    return ToldLine(
        case_id=row.case_id,
        number=number,
        key=row.key,
        title=rule.title,
        cite=rule.cite,
        due_on=row.due_on or date.min,
        told_on=row.due_notified or date.max,
    )


def decide(  # noqa: PLR0913 - which case, what is decided, how the step is taken, whom to tell
    session: HouseSession,
    case_id: UUID,
    command: DecideToldDate,
    take: Callable[[DecideToldDate], C],
    ask: Ask,
    *,
    today: date,
) -> C:
    """Keep the days that were told, or tell whoever was told of the earlier ones, in one step for the whole case.

    The caller holds the lock of the case; `take` takes the step in it.
    """
    rows = waiting(session, case_id)
    told = tuple(ToldDate(key=row.key, told_on=row.due_notified) for row in rows if row.due_notified is not None)
    case = take(command.model_copy(update={"told": told}))
    for row in rows:
        if row.due_on is None or row.due_notified is None or row.due_on >= row.due_notified:
            continue
        if command.keeps:
            row.due_kept = True
        else:
            _tell_anew(session, row, ask(session, row), today)
            row.due_notified = row.due_on
    session.flush()
    return case


def _tell_anew(session: HouseSession, row: ClockRow, addressees: Addressees | None, today: date) -> None:
    if addressees is None or row.due_on is None or row.due_notified is None:
        return
    rule = law_in_use().rule(row.facts)
    text = (
        f"案件{addressees.case_number}的“{rule.title}”期限（{rule.cite}），原告知于{zh_date(row.due_notified)}届满；"
        f"因放假安排调整，现于{zh_date(row.due_on)}届满。"
    )
    if row.provisional:
        text += "该日期所在年度的节假日安排尚未公布，日期为暂定。"
    for recipient in addressees.recipients:
        notice = NoticeRequested(
            key=f"told:{row.id}:{row.due_notified}:{row.due_on}:{recipient.key}",
            case_id=row.case_id,
            case_number=addressees.case_number,
            recipient=recipient,
            subject=f"期限变更：{rule.title}（{addressees.case_number}）",
            text=text,
        )
        outbox.put(session, notice, case_id=row.case_id, on=today)


def detail(fact: LimitMoved | ToldDateDecided, clocks: Clocks) -> str:
    """What happened to the limit, for the history of the case."""
    clock = clocks.get(fact.key)
    title = law_in_use().rule(clock).title if clock is not None else fact.key
    match fact:
        case LimitMoved():
            return f"{title}：由{zh_date(fact.was_on)}变更为{zh_date(fact.now_on)}（{fact.notice}）"
        case ToldDateDecided():
            decided = "保留已告知的日期" if fact.keeps else "改按现日期告知"
            return f"{title}：已告知{zh_date(fact.told_on)}，现为{zh_date(fact.due_on)}，{decided}。{fact.reason}"
