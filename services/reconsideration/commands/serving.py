"""送达: what may be asked."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.kernel.steps import Command

from ..parts import NewDelivery


class RecordService(Command):
    """登记送达 from proof of service; `was_on` names the earlier date that a correction replaces."""

    type: Literal["record_service"] = "record_service"
    delivery_id: UUID
    served_on: date
    mode: str
    proof_sha256: str | None = None
    was_on: date | None = None


class RecordServiceFailure(Command):
    """登记送达不成."""

    type: Literal["record_service_failure"] = "record_service_failure"
    delivery_id: UUID
    reason: str


class RepeatService(Command):
    """改以其他方式再次送达 after a failure."""

    type: Literal["repeat_service"] = "repeat_service"
    failed_id: UUID
    delivery: NewDelivery


Serving = RecordService | RecordServiceFailure | RepeatService
