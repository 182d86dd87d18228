"""The law of one mediation case: `decide` answers a command with events, `evolve` applies an event."""

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Refused
from services.kernel.steps import Lapse

from ..commands import AnyCommand, Ending, Limits, Mediating, Opening, ReceiveRequest
from ..events import AnyEvent, EndingEvent, LimitEvent, MediatingEvent, OpeningEvent, RequestReceived
from . import ending, limits, mediating, opening
from .case import MACHINE, Case

__all__ = ["MACHINE", "Case", "decide", "evolve"]


def decide(case: Case | None, command: AnyCommand, today: date, law: Law) -> Sequence[AnyEvent]:
    """What follows from the command on this day, or a refusal with its article. Nothing changes here."""
    if case is None:
        if not isinstance(command, ReceiveRequest):
            raise Refused("missing.case", "没有这个案件，或者您无权查看。")
        return opening.receive(command, today)
    if not isinstance(command, ReceiveRequest):
        row = MACHINE.step(case.state, command.type)
        if isinstance(command, Lapse):
            command.require_over(today, row.cite)
    if isinstance(command, Opening):
        return opening.decide(case, command, today)
    if isinstance(command, Mediating):
        return mediating.decide(case, command, today)
    if isinstance(command, Ending):
        return ending.decide(case, command, today, law)
    if isinstance(command, Limits):
        return limits.decide(case, command, today, law)
    assert_never(command)


def evolve(case: Case | None, event: AnyEvent) -> Case:
    """The file after the event. The version counts events, so that a stale wish is noticed."""
    if case is None:
        if not isinstance(event, RequestReceived):
            raise ValueError(f"A file cannot begin with {event.type}.")
        return opening.opened(event).model_copy(update={"version": 1})
    return _apply(case, event).model_copy(update={"version": case.version + 1})


def _apply(case: Case, event: AnyEvent) -> Case:
    if isinstance(event, OpeningEvent):
        return opening.evolve(case, event)
    if isinstance(event, MediatingEvent):
        return mediating.evolve(case, event)
    if isinstance(event, EndingEvent):
        return ending.evolve(case, event)
    if isinstance(event, LimitEvent):
        return limits.evolve(case, event)
    assert_never(event)
