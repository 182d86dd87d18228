"""期限: extension where the kind allows one, and the register of missed limits."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.moved_limits import DecideToldDate, LimitMoved, ToldDateDecided, decide_told_date
from services.kernel.refusal import Refused

from ..commands import ExtendLimit, Limits, RecordMissedLimit
from ..events import AnyEvent, LimitEvent, LimitExtended, LimitMissed
from .case import Case


def decide(case: Case, command: Limits, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case ExtendLimit():
            clock = case.clocks.get(case.kind.decide)
            if clock is None or not clock.is_live:
                raise Refused("adj.no_limit", "裁决期限没有在进行，不能延长。", cite=case.kind.cite)
            law.check_extension(clock, command.days, today)
            return (LimitExtended(on=today, by=command.by, key=clock.key, days=command.days, reason=command.reason),)
        case DecideToldDate():
            return decide_told_date(case.clocks, command, today, law)
        case RecordMissedLimit():
            return (LimitMissed(on=today, by=command.by, key=command.key, due_on=command.due_on),)
        case _:
            assert_never(command)


def evolve(case: Case, event: LimitEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case LimitExtended():
            return case.model_copy(update={"clocks": case.clocks.extend(event.key, event.days, event.on)})
        case LimitMoved() | ToldDateDecided():
            return case  # the facts stay as they were
        case LimitMissed():
            clocks = case.clocks.lapse(event.key, event.on) if case.clocks.is_live(event.key) else case.clocks
            return case.model_copy(update={"missed": (*case.missed, event.key), "clocks": clocks})
        case _:
            assert_never(event)
