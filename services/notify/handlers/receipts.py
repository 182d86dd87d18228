"""What people and the post bring back: slips, corrections, public notices, and the sweep that ends the notices' period."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.chassis import files, recalculate, sweeping
from services.chassis.case_web import not_future
from services.chassis.contracts import SweepResult
from services.chassis.db import HouseSession
from services.chassis.now import today
from services.chassis.recalculate import Level
from services.kernel.principal import Principal
from services.kernel.refusal import Refused

from ..commands import CorrectServiceDate, DeemServed, GivePublicNotice, RecordReceipt
from ..domain.delivery import Delivery
from ..events import CameBack, Event, Receipt, ReceiptContradicted, ReceiptKept, Served
from ..store import bring_level
from .deliveries import handle

SLIP_KINDS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class Verdict(StrEnum):
    """What a slip did: it decided, it was filed without effect, it contradicts, or it was known."""

    RECORDED = "recorded"
    KEPT = "kept"
    CONTRADICTS = "contradicts"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Taken:
    """The delivery after a slip, and what the slip did."""

    delivery: Delivery
    verdict: Verdict


def take_receipt(
    session: HouseSession, delivery_id: UUID, receipt: Receipt, principal: Principal, *, version: int | None = None
) -> Taken:
    """Take a slip from the clerk or the post. No slip is lost: one that contradicts is filed for a person to decide."""
    command = RecordReceipt(receipt=receipt)
    delivery, events = handle(session, delivery_id, command, principal, today=today(), expected_version=version)
    return Taken(delivery, _verdict(events))


def correct(  # noqa: PLR0913 - which delivery, what is right, why, by whom, having seen which version
    session: HouseSession,
    delivery_id: UUID,
    receipt: Receipt,
    reason: str,
    principal: Principal,
    *,
    version: int | None = None,
) -> Delivery:
    """Correct a service date; the case is told of the date that no longer stands."""
    command = CorrectServiceDate(receipt=receipt, reason=reason, by=principal.name or principal.id)
    return handle(session, delivery_id, command, principal, today=today(), expected_version=version)[0]


def give_notice(
    session: HouseSession,
    delivery_id: UUID,
    command: GivePublicNotice,
    principal: Principal,
    *,
    version: int | None = None,
) -> Delivery:
    """Put the document up as a public notice; its clock starts."""
    return handle(session, delivery_id, command, principal, today=today(), expected_version=version)[0]


def sweep(on: date, principal: Principal) -> SweepResult:
    """Let the periods of public notices run out that have passed: the documents count as served."""
    not_future(on)

    def lapse(session: HouseSession, delivery_id: UUID, _key: str, _rule: str) -> bool:
        return bool(handle(session, delivery_id, DeemServed(), principal, today=on)[1])

    recalculate.recalculate("notify", level_as(on))
    return sweeping.sweep("notify", on, lapse)


def level_as(today: date) -> Level:
    """What recalculation does with a delivery."""

    def level_one(session: HouseSession, delivery_id: UUID) -> int:
        return bring_level(session, delivery_id, today)

    return level_one


def keep_slip(content: bytes) -> str:
    """Keep the image of a slip; only pictures and PDF are evidence that every desk can open."""
    if kind_of(content) is None:
        raise Refused("delivery.slip_kind", "回执影像只收 PDF、PNG 或者 JPEG 文件，请转换后重新上传。")
    return files.put(content)


def kind_of(content: bytes) -> str | None:
    """The media type that the bytes themselves tell; a file's name is only what somebody called it."""
    return next((kind for start, kind in SLIP_KINDS.items() if content.startswith(start)), None)


def _verdict(events: tuple[Event, ...]) -> Verdict:
    match events:
        case (Served() | CameBack(),):
            return Verdict.RECORDED
        case (ReceiptKept(),):
            return Verdict.KEPT
        case (ReceiptContradicted(),):
            return Verdict.CONTRADICTS
        case _:
            return Verdict.KNOWN
