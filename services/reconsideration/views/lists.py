"""Lists of cases: by the next limit, for those who may see them."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from services.chassis import case_lists, told_dates
from services.chassis.clock_rows import ClockRow
from services.chassis.contracts import OverdueAdvice
from services.chassis.db import HouseSession
from services.chassis.district import district
from services.chassis.docket import load
from services.chassis.law_in_use import law_in_use
from services.chassis.messages import Recipient
from services.chassis.reminders import Addressees
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

from ..access import is_organ_user
from ..domain import MACHINE
from ..domain.advising import next_step
from ..domain.case import DECIDE
from ..store import BOOK, CaseRow

# While nothing is decided, a limit to decide that ran out is still owed: such a case stands first, not last.
OWED = dict.fromkeys(("TRIAL", "SUSPENDED", "DRAFTED", "REVIEWED"), frozenset(DECIDE.values()))


class CaseLine(case_lists.CaseLine):
    """One reconsideration case in a list."""

    respondent: str
    officer_id: str | None
    redaction: str
    advice: str


Board = case_lists.Board[CaseLine]


def lines(
    session: HouseSession, principal: Principal, today: date, *, state: str | None = None, mine: bool = False
) -> tuple[CaseLine, ...]:
    """Every case the principal may see, the next limit first; a case without a limit comes last."""
    query = select(CaseRow)
    if is_organ_user(principal):
        raise Refused("access.denied", "请从本机关的案件列表查看。")
    if state is not None:
        query = query.where(col(CaseRow.state) == state)
    if mine:
        query = query.where(col(CaseRow.officer_id) == principal.id)
    rows = session.exec(query).all()
    clocks = case_lists.next_clocks(session, rows, OWED)
    return case_lists.by_limit([_line(row, clocks.get(row.id), today) for row in rows])


def board(session: HouseSession, principal: Principal, today: date, *, state: str | None, mine: bool) -> Board:
    """The list with its counts; the due day itself counts as today, never as late."""
    return case_lists.board(lines(session, principal, today, state=state, mine=mine), MACHINE)


def case_id_of(session: HouseSession, number: str) -> UUID | None:
    """The case with this number."""
    return session.exec(select(CaseRow.id).where(col(CaseRow.number) == number.strip())).first()


def told_lines(session: HouseSession) -> tuple[told_dates.ToldLine, ...]:
    """The limits that end before the day a party was told, for a person to decide."""
    return told_dates.lines(session, BOOK)


def _line(row: CaseRow, clock: ClockRow | None, today: date) -> CaseLine:
    common = case_lists.line(row, row.title, clock, MACHINE, today)
    known = district()
    name = known.organ(row.respondent).short if known.has(row.respondent) else row.respondent
    own = {"officer_id": row.officer_id, "redaction": row.redaction, "advice": row.advice}
    return CaseLine(**dict(common), respondent=name, **own)


def addressees(session: HouseSession, clock: ClockRow) -> Addressees | None:
    """Whom a reminder reaches: the officer for our own limits, the organ for its own; nobody else's limit is ours."""
    case = load(session, BOOK, clock.case_id)
    if case is None:
        return None
    bound = law_in_use().rule(clock.facts).bound
    if bound == "respondent":
        organ = case.respondent
        to = Recipient(
            key="R",
            role="respondent",
            name=organ.name,
            address=organ.address or None,
            email=organ.email,
            organ=organ.organ_id,
        )
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
