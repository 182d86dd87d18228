"""送达: what happened."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.kernel.steps import Event

from ..parts import Delivery, NewDelivery


class PaperServed(Event):
    """送达; `on` is the day it counts as served."""

    type: Literal["paper_served"] = "paper_served"
    delivery: Delivery
    mode: str
    proof_sha256: str | None


class ServiceCorrected(Event):
    """更正送达日期: the limits that ran from the wrong day run from the right one.

    `reply_in_time`: whether a reply already filed was in time, counted from the right day.
    """

    type: Literal["service_corrected"] = "service_corrected"
    delivery: Delivery
    was_on: date
    reply_in_time: bool | None = None


class ServiceFailed(Event):
    type: Literal["service_failed"] = "service_failed"
    delivery_id: UUID
    reason: str


class ServiceRepeated(Event):
    type: Literal["service_repeated"] = "service_repeated"
    failed_id: UUID
    delivery: NewDelivery


ServingEvent = PaperServed | ServiceCorrected | ServiceFailed | ServiceRepeated
