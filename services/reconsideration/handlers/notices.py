"""程序性文书: which step is told to whom on which paper; numbered, sealed and sent in the step's own transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from services.chassis.db import HouseSession
from services.chassis.docket import handle
from services.kernel.principal import Principal

from ..commands import IssueNotice
from ..domain import Case
from ..papers import opening, trial
from ..parts import PaperKind
from ..store import BOOK
from .papers import Writer, issue, to


@dataclass(frozen=True, slots=True)
class Notice:
    """The paper of a step, and the refs of those it is served on."""

    kind: PaperKind
    write: Writer
    told: Callable[[Case], tuple[str, ...]]


def everyone(case: Case) -> tuple[str, ...]:
    """Every applicant, third party and the respondent."""
    return (*(party.ref for party in case.parties), "R")


def applicants(case: Case) -> tuple[str, ...]:
    """Every applicant."""
    return tuple(party.ref for party in case.applicants)


NOTICES: Mapping[str, Notice] = {
    "ask_correction": Notice("supplement_notice", opening.correction_notice, applicants),
    "refuse_application": Notice("refusal", opening.refusal_letter, applicants),
    "dismiss_application": Notice("dismissal", opening.dismissal_letter, everyone),
    "join_third_party": Notice(
        "third_party_notice", opening.third_party_notice, lambda case: (case.third_parties[-1].ref,)
    ),
    "convert_to_ordinary": Notice("conversion_notice", trial.conversion_notice, everyone),
    "call_hearing": Notice("hearing_notice", trial.hearing_notice, everyone),
    "move_hearing": Notice("hearing_moved", trial.hearing_moved, everyone),
    "order_stay": Notice("stay_order", trial.stay_order, everyone),
    "lift_stay": Notice("stay_lifted", trial.stay_lifted, everyone),
    "notify_basis_maker": Notice("basis_notice", trial.basis_notice, lambda _: ("M",)),
    "transfer_basis": Notice("basis_transfer", trial.basis_transfer, lambda _: ("C",)),
}


def tell(session: HouseSession, case: Case, step: str, principal: Principal, *, today: date) -> Case:
    """Issue the paper of the step that was just taken, where it has one."""
    notice = NOTICES.get(step)
    if notice is None:
        return case
    paper = issue(session, case, notice.kind, today, notice.write)
    command = IssueNotice(paper=paper, deliveries=to(case, notice.kind, *notice.told(case)))
    return handle(session, BOOK, case.id, command, principal, today=today)
