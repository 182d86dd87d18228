"""办案人员: two officers a case, and nobody who must stand aside takes a step (公务员法 第七十六条、第七十七条)."""

from datetime import date
from typing import assert_never

from services.kernel.actor import Actor
from services.kernel.refusal import Fault, Refused
from services.kernel.steps import Command

from ..commands import AssignSecond, DecideConflict, DeclareConflict, ReturnCase, Staffing
from ..events import AnyEvent, CaseReturned, ConflictDecided, ConflictDeclared, SecondAssigned, StaffingEvent
from ..parts.people import Conflict, People
from .case import CODES, Case

CONFLICT, DECISION, TWO = "公务员法 第七十六条", "公务员法 第七十七条", "行政复议法实施条例 第三十二条"


def decide(case: Case, command: Staffing, today: date) -> tuple[AnyEvent, ...]:
    """Answer one wish about the people of the case."""
    match command:
        case AssignSecond():
            officer = command.officer or command.by
            fit(case, officer)
            if case.officer is not None and case.officer.id == officer.id:
                raise Refused("arl.same_officer", "两名承办人不能是同一人。", cite=TWO)
            return (SecondAssigned(on=today, by=command.by, officer=officer),)
        case ReturnCase():
            if case.officer is None or case.officer.id != command.by.id:
                raise Refused("arl.not_own_case", "只有承办人可以退回自己承办的案件。", cite=TWO)
            return (CaseReturned(on=today, by=command.by, reason=command.reason),)
        case DeclareConflict():
            return (ConflictDeclared(on=today, by=command.by, conflict=_declared(case, command)),)
        case DecideConflict():
            return (_decided(case, command, today),)
        case _:
            assert_never(command)


def _declared(case: Case, command: DeclareConflict) -> Conflict:
    if command.ground not in CODES.conflict_grounds:
        raise Refused("arl.conflict_ground", "请选明回避的情形。", cite=CONFLICT)
    named = {"self": command.by, "officer": case.officer, "second": case.people.second, "reviewer": case.reviewed_by}
    person = command.person or named[command.whom]
    if person is None:
        raise Refused("arl.conflict_nobody", "本案还没有这一人员，不能申请其回避。", cite=CONFLICT)
    if any(one.person.id == person.id and one.state != "dismissed" for one in case.people.conflicts):
        raise Refused("arl.conflict_twice", f"{person.name}的回避已经提出。", cite=CONFLICT)
    number = len(case.people.conflicts) + 1
    return Conflict(number=number, person=person, ground=command.ground, reason=command.reason, declared_by=command.by)


def _decided(case: Case, command: DecideConflict, today: date) -> ConflictDecided:
    waiting = case.people.open_conflicts
    if not waiting:
        raise Refused("arl.no_conflict", "没有待决定的回避申请。", cite=DECISION)
    first = next((one for one in waiting if one.person.id != command.by.id), None)
    if first is None:
        raise Refused("arl.own_conflict", "不能决定本人是否回避。", cite=DECISION)
    return ConflictDecided(
        on=today, by=command.by, number=first.number, excluded=command.excluded, reason=command.reason
    )


def require_fit(case: Case, command: Command) -> None:
    """Whoever was excluded takes no step in the case, whatever his office."""
    fit(case, command.by)


def fit(case: Case, person: Actor) -> None:
    """Refuse someone who must stand aside."""
    if person.id in case.people.excluded:
        raise Refused("arl.excluded", f"{person.name}已决定回避，不能办理本案。", cite=CONFLICT)


def handling(case: Case) -> frozenset[str]:
    """Everyone of the body who took part: both officers, whoever drafted, and the reviewer."""
    named = (case.officer, case.people.second, case.reviewed_by)
    return frozenset({one.id for one in named if one is not None} | set(case.drafters))


def signing_faults(case: Case) -> list[Fault]:
    """What keeps the case from its signature on account of its people."""
    faults = []
    if len(handling(case)) < len(("officer", "second")):
        faults.append(Fault("arl.two_officers", "审理行政复议案件应当由两名以上行政复议人员参加。", TWO, "procedure"))
    if case.people.open_conflicts:
        faults.append(Fault("arl.conflict_open", "回避申请尚未决定。", DECISION, "procedure"))
    if case.drafted_by is not None and case.drafted_by.id in case.people.excluded:
        faults.append(Fault("arl.excluded_draft", "拟稿人已决定回避，应当另行拟稿。", CONFLICT, "procedure"))
    return faults


def evolve(case: Case, event: StaffingEvent) -> Case:
    """Apply one fact about the people of the case."""
    people = case.people
    match event:
        case SecondAssigned():
            return _with(case, second=event.officer)
        case CaseReturned():
            return case.model_copy(update={"officer": None})
        case ConflictDeclared():
            return _with(case, conflicts=(*people.conflicts, event.conflict))
        case ConflictDecided():
            state = "excluded" if event.excluded else "dismissed"
            change = {"state": state, "decided_by": event.by}
            conflicts = tuple(
                one.model_copy(update=change) if one.number == event.number else one for one in people.conflicts
            )
            return _stood_aside(_with(case, conflicts=conflicts))
        case _:
            assert_never(event)


def _stood_aside(case: Case) -> Case:
    """Whoever is excluded no longer handles the case; another has to take it."""
    out, people = case.people.excluded, case.people
    officer = None if case.officer is not None and case.officer.id in out else case.officer
    second = None if people.second is not None and people.second.id in out else people.second
    return _with(case, second=second).model_copy(update={"officer": officer})


def _with(case: Case, **change: object) -> Case:
    people: People = case.people.model_copy(update=change)
    return case.model_copy(update={"people": people})
