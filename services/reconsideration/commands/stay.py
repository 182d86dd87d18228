"""停止执行: what may be asked."""

from typing import Literal

from services.kernel.steps import Command, Sentence


class OrderStay(Command):
    """决定停止执行 on one of the four grounds."""

    type: Literal["order_stay"] = "order_stay"
    ground: str
    reason: Sentence


class DeclineStay(Command):
    """不停止执行: the request of a party is not reasonable."""

    type: Literal["decline_stay"] = "decline_stay"
    reason: Sentence


class LiftStay(Command):
    """恢复执行: the cause of the stay is gone."""

    type: Literal["lift_stay"] = "lift_stay"
    reason: Sentence


StayWish = OrderStay | DeclineStay | LiftStay
