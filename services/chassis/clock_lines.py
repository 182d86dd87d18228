"""The limits of a case as people read them: the day, how long it is, and why it is that day."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from services.chassis import due
from services.chassis.clock_rows import ClockRow
from services.chassis.due import Due
from services.kernel.clock import explain
from services.kernel.facts import ClockFacts, ClockState
from services.kernel.law import Law, the_law


class ClockLine(BaseModel):
    """One limit: whom it binds, its last day, the working days left, and the reckoning step by step."""

    model_config = ConfigDict(frozen=True)

    key: str
    title: str
    cite: str
    bound: str
    confidence: str
    started_on: date
    state: str
    due: Due
    why: tuple[str, ...]


BOUND = {
    "applicant": "申请人",
    "respondent": "被申请人",
    "reconsideration_organ": "行政复议机关",
    "reconsideration_body": "行政复议机构",
    "mediation_organ": "调解机关",
    "adjudication_organ": "裁决机关",
    "parties": "双方当事人",
}


def clock_line(clock: ClockFacts, today: date, law: Law | None = None) -> ClockLine:
    """Reckon one limit and say how it stands today."""
    chosen = law or the_law()
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
        why=explain(deadline, "zh"),
    )


def _due(clock: ClockFacts, due_on: date | None, today: date, law: Law, *, provisional: bool) -> Due:
    ended_on = clock.ended_on or clock.started_on
    if clock.state is ClockState.LAPSED:
        return due.lapsed(due_on or ended_on)
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
    return _due(row.facts, row.due_on, today, law or the_law(), provisional=row.provisional)


def next_due(clocks: tuple[ClockLine, ...]) -> ClockLine | None:
    """The live limit that ends first; one that stands still comes last."""
    live = [line for line in clocks if line.state in {ClockState.RUNNING, ClockState.SUSPENDED}]
    return min(live, key=lambda line: line.due.due_on or date.max, default=None)
