"""停止执行: what happened."""

from typing import Literal

from services.kernel.steps import Event


class StayOrdered(Event):
    type: Literal["stay_ordered"] = "stay_ordered"
    ground: str
    reason: str


class StayDeclined(Event):
    type: Literal["stay_declined"] = "stay_declined"
    reason: str


class StayLifted(Event):
    type: Literal["stay_lifted"] = "stay_lifted"
    reason: str


StayEvent = StayOrdered | StayDeclined | StayLifted
