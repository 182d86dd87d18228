"""Reminders before a limit ends and once after it: each once for a clock, a distance and a last day.

Whatever a notice that is still to come may do to a provisional date, nobody is reminded too late: the days are counted
back from the nominal end, which never lies behind the last day.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from services.chassis import clocks, outbox
from services.chassis.clock_rows import ClockRow, MissedLimit, MissedReason, Reminder
from services.chassis.contracts import Agenda, RemindResult
from services.chassis.db import HouseSession, transaction
from services.chassis.law_in_use import law_in_use
from services.chassis.messages import NoticeRequested, Recipient
from services.chassis.now import now
from services.kernel.clock import Reminder as Distance
from services.kernel.clock import reminders
from services.kernel.facts import ClockState
from services.kernel.law import Law

ONE_DAY = timedelta(days=1)
PARTIES = frozenset({"applicant", "respondent"})
OVERDUE = -1
"""The distance of the one reminder behind the last day."""
ASK_WHY = "请在“逾期登记”中说明原因。"
BATCH = 200
KEPT_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Addressees:
    """Whom to remind of a clock, and under which number they know the case."""

    case_number: str
    recipients: Sequence[Recipient]


@dataclass(frozen=True, slots=True)
class Telling:
    """What a reminder says. `distance` makes it one of its kind; `to_our_own` is not for a party."""

    distance: str
    subject: str
    words: str
    to_our_own: str = ""


Ask = Callable[[HouseSession, ClockRow], Addressees | None]


def remind(service: str, today: date, ask: Ask, law: Law | None = None) -> RemindResult:
    """Ask for the reminders of this day. After days of silence only the nearest goes out, not all that were missed.

    A case that breaks does not keep the others from theirs; the faults are raised together at the end.
    """
    chosen = law or law_in_use()
    sent = 0
    faults: list[Exception] = []
    for clock_id in _to_remind_of(service, today, chosen):
        try:
            with transaction(service) as session:
                sent += _remind_of(session, clock_id, today, ask, chosen)
        except Exception as error:  # noqa: BLE001 - raised below, after the others were reminded
            faults = [*faults, error][:KEPT_FAULTS]
    if faults:
        raise ExceptionGroup(f"some reminders of {service} could not be sent", faults)
    return RemindResult(sent=sent)


def agenda(session: Session, after: date, law: Law | None = None) -> Agenda:
    """The next legal day after this one on which a sweep or a reminder would do something; none if nothing runs."""
    chosen = law or law_in_use()
    running = select(ClockRow).where(col(ClockRow.state) == ClockState.RUNNING, col(ClockRow.due_on).is_not(None))
    days: list[date] = []
    for row in session.exec(running.execution_options(yield_per=BATCH)):
        last = max(row.due_on or after, row.due_notified or date.min)
        days.append(max(last, after) + ONE_DAY)
        days += [distance.on for distance in _distances(row, chosen) if distance.on > after]
    return Agenda(next_on=min(days, default=None))


def _remind_of(session: HouseSession, clock_id: UUID, today: date, ask: Ask, law: Law) -> int:
    row = session.get(ClockRow, clock_id)
    if row is None or row.due_on is None:
        return 0
    if row.due_on < today:
        is_late = row.state in {ClockState.RUNNING, ClockState.LAPSED}
        return (
            _send(session, row, today, ask, _late(row, today, law))
            if is_late and _is_new(session, row, today, law)
            else 0
        )
    if row.state != ClockState.RUNNING or not _is_new(session, row, today, law):
        return 0
    return _send(session, row, today, ask, _soon(row, today, law))


def _to_remind_of(service: str, today: date, law: Law) -> Iterator[UUID]:
    """The clocks with a distance that was reached and is not noted yet: on most days only a few of all that run."""
    for rows, noted in _batches(service, or_(_is_near(today, law), _is_late(today))):
        known = {(note.clock_id, note.offset, note.due_on) for note in noted}
        for row in rows:
            offsets = _reached_offsets(row, today, law)
            if any((row.id, offset, row.due_on) not in known for offset in offsets):
                yield row.id


def _batches(service: str, wanted: ColumnElement[bool]) -> Iterator[tuple[Sequence[ClockRow], Sequence[Reminder]]]:
    """The rows in the order of their last days, so many at a time, with what was noted of each."""
    place = (col(ClockRow.due_on), col(ClockRow.id))
    last: ClockRow | None = None
    while True:
        query = select(ClockRow).where(wanted).order_by(*place).limit(BATCH)
        if last is not None:
            query = query.where(tuple_(*place) > tuple_(literal(last.due_on), literal(last.id)))
        with transaction(service) as session:
            rows = session.exec(query).all()
            ids = [row.id for row in rows]
            noted = session.exec(select(Reminder).where(col(Reminder.clock_id).in_(ids))).all()
        if not rows:
            return
        yield rows, noted
        last = rows[-1]


def _is_near(today: date, law: Law) -> ColumnElement[bool]:
    """Running, with the last day no farther off than the longest distance; one more day where today is none of work."""
    farthest = max((distance for rule in law.rulebook for distance in rule.reminders), default=0)
    until = law.calendar.add_working_days(today, farthest + 1)
    is_close = or_(col(ClockRow.due_on) <= until, col(ClockRow.provisional))
    return and_(col(ClockRow.state) == ClockState.RUNNING, col(ClockRow.due_on) >= today, is_close)


def _is_late(today: date) -> ColumnElement[bool]:
    """Past the last day: not ended by a sweep yet, or missed and nobody has said why. Told of once."""
    told = col(ClockRow.due_notified)
    runs_on = and_(col(ClockRow.state) == ClockState.RUNNING, or_(told.is_(None), told < today))
    unexplained = exists().where(
        col(MissedLimit.case_id) == ClockRow.case_id,
        col(MissedLimit.key) == ClockRow.key,
        col(MissedLimit.due_on) == ClockRow.due_on,
        ~exists().where(col(MissedReason.missed_id) == MissedLimit.id),
    )
    was_told = exists().where(
        col(Reminder.clock_id) == ClockRow.id,
        col(Reminder.offset) == OVERDUE,
        col(Reminder.due_on) == ClockRow.due_on,
    )
    missed = and_(col(ClockRow.state) == ClockState.LAPSED, unexplained)
    return and_(col(ClockRow.due_on) < today, or_(runs_on, missed), ~was_told)


def _last_day(row: ClockRow) -> date:
    """The last day as whoever is reminded knows it.

    A party that was told a later day is not told an earlier one by the way: a person decides (told_dates.py).
    """
    return max(row.due_on or date.min, row.due_notified or date.min)


def _distances(row: ClockRow, law: Law) -> tuple[Distance, ...]:
    last = row.nominal_on if row.provisional else row.due_on
    return () if last is None else reminders(last, law.rule(row.facts), law.calendar, after=row.started_on)


def _reached_offsets(row: ClockRow, today: date, law: Law) -> list[int]:
    if row.due_on is not None and row.due_on < today:
        return [OVERDUE] if law.rule(row.facts).reminders else []
    return [distance.working_days_before for distance in _distances(row, law) if distance.on <= today]


def _is_new(session: HouseSession, row: ClockRow, today: date, law: Law) -> bool:
    """Note every distance that has been reached; new only if the nearest of them was not noted before."""
    noted = [_note(session, row, offset, today) for offset in _reached_offsets(row, today, law)]
    return bool(noted) and noted[-1]


def _note(session: HouseSession, row: ClockRow, offset: int, today: date) -> bool:
    values = insert(Reminder).values(
        id=func.gen_random_uuid(),
        clock_id=row.id,
        offset=offset,
        due_on=row.due_on,
        on=today,
        at=now(),
    )
    return session.exec(values.on_conflict_do_nothing().returning(col(Reminder.id))).first() is not None


def _soon(row: ClockRow, today: date, law: Law) -> Telling:
    rule, last = law.rule(row.facts), _last_day(row)
    left = law.calendar.working_days_between(today, last)
    words = f"的“{rule.title}”期限将于{last}届满（{rule.cite}），还有{left}个工作日。"
    if row.provisional:
        words += "该日期所在年度的节假日安排尚未公布，日期为暂定。"
    return Telling(str(left), f"期限提醒：{rule.title}", words)


def _late(row: ClockRow, today: date, law: Law) -> Telling:
    rule, last = law.rule(row.facts), _last_day(row)
    words = f"的“{rule.title}”期限已于{last}届满（{rule.cite}），至今逾期{(today - last).days}日，请尽快办理。"
    return Telling("overdue", f"期限已过：{rule.title}", words, ASK_WHY)


def _send(session: HouseSession, row: ClockRow, today: date, ask: Ask, telling: Telling) -> int:
    addressees = ask(session, row)
    if addressees is None:
        return 0
    number, last = addressees.case_number, _last_day(row)
    for recipient in addressees.recipients:
        own = "" if recipient.role in PARTIES else telling.to_our_own
        notice = NoticeRequested(
            key=f"reminder:{row.id}:{row.due_on}:{telling.distance}:{recipient.key}",
            case_id=row.case_id,
            case_number=number,
            recipient=recipient,
            subject=f"{telling.subject}（{number}）",
            text=f"案件{number}{telling.words}{own}",
        )
        outbox.put(session, notice, case_id=row.case_id, on=today)
    if any(recipient.role in PARTIES for recipient in addressees.recipients) and row.due_notified != last:
        clocks.tell(session, row.case_id, row.key, last)
    return len(addressees.recipients)
