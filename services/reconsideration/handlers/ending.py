"""结案前后的文书: the paper that each step makes out, numbered, sealed and sent in the step's own transaction."""

from collections.abc import Mapping
from datetime import date

from services.chassis.db import HouseSession
from services.chassis.docket import handle
from services.kernel.principal import Principal

from ..commands import AnyCommand, CorrectPaper, DemandPerformance, IssueNotice, PressPerformance
from ..domain import Case
from ..papers import ending
from ..parts import PaperKind
from ..parts.ending import Measure
from ..store import BOOK
from .notices import Notice, everyone
from .papers import issue, to

NOTICES: Mapping[str, Notice] = {
    "extend_limit": Notice("extension_notice", ending.extension_notice, everyone),
    "suspend": Notice("suspension_notice", ending.suspension_notice, everyone),
    "resume": Notice("resumption_notice", ending.resumption_notice, everyone),
    "decide_withdrawal": Notice("withdrawal_reply", ending.withdrawal_reply, everyone),
    "terminate_case": Notice("termination", ending.termination, everyone),
    "seal_statement": Notice("mediation_statement", ending.mediation_statement, everyone),
    "copy_decision": Notice("decision_copy", ending.decision_copy, lambda _: ("S",)),
    # The application is handed in at the court, with a receipt of its own.
    "apply_enforcement": Notice("enforcement_application", ending.enforcement_application, lambda _: ()),
    "close_case": Notice("catalogue", ending.catalogue, lambda _: ()),
}
PRESSING: Mapping[Measure, PaperKind] = {
    "order": "performance_order",
    "interview": "performance_interview",
    "circular": "performance_circular",
}


def tell(session: HouseSession, case: Case, command: AnyCommand, principal: Principal, *, today: date) -> Case:
    """Issue the paper of the step that was just taken, where it has one."""
    notice = _notice(case, command)
    if notice is None:
        return case
    paper = issue(session, case, notice.kind, today, notice.write)
    asked = to(case, notice.kind, *notice.told(case))
    numbered = tuple(one.model_copy(update={"number": paper.number}) for one in asked)
    return handle(session, BOOK, case.id, IssueNotice(paper=paper, deliveries=numbered), principal, today=today)


def _notice(case: Case, command: AnyCommand) -> Notice | None:
    match command:
        case PressPerformance():
            return Notice(PRESSING[command.measure], ending.performance_paper, lambda _: ("R",))
        case DemandPerformance():
            return Notice("demand", ending.demand, lambda _: (command.debtor,))
        case CorrectPaper():
            return Notice(
                "correction",
                lambda found, heading: ending.correction(
                    found, heading, command.paper_number, command.wrong, command.right
                ),
                lambda _: _served_with(case, command.paper_number),
            )
        case _:
            return NOTICES.get(command.type)


def _served_with(case: Case, number: str) -> tuple[str, ...]:
    """Whoever was sent the corrected paper is sent the correction."""
    kind = next(paper.kind for paper in case.papers if paper.number == number)
    sent = (one for one in case.deliveries if one.number == number or (not one.number and one.paper == kind))
    return tuple(dict.fromkeys(one.recipient for one in sent))
