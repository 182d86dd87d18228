"""The register of missed limits (逾期登记): which organ let which limit pass, by how many days, and why.

A row is written by the sweep and never removed. The reason is stated by whoever is responsible; stated again, the
earlier statement stays in the register behind the new one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, func, true
from sqlmodel import col, select

from services.chassis import audit, docket
from services.chassis.clock_lines import BOUND
from services.chassis.clock_rows import ClockRow, MissedLimit, MissedReason
from services.chassis.db import HouseSession
from services.chassis.district import district
from services.chassis.docket import Book, CommandLike, EventLike
from services.chassis.law_in_use import law_in_use
from services.chassis.now import now
from services.kernel.casefile import CaseFile
from services.kernel.facts import ClockFacts
from services.kernel.law import Law
from services.kernel.principal import Principal
from services.kernel.refusal import Fault, Refused
from services.kernel.rule import RuleVersion

C = TypeVar("C", bound=CaseFile)
K = TypeVar("K", bound=CommandLike)
E = TypeVar("E", bound=EventLike)
Owed = Mapping[str, frozenset[str]]
LONGEST = 1000

REASONS: Mapping[str, str] = {
    "workload": "案件集中，人手不足",
    "complex": "案情复杂，调查取证未完成",
    "reply": "等待有关单位答复或者提供材料",
    "negotiation": "当事人协商、和解占用时间",
    "service": "文书送达受阻",
    "handover": "承办人变动，移交不及时",
    "calendar": "节假日安排或者送达日期更正，期限提前",
    "system": "系统故障",
    "oversight": "疏漏",
    "other": "其他原因",
}


class MissedLine(BaseModel):
    """One missed limit. `days_over` is counted to the day on which the thing was done, and to today while it is not."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    case_id: UUID
    number: str
    organ: str
    limit: str
    cite: str
    due_on: date
    noticed_on: date
    done_on: date | None
    days_over: int
    reason: str | None
    words: str | None
    by: str | None
    stated_on: date | None


@dataclass(frozen=True)
class Register(Generic[C, K, E]):
    """The register of one channel. `owed`: by state, the rules that are still to be met after they ran out."""

    book: Book[C, K, E]
    owed: Owed

    def count(self, session: HouseSession, *, unexplained: bool = False) -> int:
        """How many limits were missed; only those without a stated reason, if so asked."""
        return session.exec(select(func.count(col(MissedLimit.id))).where(_wanted(unexplained))).one()

    def lines(
        self, session: HouseSession, today: date, *, unexplained: bool = False, start: int = 0, size: int = 25
    ) -> tuple[MissedLine, ...]:
        """The missed limits, the newest first: so many of them from this place on."""
        query = select(MissedLimit).where(_wanted(unexplained))
        query = query.order_by(col(MissedLimit.noticed_on).desc(), col(MissedLimit.id)).offset(start).limit(size)
        rows = session.exec(query).all()
        reasons = _newest_reasons(session, [row.id for row in rows])
        numbers = self._numbers(session, [row.case_id for row in rows])
        law, facts = law_in_use(), _facts(session, [row.case_id for row in rows])
        return tuple(
            _line(
                row,
                numbers[row.case_id],
                law.rule(facts[row.case_id, row.key]),
                done_on=self._done_on(session, row, law),
                reason=reasons.get(row.id),
                today=today,
            )
            for row in rows
        )

    def explain(  # noqa: PLR0913 - which limit, why, by whom, when
        self, session: HouseSession, missed_id: UUID, code: str, words: str, principal: Principal, *, today: date
    ) -> None:
        """State why a limit was missed. What was stated before stays."""
        _check(code, words)
        missed = session.get(MissedLimit, missed_id)
        if missed is None:
            raise Refused("missing.missed_limit", "没有这条逾期登记，或者您无权查看。")
        session.add(
            MissedReason(
                missed_id=missed.id,
                code=code,
                words=words.strip(),
                by_id=principal.id,
                by_name=principal.name,
                on=today,
                at=now(),
            )
        )
        subject = f"{self.book.channel}:{missed.case_id}"
        audit.record(session, principal, "explain_missed_limit", subject, detail={"key": missed.key, "reason": code})

    def _numbers(self, session: HouseSession, cases: Sequence[UUID]) -> dict[UUID, str]:
        row = self.book.row
        found = session.exec(select(row.id, row.number).where(col(row.id).in_(cases)))
        return dict(found.all())

    def _done_on(self, session: HouseSession, missed: MissedLimit, law: Law) -> date | None:
        """The day on which the late thing was done: its own event, or the case left every state that still owes it."""
        owing = {state for state, rules in self.owed.items() if missed.rule in rules}
        stops = {stop for version in law.rulebook.versions(missed.rule) for stop in version.stops}
        case: C | None = None
        for fact in docket.history(session, self.book, missed.case_id):
            case = self.book.evolve(case, fact)
            is_done = fact.type in stops or self.book.machine.states[case.state].ends
            if fact.on > missed.due_on and (is_done or (owing and case.state not in owing)):
                return fact.on
        return None


def _wanted(unexplained: bool) -> ColumnElement[bool]:
    stated = select(MissedReason.id).where(col(MissedReason.missed_id) == MissedLimit.id).exists()
    return ~stated if unexplained else true()


def _facts(session: HouseSession, cases: Sequence[UUID]) -> dict[tuple[UUID, str], ClockFacts]:
    """The facts of the clocks: they, and not the day of the lapse, choose the version of the rule."""
    rows = session.exec(select(ClockRow).where(col(ClockRow.case_id).in_(cases)))
    return {(row.case_id, row.key): row.facts for row in rows}


def _newest_reasons(session: HouseSession, missed: Sequence[UUID]) -> dict[UUID, MissedReason]:
    query = select(MissedReason).where(col(MissedReason.missed_id).in_(missed)).order_by(col(MissedReason.at))
    return {reason.missed_id: reason for reason in session.exec(query)}


def _check(code: str, words: str) -> None:
    faults = []
    if code not in REASONS:
        faults.append(Fault("missed_limit.code", "请选择逾期原因。", field="code"))
    if not words.strip():
        faults.append(Fault("missed_limit.words", "请写明逾期的具体情况。", field="words"))
    if len(words) > LONGEST:
        faults.append(Fault("missed_limit.too_long", f"具体情况最多{LONGEST}字，请精简。", field="words"))
    if faults:
        raise Refused.of(faults)


def _line(  # noqa: PLR0913 - a row with what belongs to it
    row: MissedLimit, number: str, rule: RuleVersion, *, done_on: date | None, reason: MissedReason | None, today: date
) -> MissedLine:
    return MissedLine(
        id=row.id,
        case_id=row.case_id,
        number=number,
        organ=_organ(rule.bound),
        limit=rule.title,
        cite=rule.cite,
        due_on=row.due_on,
        noticed_on=row.noticed_on,
        done_on=done_on,
        days_over=((done_on or today) - row.due_on).days,
        reason=REASONS.get(reason.code, reason.code) if reason else None,
        words=reason.words if reason else None,
        by=reason.by_name if reason else None,
        stated_on=reason.on if reason else None,
    )


def _organ(bound: str) -> str:
    """The organ by its name where the district has only one that can be meant."""
    here = district()
    named = {"reconsideration_organ": here.government, "reconsideration_body": here.body}
    return here.organ(named[bound]).name if bound in named else BOUND.get(bound, bound)
