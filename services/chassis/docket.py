"""The one way a case changes: load under lock, permit, decide, evolve, write everything, all in one transaction.

What is written together: the case row, its events, its clocks, the messages that tell of it, the audit entry. The
caller's transaction commits; nothing here does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, Self, TypeVar
from uuid import UUID

from pydantic import JsonValue, TypeAdapter
from sqlmodel import col, select

from services.chassis import audit, clocks, outbox, recalculate, sweeping
from services.chassis.case_rows import CaseColumns
from services.chassis.clocks import Moved
from services.chassis.db import HouseSession
from services.chassis.law_in_use import in_use, law_in_use
from services.chassis.messages import AnyBody, CaseMoved, CaseOpened, Channel
from services.chassis.now import now
from services.chassis.tables import EventLog
from services.kernel.actor import SYSTEM, Actor
from services.kernel.casefile import CaseFile
from services.kernel.law import Law
from services.kernel.machine import Machine
from services.kernel.principal import Principal, service
from services.kernel.refusal import Refused


class CommandLike(Protocol):
    """A wish: its name in the machine's table, and who has it."""

    @property
    def type(self) -> str: ...
    def model_copy(self, *, update: Mapping[str, object] | None = None) -> Self: ...


class EventLike(Protocol):
    """A fact: its name, its legal day, and who brought it about."""

    @property
    def type(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def by(self) -> Actor: ...


# A lapse with no other consequence than that it is known: it goes into the register of missed limits.
MISSED = "record_missed_limit"
MOVED = "limit_moved"
C = TypeVar("C", bound=CaseFile)
K = TypeVar("K", bound=CommandLike)
E = TypeVar("E", bound=EventLike)


@dataclass(frozen=True)
class Book(Generic[C, K, E]):
    """What a channel tells the docket about its cases.

    `lapses`: which command the sweep proposes for a rule's `on_lapse`, from the clock's key and its last day.
    `publish`: the messages that follow from one event. `columns`: the channel's own columns of the case row.
    """

    channel: Channel
    row: type[CaseColumns]
    case: type[C]
    machine: Machine
    events: TypeAdapter[E]
    decide: Callable[[C | None, K, date, Law], Sequence[E]]
    evolve: Callable[[C | None, E], C]
    permit: Callable[[Principal, C | None, str], None]
    columns: Callable[[C], Mapping[str, object]]
    publish: Callable[[C, E], Sequence[AnyBody]]
    lapses: Mapping[str, Callable[[str, date], K]]


def load(session: HouseSession, book: Book[C, K, E], case_id: UUID, *, lock: bool = False) -> C | None:
    """The case as it stands; under lock when it is about to change."""
    row = session.get(book.row, case_id, with_for_update=lock, populate_existing=True)
    return None if row is None else book.case.model_validate(row.snapshot)


def need(session: HouseSession, book: Book[C, K, E], case_id: UUID, *, lock: bool = False) -> C:
    """The case, or a refusal that gives nothing away."""
    found = load(session, book, case_id, lock=lock)
    if found is None:
        raise Refused("missing.case", "没有这个案件，或者您无权查看。")
    return found


def handle(  # noqa: PLR0913 - who wants what, of which case, on which day, having seen which version
    session: HouseSession,
    book: Book[C, K, E],
    case_id: UUID,
    command: K,
    principal: Principal,
    *,
    today: date,
    expected_version: int | None = None,
) -> C:
    """Take one step in a case, or refuse it whole. The same wish again, where it changes nothing, is no fault."""
    case = load(session, book, case_id, lock=True)
    book.permit(principal, case, command.type)
    if case is not None and expected_version is not None and case.version != expected_version:
        raise Refused("stale.case", "案件已被他人更新，您看到的不是最新内容。请刷新页面，核对后再办理。")
    wish = command.model_copy(update={"by": actor_of(principal)})
    facts = book.decide(case, wish, today, law_in_use())
    if not facts:
        if case is None:
            raise Refused("missing.case", "没有这个案件，或者您无权查看。")
        return case
    changed = _write(session, book, case, facts)
    detail: dict[str, str | int | bool | None] = {"version": changed.version, "state": changed.state}
    audit.record(session, principal, command.type, f"{book.channel}:{case_id}", detail=detail)
    return changed


def actor_of(principal: Principal) -> Actor:
    """How the file remembers the principal; another process of the house acts as the system."""
    return Actor(id=principal.id, name=principal.name or principal.id) if principal.kind == "user" else SYSTEM


def _write(session: HouseSession, book: Book[C, K, E], before: C | None, facts: Sequence[E]) -> C:
    case = before
    for fact in facts:
        case = book.evolve(case, fact)
        session.add(_entry(book, case, fact))
        for body in book.publish(case, fact):
            outbox.put(session, body, case_id=case.id, on=fact.on)
    if case is None:
        raise ValueError("A decision without events writes nothing.")
    _save(session, book, case, is_new=before is None)
    moved = clocks.sync_clocks(session, case.id, case.clocks, law_in_use())
    case = _tell_of_moves(session, book, case, moved, facts[-1].on)
    if before is None:
        opened = CaseOpened(
            channel=book.channel, case_id=case.id, number=case.number, unit_id=case.unit_id, dispute_id=case.dispute_id
        )
        outbox.put(session, opened, case_id=case.id, on=case.opened_on)
    if before is None or before.state != case.state:
        outbox.put(session, _moved(book, case, facts[-1].on), case_id=case.id, on=facts[-1].on)
    return case


def _tell_of_moves(session: HouseSession, book: Book[C, K, E], before: C, moved: Sequence[Moved], on: date) -> C:
    """Enter each limit that the law alone moved into the history and the audit chain: old day, new day, notice."""
    if not moved:
        return before
    case, law = before, in_use()
    for one in moved:
        told = {"key": one.key, "was_on": str(one.was_on), "now_on": str(one.now_on), "notice": law.notice}
        fact = book.events.validate_python({"type": MOVED, "on": on, "calendar": law.number, **told})
        case = book.evolve(case, fact)
        session.add(_entry(book, case, fact))
        detail: dict[str, str | int | bool | None] = {**told, "calendar": law.number, "version": case.version}
        audit.record(session, service(session.service), MOVED, f"{book.channel}:{case.id}", detail=detail)
    _save(session, book, case, is_new=False)
    return case


def bring_level(session: HouseSession, book: Book[C, K, E], case_id: UUID, *, today: date) -> int:
    """Reckon the limits of a case with the law in use, under the lock of the case; how many days moved."""
    case = need(session, book, case_id, lock=True)
    moved = clocks.sync_clocks(session, case_id, case.clocks, law_in_use())
    _tell_of_moves(session, book, case, moved, today)
    return len(moved)


def _entry(book: Book[C, K, E], case: C, fact: E) -> EventLog:
    data: dict[str, JsonValue] = book.events.dump_python(fact, mode="json")
    return EventLog(case_id=case.id, seq=case.version, type=fact.type, data=data, at=now(), on=fact.on, by=fact.by.id)


def _moved(book: Book[C, K, E], case: C, on: date) -> CaseMoved:
    return CaseMoved(
        channel=book.channel,
        case_id=case.id,
        number=case.number,
        unit_id=case.unit_id,
        state=case.state,
        title=book.machine.states[case.state].title,
        on=on,
    )


def _save(session: HouseSession, book: Book[C, K, E], case: C, *, is_new: bool) -> None:
    values: dict[str, object] = {
        "number": case.number,
        "state": case.state,
        "version": case.version,
        "opened_on": case.opened_on,
        "unit_id": case.unit_id,
        "dispute_id": case.dispute_id,
        "snapshot": case.model_dump(mode="json"),
        **book.columns(case),
    }
    if is_new:
        session.add(book.row.model_validate({"id": case.id, **values}))
    else:
        row = session.get_one(book.row, case.id)
        for name, value in values.items():
            setattr(row, name, value)
    session.flush()


def lapse(  # noqa: PLR0913 - the clock, its last day and the day of the sweep
    session: HouseSession,
    book: Book[C, K, E],
    case_id: UUID,
    key: str,
    principal: Principal,
    *,
    today: date,
) -> bool:
    """Let one clock run out, by the command its rule names. Nothing happens where it has ended or moved meanwhile."""
    case = need(session, book, case_id, lock=True)
    clock = case.clocks.get(key)
    if clock is None or not law_in_use().is_expired(clock, today):
        return False
    rule, due = law_in_use().rule(clock), law_in_use().due_on(clock)
    if rule.on_lapse is None or due is None:
        return False
    handle(session, book, case_id, book.lapses[rule.on_lapse](key, due), principal, today=today)
    if rule.on_lapse == MISSED:
        clocks.record_missed(session, case_id, key, rule.id, due_on=due, on=today)
    return True


def history(session: HouseSession, book: Book[C, K, E], case_id: UUID) -> tuple[E, ...]:
    """Everything that happened to the case, in order."""
    rows = session.exec(select(EventLog).where(col(EventLog.case_id) == case_id).order_by(col(EventLog.seq)))
    return tuple(book.events.validate_python(row.data) for row in rows)


def rebuild(session: HouseSession, book: Book[C, K, E], case_id: UUID) -> C | None:
    """The case rebuilt from its events alone: it must equal the stored one."""
    case: C | None = None
    for fact in history(session, book, case_id):
        case = book.evolve(case, fact)
    return case


def lapse_as(book: Book[C, K, E], principal: Principal, today: date) -> sweeping.Lapse:
    """What the sweep does with an expired clock of a book."""

    def lapse_one(session: HouseSession, case_id: UUID, key: str, _rule: str) -> bool:
        return lapse(session, book, case_id, key, principal, today=today)

    return lapse_one


def level_as(book: Book[C, K, E], today: date) -> recalculate.Level:
    """What recalculation does with a case of a book."""

    def level_one(session: HouseSession, case_id: UUID) -> int:
        return bring_level(session, book, case_id, today=today)

    return level_one
