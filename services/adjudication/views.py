"""What people and programs read of adjudication cases; nothing here changes anything."""

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
from services.chassis.issuing import to_party
from services.chassis.law_in_use import law_in_use
from services.chassis.messages import Recipient
from services.chassis.referral import need_file
from services.chassis.reminders import Addressees
from services.chassis.told_dates import ToldLine
from services.kernel.document import zh_date
from services.kernel.handover import HandOver
from services.kernel.moved_limits import LimitMoved, ToldDateDecided
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

from . import events
from .access import PERMISSIONS, permit
from .codes import KINDS, OUTCOMES, REFUSALS
from .domain import MACHINE, Case
from .domain.case import REPLY
from .domain.handing import hand_over as file_of
from .domain.readiness import is_ready
from .events import AnyEvent
from .parts import IssuedPaper
from .store import BOOK, OWN, CaseRow

DECIDING = frozenset(kind.decide for kind in KINDS.values())
# What is still owed in a state after its limit ran out.
OWED = {
    "RECEIVED": DECIDING | {kind.accept for kind in KINDS.values()},
    "TRIAL": DECIDING,
    "DRAFTED": DECIDING,
}


class CaseSheet(case_sheet.SheetHead):
    """Everything the page of a case shows."""

    case: Case


def lines(
    session: HouseSession, principal: Principal, today: date, *, state: str | None = None, mine: bool = False
) -> tuple[CaseLine, ...]:
    """Every case, the next limit first; a case without a limit comes last."""
    query = select(CaseRow)
    if state is not None:
        query = query.where(col(CaseRow.state) == state)
    if mine:
        query = query.where(col(CaseRow.adjudicator_id) == principal.id)
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
    audit.record(session, principal, "read_case", f"adjudication:{case_id}", "read")
    head = case_sheet.head(
        case,
        MACHINE,
        today,
        steps=steps(case, principal, is_told_later=bool(told_dates.waiting(session, case_id))),
        papers=tuple(case_sheet.paper_line(paper) for paper in case.papers),
        deliveries=tuple(
            case_sheet.delivery_line(one, _title_of(case, one.paper), case.matter.party(one.recipient).name)
            for one in case.deliveries
        ),
        timeline=entries(history(session, BOOK, case_id), case),
        notified=notified(session, case_id),
    )
    return CaseSheet(**dict(head), case=case)


def hand_over(session: HouseSession, case_id: UUID, principal: Principal) -> HandOver:
    """The file for the channel that comes next; the reading is audited."""
    case = need(session, BOOK, case_id)
    audit.record(session, principal, "read_hand_over", f"adjudication:{case_id}", "read")
    return need_file(file_of(case, history(session, BOOK, case_id)))


def steps(case: Case, principal: Principal, *, is_told_later: bool = False) -> tuple[StepLine, ...]:
    """The lawful steps that this person may take now."""

    def offered(command: str) -> bool:
        may_grow = command != "extend_limit" or case_sheet.is_extendable(case, case.kind.decide)
        waits = command != told_dates.COMMAND or is_told_later
        return waits and may_grow and is_ready(case, command)

    return case_sheet.lawful_steps(case, MACHINE, PERMISSIONS, principal, offered)


def paper(session: HouseSession, case_id: UUID, sha256: str, principal: Principal) -> IssuedPaper:
    """One issued paper for this reader; the reading is audited."""
    case = need(session, BOOK, case_id)
    permit(principal, case, "read_paper")
    audit.record(session, principal, "read_paper", f"adjudication:{case_id}", "read")
    found = next((one for one in case.papers if one.pdf_sha256 == sha256), None)
    if found is None:
        raise Refused("missing.paper", "本案没有这份文书。")
    return found


def addressees(session: HouseSession, clock: ClockRow) -> Addressees | None:
    """Whom a reminder reaches: the adjudicator for our own limits, the respondent for the time to reply."""
    case = load(session, BOOK, clock.case_id)
    if case is None:
        return None
    if law_in_use().rule(clock.facts).bound != OWN:
        return Addressees(case_number=case.number, recipients=(to_party(case.matter.respondent, "respondent"),))
    who = case.adjudicator
    to = Recipient(
        key=f"adjudicator:{who.id}" if who else "adjudicators",
        role="adjudicator",
        name=who.name if who else "裁决承办人",
    )
    return Addressees(case_number=case.number, recipients=(to,))


TITLES: Mapping[str, str] = {
    "request_received": "收到裁决申请",
    "request_accepted": "受理",
    "request_refused": "不予受理",
    "request_withdrawn": "申请人撤回申请",
    "copy_sent": "发出答复通知书和申请书副本",
    "reply_filed": "收到被申请人答复",
    "limit_extended": "延长裁决期限",
    "limit_missed": "期限届满未办结，已登记",
    "limit_moved": "放假安排调整，期限变动",
    "told_date_decided": "处理已告知的期限",
    "decision_drafted": "拟定裁决",
    "decision_signed": "签发裁决",
    "decision_returned": "签发人退回",
    "decision_issued": "制发裁决书",
    "paper_served": "文书送达",
    "service_corrected": "更正送达日期",
    "service_failed": "送达不成",
    "service_repeated": "改以其他方式送达",
    "decision_served": "裁决书已送达双方",
    "case_closed": "结案归档",
}
COMMANDS: Mapping[str, str] = {
    "request_received": "receive_request",
    "request_accepted": "accept_request",
    "copy_sent": "send_copy",
    "reply_filed": "file_reply",
    "decision_drafted": "draft_decision",
    "decision_signed": "sign_decision",
    "decision_issued": "issue_decision",
    "paper_served": "record_service",
    "service_corrected": "record_service",
    "service_repeated": "repeat_service",
    "decision_served": "record_service",
}
CITES: Mapping[str, str] = {row.command: row.cite for row in MACHINE.transitions}


def entries(past: Sequence[AnyEvent], case: Case) -> tuple[Entry, ...]:
    """The whole history in sentences, the newest first."""
    return tuple(
        Entry(on=fact.on, title=_title(fact), detail=_detail(fact, case), actor=fact.by.name, cite=_cite(fact, case))
        for fact in reversed(past)
    )


def _title(fact: AnyEvent) -> str:
    if isinstance(fact, events.LimitMissed) and fact.key == REPLY:
        return "答复期限届满，被申请人未答复，不影响裁决"
    return TITLES[fact.type]


def _cite(fact: AnyEvent, case: Case) -> str | None:
    match fact:
        case events.LimitMissed() | events.LimitExtended() | LimitMoved() | ToldDateDecided():
            clock = case.clocks.get(fact.key)
            return law_in_use().rule(clock).cite if clock else None
        case events.RequestRefused():
            return REFUSALS[fact.ground].cite
        case events.DecisionDrafted() | events.DecisionSigned() | events.DecisionIssued():
            return case.kind.cite
        case _:
            command = COMMANDS.get(fact.type)
            return CITES[command] if command else None


def _detail(fact: AnyEvent, case: Case) -> str | None:
    match fact:
        case events.RequestRefused():
            return f"{REFUSALS[fact.ground].title}。{fact.reasons}"
        case events.CopySent() | events.DecisionIssued():
            return f"{fact.paper.title} {fact.paper.number}"
        case events.ReplyFiled():
            return None if fact.reply.in_time else "逾期答复"
        case events.DecisionDrafted():
            return OUTCOMES[fact.draft.outcome].title
        case _:
            return _later_detail(fact, case)


def _title_of(case: Case, kind: str) -> str:
    paper = case.paper(kind)
    return paper.title if paper else kind


def _later_detail(fact: AnyEvent, case: Case) -> str | None:
    match fact:
        case events.PaperServed():
            return f"{_title_of(case, fact.delivery.paper)}送达{case.matter.party(fact.delivery.recipient).name}"
        case events.ServiceCorrected():
            return f"{_title_of(case, fact.delivery.paper)}的送达日期由{zh_date(fact.was_on)}更正为{zh_date(fact.on)}"
        case events.LimitExtended():
            return f"延长{fact.days}日。{fact.reason}"
        case LimitMoved() | ToldDateDecided():
            return told_dates.detail(fact, case.clocks)
        case events.LimitMissed():
            return f"期限于{zh_date(fact.due_on)}届满"
        case events.RequestWithdrawn() | events.ServiceFailed():
            return fact.reason
        case events.DecisionReturned():
            return fact.comment
        case _:
            return None
