"""What the history says of those who handle a case (办案人员)."""

from .. import events
from ..domain import CODES
from ..events import AnyEvent


def detail(fact: AnyEvent) -> str | None:
    """Who it is about, and why."""
    match fact:
        case events.OfficerAssigned() | events.SecondAssigned():
            return fact.officer.name
        case events.ReviewBypassed() | events.CaseReturned():
            return fact.reason
        case events.ConflictDeclared():
            ground = CODES.conflict_grounds[fact.conflict.ground].title
            return f"{fact.conflict.person.name}：{ground}。{fact.conflict.reason}"
        case events.ConflictDecided():
            return f"{'应当回避' if fact.excluded else '不需要回避'}。{fact.reason}"
        case events.DecisionSigned():
            return f"集体讨论通过（{len(fact.discussion.views)}人参加）" if fact.discussion else None
        case _:
            return None
