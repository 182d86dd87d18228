"""What people and programs read of mediation cases; nothing here changes anything."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from services.chassis import audit, case_lists, case_sheet, told_dates
from services.chassis.case_lists import Board, CaseLine
from services.chassis.case_sheet import Entry, StepLine
from services.chassis.clock_lines import notified
from services.chassis.clock_rows import ClockRow
from services.chassis.db import HouseSession
from services.chassis.docket import history, load, need
from services.chassis.law_in_use import law_in_use
from services.chassis.messages import Recipient
from services.chassis.referral import need_file
from services.chassis.reminders import Addressees
from services.chassis.told_dates import ToldLine
from services.kernel.deadline import Deadline
from services.kernel.document import zh_date
from services.kernel.handover import HandOver
from services.kernel.moved_limits import LimitMoved, ToldDateDecided
from services.kernel.principal import Principal
from services.kernel.rule import RuleVersion

from . import events
from .access import PERMISSIONS, permit
from .codes import CHANNELS, REFUSALS, TERMINATIONS
from .domain import MACHINE, Case
from .domain.handing import hand_over as file_of
from .domain.readiness import is_ready
from .events import AnyEvent
from .store import BOOK, CaseRow

CONFIRMATION = "med.confirmation"
# What is still owed in a state after its limit ran out.
OWED = {
    "RECEIVED": frozenset({"med.accept", "med.consumer_accept"}),
    "MEDIATING": frozenset({"med.mediate", "med.consumer_mediate"}),
}


class CaseSheet(case_sheet.SheetHead):
    """Everything the page of a case shows. `confirm_by`: the last day to ask a court to confirm the agreement."""

    case: Case
    confirm_by: Deadline | None


def lines(
    session: HouseSession, principal: Principal, today: date, *, state: str | None = None, mine: bool = False
) -> tuple[CaseLine, ...]:
    """Every case, the next limit first; a case without a limit comes last."""
    query = select(CaseRow)
    if state is not None:
        query = query.where(col(CaseRow.state) == state)
    if mine:
        query = query.where(col(CaseRow.mediator_id) == principal.id)
    rows = session.exec(query).all()
    clocks = case_lists.next_clocks(session, rows, OWED)
    return case_lists.by_limit([case_lists.line(row, row.title, clocks.get(row.id), MACHINE, today) for row in rows])


def board(
    session: HouseSession, principal: Principal, today: date, *, state: str | None, mine: bool
) -> Board[CaseLine]:
    """The list with its counts."""
    return case_lists.board(lines(session, principal, today, state=state, mine=mine), MACHINE)


def told_lines(session: HouseSession) -> tuple[ToldLine, ...]:
    """The limits that end before the day a party was told, for a person to decide."""
    return told_dates.lines(session, BOOK)


def sheet(session: HouseSession, case_id: UUID, principal: Principal, today: date) -> CaseSheet:
    """The case as it stands today for this reader; the reading is audited."""
    case = need(session, BOOK, case_id)
    permit(principal, case, "read_case")
    audit.record(session, principal, "read_case", f"mediation:{case_id}", "read")
    head = case_sheet.head(
        case,
        MACHINE,
        today,
        steps=steps(case, principal, is_told_later=bool(told_dates.waiting(session, case_id))),
        timeline=entries(history(session, BOOK, case_id), case),
        notified=notified(session, case_id),
    )
    return CaseSheet(**dict(head), case=case, confirm_by=_confirm_by(case))


def _confirm_by(case: Case) -> Deadline | None:
    """[待核] Whether Shanghai's courts confirm an organ's mediation agreement at all must be asked there."""
    effective_on = case.agreement.effective_on if case.agreement else None
    if effective_on is None or case.matter.respondent.kind == "organ":
        return None
    return law_in_use().reckon(CONFIRMATION, effective_on)


def hand_over(session: HouseSession, case_id: UUID, principal: Principal) -> HandOver:
    """The file for the channel that comes next; the reading is audited."""
    case = need(session, BOOK, case_id)
    audit.record(session, principal, "read_hand_over", f"mediation:{case_id}", "read")
    return need_file(file_of(case, history(session, BOOK, case_id)))


def steps(case: Case, principal: Principal, *, is_told_later: bool = False) -> tuple[StepLine, ...]:
    """The lawful steps that this person may take now."""

    def offered(command: str) -> bool:
        may_grow = command != "extend_limit" or case_sheet.is_extendable(case, case.mediate_rule)
        waits = command != told_dates.COMMAND or is_told_later
        return waits and may_grow and is_ready(case, command)

    return case_sheet.lawful_steps(case, MACHINE, PERMISSIONS, principal, offered)


def addressees(session: HouseSession, clock: ClockRow) -> Addressees | None:
    """Whom a reminder reaches: the mediator of the case, or the mediators' desk before it is accepted."""
    case = load(session, BOOK, clock.case_id)
    if case is None:
        return None
    mediator = case.mediator
    to = Recipient(
        key=f"mediator:{mediator.id}" if mediator else "mediators",
        role="mediator",
        name=mediator.name if mediator else "调解员",
    )
    return Addressees(case_number=case.number, recipients=(to,))


TITLES: Mapping[str, str] = {
    "request_received": "收到调解申请",
    "request_accepted": "受理",
    "request_refused": "不予受理",
    "request_withdrawn": "申请人撤回申请",
    "session_recorded": "举行调解",
    "agreement_drafted": "拟定调解协议",
    "agreement_signed": "当事人签字",
    "agreement_took_effect": "调解协议生效",
    "mediation_terminated": "终止调解",
    "limit_extended": "延长调解期限",
    "termination_proposed": "调解期限届满，建议终止",
    "limit_missed": "期限届满未办结，已登记",
    "limit_moved": "放假安排调整，期限变动",
    "told_date_decided": "处理已告知的期限",
    "case_closed": "结案归档",
}
COMMANDS: Mapping[str, str] = {
    "request_received": "receive_request",
    "request_accepted": "accept_request",
    "request_refused": "refuse_request",
    "request_withdrawn": "withdraw_request",
    "session_recorded": "record_session",
    "agreement_drafted": "draft_agreement",
    "agreement_signed": "sign_agreement",
    "agreement_took_effect": "sign_agreement",
    "mediation_terminated": "terminate_mediation",
    "limit_extended": "extend_limit",
    "limit_moved": "decide_told_date",
    "told_date_decided": "decide_told_date",
    "termination_proposed": "propose_termination",
    "limit_missed": "record_missed_limit",
}
CITES: Mapping[str, str] = {row.command: row.cite for row in MACHINE.transitions}


def entries(past: Sequence[AnyEvent], case: Case) -> tuple[Entry, ...]:
    """The whole history in sentences, the newest first."""
    return tuple(
        Entry(
            on=fact.on,
            title=TITLES[fact.type],
            detail=_detail(fact, case),
            actor=fact.by.name,
            cite=_cite(fact, case),
        )
        for fact in reversed(past)
    )


def _rule(case: Case, key: str) -> RuleVersion:
    clock = case.clocks.get(key)
    if clock is None:
        raise ValueError(f"no limit {key} in {case.number}")
    return law_in_use().rule(clock)


def _cite(fact: AnyEvent, case: Case) -> str | None:
    match fact:
        case events.TerminationProposed() | events.LimitMissed():
            return _rule(case, fact.key).cite
        case events.MediationTerminated():
            return TERMINATIONS[fact.termination.reason].cite
        case events.RequestRefused():
            return REFUSALS[fact.ground].cite
        case _:
            command = COMMANDS.get(fact.type)
            return CITES[command] if command else None


def _detail(fact: AnyEvent, case: Case) -> str | None:
    match fact:
        case events.RequestAccepted():
            return f"同意调解：{'、'.join(case.matter.party(side).name for side in fact.consents)}"
        case events.RequestRefused():
            return f"{REFUSALS[fact.ground].title}。{fact.reasons}"
        case events.SessionRecorded():
            came = "、".join(case.matter.party(side).name for side in fact.session.attended)
            return f"{fact.session.place}；到场：{came}"
        case events.AgreementSigned():
            return case.matter.party(fact.signature.side).name
        case events.MediationTerminated():
            told = "；".join(CHANNELS[code].title for code in fact.termination.channels)
            return f"{TERMINATIONS[fact.termination.reason].title}。已告知：{told}"
        case events.LimitExtended():
            return f"延长{fact.days}日。{fact.reason}"
        case LimitMoved() | ToldDateDecided():
            return told_dates.detail(fact, case.clocks)
        case events.TerminationProposed() | events.LimitMissed():
            return f"{_rule(case, fact.key).title}已于{zh_date(fact.due_on)}届满"
        case events.RequestWithdrawn():
            return fact.reason
        case _:
            return None
