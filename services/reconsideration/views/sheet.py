"""One case as its page shows it: what may be done next, what is due and why, what happened."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.chassis import audit, case_sheet, told_dates
from services.chassis.clock_lines import notified
from services.chassis.db import HouseSession
from services.chassis.district import district
from services.chassis.docket import history, need
from services.chassis.law_in_use import law_in_use
from services.chassis.referral import need_file
from services.kernel.handover import HandOver
from services.kernel.principal import Principal

from ..access import PERMISSIONS, may_see, permit
from ..domain import MACHINE, Case
from ..domain.handing import hand_over as file_of
from ..domain.readiness import SYSTEM, is_ready
from ..domain.window import window
from ..events import AnyEvent
from ..store import BOOK
from .timeline import entries, paper_title, who


class WindowLine(BaseModel):
    """申请期限: its last day, whether the application kept it, and how it was reckoned."""

    model_config = ConfigDict(frozen=True)

    due_on: date | None
    is_late: bool
    cite: str
    lines: tuple[str, ...]


class CaseSheet(case_sheet.SheetHead):
    """Everything the page of a case shows."""

    case: Case
    window: WindowLine


def find(session: HouseSession, case_id: UUID, principal: Principal) -> Case:
    """The case for this reader, or a refusal that gives nothing away; the reading is audited."""
    case = need(session, BOOK, case_id)
    permit(principal, case, "read_case")
    audit.record(session, principal, "read_case", f"reconsideration:{case_id}", "read")
    return case


def past(session: HouseSession, case_id: UUID) -> tuple[AnyEvent, ...]:
    """Everything that happened in the case, in order."""
    return history(session, BOOK, case_id)


def sheet(session: HouseSession, case_id: UUID, principal: Principal, today: date) -> CaseSheet:
    """The case as it stands today for this reader."""
    case = find(session, case_id, principal)
    head = case_sheet.head(
        case,
        MACHINE,
        today,
        steps=steps(case, principal, is_told_later=bool(told_dates.waiting(session, case_id))),
        papers=tuple(case_sheet.paper_line(paper) for paper in case.papers),
        deliveries=tuple(
            case_sheet.delivery_line(d, paper_title(case, d.paper), who(case, d.recipient)) for d in case.deliveries
        ),
        timeline=entries(history(session, BOOK, case_id), case, district()),
        notified=notified(session, case_id),
    )
    return CaseSheet(**dict(head), case=case, window=window_line(case))


def window_line(case: Case) -> WindowLine:
    """The time to apply as the facts of the file give it today."""
    found = window(case, law_in_use())
    cite = found.binding.cite if found.binding else MACHINE.step("RECEIVED", "record_knowledge").cite
    return WindowLine(due_on=found.due_on, is_late=found.is_late, cite=cite, lines=found.lines())


def hand_over(session: HouseSession, case_id: UUID, principal: Principal) -> HandOver:
    """The file for the channel that comes next; the reading is audited."""
    case = need(session, BOOK, case_id)
    audit.record(session, principal, "read_hand_over", f"reconsideration:{case_id}", "read")
    return need_file(file_of(case, history(session, BOOK, case_id)))


def steps(case: Case, principal: Principal, *, is_told_later: bool = False) -> tuple[case_sheet.StepLine, ...]:
    """The lawful steps that this person may take now, in the order of the procedure."""
    return case_sheet.lawful_steps(
        case,
        MACHINE,
        PERMISSIONS,
        principal,
        lambda command: (
            command not in SYSTEM
            and may_see(principal, case)
            and principal.id not in case.people.excluded
            and is_ready(case, command)
            and (command != told_dates.COMMAND or is_told_later)
        ),
    )
