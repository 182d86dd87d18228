"""The limits of a case as people read them: the day, how long it is, and why it is that day."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session, col, select

from services.chassis import due
from services.chassis.clock_rows import ClockRow
from services.chassis.due import Due
from services.chassis.law_in_use import law_in_use
from services.kernel.clock import explain
from services.kernel.facts import ClockFacts, ClockState
from services.kernel.law import Law


class ClockLine(BaseModel):
    """One limit: whom it binds, its last day, the working days left, and the reckoning step by step.

    `notified_on` is the last day a party was told; where it is not `reckoned_on`, a person decides which one holds.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    title: str
    cite: str
    bound: str
    confidence: str
    started_on: date
    state: str
    due: Due
    reckoned_on: date | None
    notified_on: date | None = None
    is_told_kept: bool = False
    provisional: bool
    may_change: bool
    why: tuple[str, ...]
    facts: ClockFacts

    @property
    def told_otherwise(self) -> str:
        """What holds where a party was told another last day than the one reckoned now; empty where they agree."""
        if self.notified_on is None or self.notified_on == self.reckoned_on:
            return ""
        if self.is_told_kept:
            return KEPT
        return LATER if self.reckoned_on is None or self.reckoned_on > self.notified_on else WAITS


WAITS = "现推算的日期较早，以哪个日期为准由承办人决定；作出决定前，不会早于已告知的日期届满。"
KEPT = "承办人已决定保留告知当事人的日期。"
LATER = "现推算的日期较晚，期限不会早于它届满。"
BOUND = {
    "applicant": "申请人",
    "respondent": "被申请人",
    "reconsideration_organ": "行政复议机关",
    "reconsideration_body": "行政复议机构",
    "mediation_organ": "调解机关",
    "adjudication_organ": "裁决机关",
    "parties": "双方当事人",
    "superior_organ": "上一级机关",
    "receiving_organ": "接收机关",
    "basis_maker": "规范性文件制定机关",
    "petition_organ": "信访办理机关",
    "inspection_organ": "劳动保障监察机关",
    "social_organ": "社会保险行政部门",
    "arbitration_commission": "劳动争议仲裁委员会",
    "court": "人民法院",
    "police": "公安机关",
    "mediator": "调解组织",
    "employer": "用人单位",
    "recipient": "受送达人",
}


class Told(NamedTuple):
    """The last day a party was told on paper, and whether a person decided that it holds."""

    on: date
    is_kept: bool = False


def notified(session: Session, case_id: UUID) -> Mapping[str, Told]:
    """The last days that parties of a case were told, by the key of the limit."""
    told = select(ClockRow).where(col(ClockRow.case_id) == case_id, col(ClockRow.due_notified).is_not(None))
    rows = session.exec(told)
    return {row.key: Told(row.due_notified, row.due_kept) for row in rows if row.due_notified is not None}


def clock_line(clock: ClockFacts, today: date, law: Law | None = None, *, told: Told | None = None) -> ClockLine:
    """Reckon one limit and say how it stands today."""
    chosen = law or law_in_use()
    rule, deadline = chosen.rule(clock), chosen.deadline(clock)
    return ClockLine(
        key=clock.key,
        title=rule.title,
        cite=rule.cite,
        bound=BOUND.get(rule.bound, rule.bound),
        confidence=rule.confidence,
        started_on=clock.started_on,
        state=clock.state,
        due=_due(clock, deadline.due_on, today, chosen, provisional=deadline.provisional),
        reckoned_on=deadline.due_on,
        notified_on=told.on if told else None,
        is_told_kept=told is not None and told.is_kept,
        provisional=deadline.provisional,
        may_change=deadline.may_change,
        why=explain(deadline, "zh"),
        facts=clock,
    )


def _due(clock: ClockFacts, due_on: date | None, today: date, law: Law, *, provisional: bool) -> Due:
    ended_on = clock.ended_on or clock.started_on
    if clock.state is ClockState.LAPSED:
        return due.lapsed(due_on or ended_on, provisional=provisional)
    if clock.state is ClockState.CLOSED:
        return due.closed(ended_on)
    if clock.state is ClockState.MET:
        return due.met(ended_on)
    if clock.state is ClockState.SUSPENDED or due_on is None:
        return due.due(None, today)
    left = law.calendar.working_days_between(today, due_on) if due_on >= today else None
    return due.due(due_on, today, left=left, provisional=provisional)


def due_of(row: ClockRow, today: date, law: Law | None = None) -> Due:
    """The badge of a stored limit, without reckoning it anew."""
    return _due(row.facts, row.due_on, today, law or law_in_use(), provisional=row.provisional)


def next_due(clocks: tuple[ClockLine, ...]) -> ClockLine | None:
    """The live limit that ends first; one that stands still comes last."""
    live = [line for line in clocks if line.state in {ClockState.RUNNING, ClockState.SUSPENDED}]
    return min(live, key=lambda line: line.due.due_on or date.max, default=None)
