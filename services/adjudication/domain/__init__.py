"""The law of one adjudication case: `decide` answers a command with events, `evolve` applies an event."""

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Refused
from services.kernel.steps import Lapse

from ..commands import AnyCommand, Deciding, Exchange, Limits, Opening, ReceiveRequest, Serving
from ..events import (
    AnyEvent,
    DecidingEvent,
    ExchangeEvent,
    LimitEvent,
    OpeningEvent,
    RequestReceived,
    ServingEvent,
)
from . import deciding, exchange, limits, opening, serving
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
    if isinstance(command, Exchange):
        return exchange.decide(case, command, today, law)
    if isinstance(command, Deciding):
        return deciding.decide(case, command, today)
    if isinstance(command, Serving):
        return serving.decide(case, command, today, law)
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
    if isinstance(event, ExchangeEvent):
        return exchange.evolve(case, event)
    if isinstance(event, DecidingEvent):
        return deciding.evolve(case, event)
    if isinstance(event, ServingEvent):
        return serving.evolve(case, event)
    if isinstance(event, LimitEvent):
        return limits.evolve(case, event)
    assert_never(event)
