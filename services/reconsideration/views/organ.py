"""The respondent's window (被申请人): its own cases, its own limits, the papers sent to it - and nothing of ours.

Drafts, reviews, returned drafts and masks are the office's own; an organ that is a party may not read them.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlmodel import col, select

from services.chassis import audit
from services.chassis.case_sheet import PaperLine, StepLine, paper_line
from services.chassis.clock_lines import ClockLine, Told, clock_line, next_due, notified
from services.chassis.db import HouseSession
from services.chassis.docket import need
from services.chassis.law_in_use import law_in_use
from services.kernel.principal import Principal

from ..access import permit, sent_to_organ
from ..domain import MACHINE, Case
from ..parts import Reply
from ..store import BOOK, CaseRow
from .sheet import steps

OWN_STATES = frozenset({"SUSPENDED", "SERVED", "TERMINATED", "CLOSED"})


class OrganSheet(BaseModel):
    """One case as the respondent may see it."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    number: str
    version: int
    state_title: str
    tone: str
    applicants: tuple[str, ...]
    act: str
    claim: str
    story: str
    clocks: tuple[ClockLine, ...]
    next: ClockLine | None
    steps: tuple[StepLine, ...]
    papers: tuple[PaperLine, ...]
    reply: Reply | None
    report: str
    result: str
    is_overdue: bool


def organ_sheet(session: HouseSession, case_id: UUID, principal: Principal, today: date) -> OrganSheet:
    """The case for its respondent; the reading is audited."""
    case = need(session, BOOK, case_id)
    permit(principal, case, "read_answer")
    audit.record(session, principal, "read_answer", f"reconsideration:{case_id}", "read")
    return _sheet(case, principal, today, notified(session, case_id))


def organ_lines(session: HouseSession, principal: Principal, today: date) -> tuple[OrganSheet, ...]:
    """Every case in which this organ has been called on to answer, its next own limit first."""
    rows = session.exec(select(CaseRow).where(col(CaseRow.respondent) == (principal.organ or ""))).all()
    cases = (BOOK.case.model_validate(row.snapshot) for row in rows)
    found = [_sheet(case, principal, today) for case in cases if sent_to_organ(case)]
    return tuple(sorted(found, key=lambda one: (_day(one), one.number)))


def _day(sheet: OrganSheet) -> date:
    return sheet.next.due.due_on or date.max if sheet.next else date.max


def _sheet(case: Case, principal: Principal, today: date, notified_on: Mapping[str, Told] | None = None) -> OrganSheet:
    law, told = law_in_use(), notified_on or {}
    own = (clock for clock in case.clocks if law.rule(clock).bound == "respondent")
    clocks = tuple(clock_line(clock, today, told=told.get(clock.key)) for clock in own)
    state = MACHINE.states[case.state if case.state in OWN_STATES else "TRIAL"]
    sent = {one.paper for one in case.deliveries if one.recipient == "R"}
    return OrganSheet(
        id=case.id,
        number=case.number,
        version=case.version,
        state_title=state.title,
        tone=state.tone,
        applicants=tuple(party.name for party in case.applicants),
        act=case.act.title + (f"（{case.act.number}）" if case.act.number else ""),
        claim=case.application.claim,
        story=case.application.story,
        clocks=clocks,
        next=next_due(clocks),
        steps=steps(case, principal),
        papers=tuple(paper_line(paper) for paper in case.papers if paper.kind in sent),
        reply=case.reply,
        report=case.advice.report,
        result=case.advice.result,
        is_overdue=case.advice.overdue,
    )
