"""Reminders before a limit ends: each once for a clock, a distance and a last day; and what the calendar holds next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from services.chassis import outbox
from services.chassis.clock_rows import ClockRow, Reminder
from services.chassis.contracts import Agenda, RemindResult
from services.chassis.db import HouseSession, transaction
from services.chassis.messages import NoticeRequested, Recipient
from services.chassis.now import now
from services.kernel.clock import Reminder as Distance
from services.kernel.facts import ClockState
from services.kernel.law import Law, the_law

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Addressees:
    """Whom to remind of a clock, and under which number they know the case."""

    case_number: str
    recipients: Sequence[Recipient]


Ask = Callable[[HouseSession, ClockRow], Addressees | None]


def remind(service: str, today: date, ask: Ask, law: Law | None = None) -> RemindResult:
    """Ask for the reminders of this day. After days of silence only the nearest goes out, not all that were missed."""
    chosen = law or the_law()
    sent = 0
    for clock_id in _to_remind_of(service, today, chosen):
        with transaction(service) as session:
            row = session.get(ClockRow, clock_id)
            if row is not None and row.state == ClockState.RUNNING and _is_new(session, row, today, chosen):
                sent += _send(session, row, today, ask(session, row), chosen)
    return RemindResult(sent=sent)


def agenda(session: Session, after: date, law: Law | None = None) -> Agenda:
    """The next legal day after this one on which a sweep or a reminder would do something; none if nothing runs."""
    chosen = law or the_law()
    running = select(ClockRow).where(col(ClockRow.state) == ClockState.RUNNING, col(ClockRow.due_on).is_not(None))
    days: list[date] = []
    for row in session.exec(running):
        last = max(row.due_on or after, row.due_notified or date.min)
        days.append(max(last, after) + ONE_DAY)
        days += [distance.on for distance in chosen.reminders(row.facts) if distance.on > after]
    return Agenda(next_on=min(days, default=None))


def _to_remind_of(service: str, today: date, law: Law) -> Sequence[UUID]:
    """The clocks with a distance that was reached and is not noted yet: on most days only a few of all that run."""
    running = (col(ClockRow.state) == ClockState.RUNNING, col(ClockRow.due_on) >= today)
    with transaction(service) as session:
        rows = session.exec(select(ClockRow).where(*running).order_by(col(ClockRow.due_on), col(ClockRow.id))).all()
        noted = session.exec(select(Reminder).join(ClockRow, col(ClockRow.id) == Reminder.clock_id).where(*running))
        known = {(note.clock_id, note.offset, note.due_on) for note in noted}
    return [
        row.id
        for row in rows
        if any(
            (row.id, distance.working_days_before, row.due_on) not in known for distance in _reached(row, today, law)
        )
    ]


def _reached(row: ClockRow, today: date, law: Law) -> list[Distance]:
    return [distance for distance in law.reminders(row.facts) if distance.on <= today]


def _is_new(session: HouseSession, row: ClockRow, today: date, law: Law) -> bool:
    """Note every distance that has been reached; new only if the nearest of them was not noted before."""
    noted = [_note(session, row, distance, today) for distance in _reached(row, today, law)]
    return bool(noted) and noted[-1]


def _note(session: HouseSession, row: ClockRow, distance: Distance, today: date) -> bool:
    values = insert(Reminder).values(
        id=func.gen_random_uuid(),
        clock_id=row.id,
        offset=distance.working_days_before,
        due_on=row.due_on,
        on=today,
        at=now(),
    )
    return session.exec(values.on_conflict_do_nothing().returning(col(Reminder.id))).first() is not None


def _send(session: HouseSession, row: ClockRow, today: date, addressees: Addressees | None, law: Law) -> int:
    if addressees is None or row.due_on is None:
        return 0
    rule = law.rule(row.facts)
    left = law.calendar.working_days_between(today, row.due_on)
    text = f"案件{addressees.case_number}的“{rule.title}”期限将于{row.due_on}届满（{rule.cite}），还有{left}个工作日。"
    if row.provisional:
        text += "该日期所在年度的节假日安排尚未公布，日期为暂定。"
    for recipient in addressees.recipients:
        notice = NoticeRequested(
            key=f"reminder:{row.id}:{row.due_on}:{left}:{recipient.key}",
            case_id=row.case_id,
            case_number=addressees.case_number,
            recipient=recipient,
            subject=f"期限提醒：{rule.title}（{addressees.case_number}）",
            text=text,
        )
        outbox.put(session, notice, case_id=row.case_id, on=today)
    return len(addressees.recipients)
