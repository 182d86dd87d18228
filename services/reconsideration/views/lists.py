"""Lists of cases: by the next limit, for those who may see them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session, col, select

from services.chassis.clock_rows import ClockRow
from services.chassis.contracts import OverdueAdvice
from services.chassis.db import HouseSession
from services.chassis.docket import load
from services.chassis.due import Due, due
from services.chassis.messages import Recipient
from services.chassis.reminders import Addressees
from services.kernel.facts import LIVE, ClockState
from services.kernel.law import the_law
from services.kernel.principal import Principal

from ..access import STAFF
from ..domain import MACHINE
from ..domain.advising import next_step
from ..store import BOOK, CaseRow


class CaseLine(BaseModel):
    """One case in a list: its next limit comes with the reason for it."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    number: str
    title: str
    state: str
    state_title: str
    tone: str
    officer_id: str | None
    opened_on: date
    due: Due | None
    limit: str | None
    cite: str | None
    redaction: str
    advice: str


class Board(BaseModel):
    """The officer's list: what is late, what is due today, what comes soon, and the rest."""

    model_config = ConfigDict(frozen=True)

    lines: tuple[CaseLine, ...]
    overdue: int
    today: int
    soon: int
    open: int


def lines(
    session: HouseSession, principal: Principal, today: date, *, state: str | None = None, mine: bool = False
) -> tuple[CaseLine, ...]:
    """Every case the principal may see, the next limit first; a case without a limit comes last."""
    query = select(CaseRow)
    if principal.has("respondent") and not principal.has(*STAFF.split()):
        query = query.where(col(CaseRow.respondent) == (principal.organ or ""))
    if state is not None:
        query = query.where(col(CaseRow.state) == state)
    if mine:
        query = query.where(col(CaseRow.officer_id) == principal.id)
    rows = session.exec(query).all()
    clocks = _next_clocks(session, [row.id for row in rows])
    found = [_line(row, clocks.get(row.id), today) for row in rows]
    return tuple(sorted(found, key=lambda line: (_day(line), line.number)))


def board(session: HouseSession, principal: Principal, today: date, *, state: str | None, mine: bool) -> Board:
    """The list with its counts; the due day itself counts as today, never as late."""
    found = lines(session, principal, today, state=state, mine=mine)
    states = [line.due.state if line.due else None for line in found]
    return Board(
        lines=found,
        overdue=states.count("overdue"),
        today=states.count("today"),
        soon=states.count("soon"),
        open=sum(not MACHINE.states[line.state].ends for line in found),
    )


def _day(line: CaseLine) -> date:
    return line.due.due_on if line.due and line.due.due_on else date.max


def _next_clocks(session: Session, cases: Sequence[UUID]) -> dict[UUID, ClockRow]:
    query = select(ClockRow).where(col(ClockRow.case_id).in_(cases), col(ClockRow.state).in_(LIVE))
    found: dict[UUID, ClockRow] = {}
    for row in session.exec(query.order_by(col(ClockRow.due_on).desc().nulls_first())):
        found[row.case_id] = row
    return found


def _line(row: CaseRow, clock: ClockRow | None, today: date) -> CaseLine:
    state = MACHINE.states[row.state]
    rule = the_law().rule(clock.facts) if clock else None
    return CaseLine(
        id=row.id,
        number=row.number,
        title=row.title,
        state=row.state,
        state_title=state.title,
        tone=state.tone,
        officer_id=row.officer_id,
        opened_on=row.opened_on,
        due=_due(clock, today) if clock else None,
        limit=rule.title if rule else None,
        cite=rule.cite if rule else None,
        redaction=row.redaction,
        advice=row.advice,
    )


def _due(clock: ClockRow, today: date) -> Due:
    if clock.state == ClockState.SUSPENDED or clock.due_on is None:
        return due(None, today)
    calendar = the_law().calendar
    left = calendar.working_days_between(today, clock.due_on) if clock.due_on >= today else None
    return due(clock.due_on, today, left=left, provisional=clock.provisional)


def addressees(session: HouseSession, clock: ClockRow) -> Addressees | None:
    """Whom a reminder reaches: the officer for our own limits, the organ for its own; nobody else's limit is ours."""
    case = load(session, BOOK, clock.case_id)
    if case is None:
        return None
    bound = the_law().rule(clock.facts).bound
    if bound == "respondent":
        organ = case.respondent
        to = Recipient(key="R", role="respondent", name=organ.name, email=organ.email, organ=organ.organ_id)
    elif bound == "applicant":
        return None
    else:
        officer = case.officer
        to = Recipient(
            key=f"officer:{officer.id}" if officer else "head",
            role="officer",
            name=officer.name if officer else "复议机构负责人",
        )
    return Addressees(case_number=case.number, recipients=(to,))


def overdue_advice(session: Session) -> OverdueAdvice:
    """The cases whose organ owes a report and has not been reminded by the next measure yet."""
    rows = session.exec(select(CaseRow).where(col(CaseRow.advice) == "served")).all()
    cases = (BOOK.case.model_validate(row.snapshot) for row in rows)
    return OverdueAdvice(cases=tuple(case.id for case in cases if next_step(case) is not None))
