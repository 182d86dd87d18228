"""Coming back: slips of every mode, in any order and number, and the correction of a service date."""

from datetime import date

from services.kernel.law import Law
from services.kernel.refusal import Fault, Refused

from ..commands import CorrectServiceDate, RecordReceipt
from ..events import (
    CameBack,
    Event,
    Failure,
    Receipt,
    ReceiptContradicted,
    ReceiptKept,
    ReturnGround,
    Served,
    ServiceDateCorrected,
)
from .delivery import Delivery
from .proof import proof_sha256
from .service_date import PROOF_CITE, day_of, faults_of

GROUNDS: dict[ReturnGround, str] = {
    ReturnGround.REFUSED: "拒收",
    ReturnGround.UNKNOWN_ADDRESS: "地址不详",
    ReturnGround.MOVED: "迁移新址不明",
    ReturnGround.UNCLAIMED: "逾期未领",
    ReturnGround.BOUNCED: "电子邮件被退回",
}


def record(delivery: Delivery, command: RecordReceipt, today: date, law: Law) -> tuple[Event, ...]:
    """Take a slip (回证). The first one decides; a repeated one is no news; a different one is filed and moves nothing.

    The trap: slips come before the dispatch is recorded, twice, late, and against each other. If the last one won,
    a clock that runs from the service date would depend on the order of the post.
    """
    receipt = command.receipt
    if receipt in delivery.known:
        return ()
    if faults := faults_of(receipt, delivery, today):
        raise Refused.of(faults)
    standing = delivery.standing
    if standing is None:
        return (_first(delivery, receipt, law),)
    return (ReceiptKept(receipt=receipt) if standing.says_the_same(receipt) else ReceiptContradicted(receipt=receipt),)


def correct(delivery: Delivery, command: CorrectServiceDate, today: date, law: Law) -> tuple[Event, ...]:
    """Replace the recorded outcome by another service date: with a reason, and an earlier date only with its slip.

    Where slips contradict each other, the date that stands may be confirmed the same way.
    """
    receipt, standing = command.receipt, delivery.standing
    if standing is not None and standing.says_the_same(receipt) and not delivery.is_disputed:
        return ()
    if faults := _correction_faults(delivery, command, today):
        raise Refused.of(faults)
    corrected = ServiceDateCorrected(
        was_on=delivery.served_on,
        now_on=day_of(receipt, law),
        reason=command.reason.strip(),
        by=command.by,
        corrected_on=today,
        receipt=receipt,
        proof_sha256=proof_sha256(delivery, receipt),
    )
    return (corrected,)


def _first(delivery: Delivery, receipt: Receipt, law: Law) -> Event:
    if receipt.served:
        return Served(served_on=day_of(receipt, law), receipt=receipt, proof_sha256=proof_sha256(delivery, receipt))
    ground = receipt.ground or ReturnGround.UNCLAIMED
    return CameBack(
        receipt=receipt, failure=Failure(code=ground.value, text=f"退回：{GROUNDS[ground]}。", on=receipt.on)
    )


def _correction_faults(delivery: Delivery, command: CorrectServiceDate, today: date) -> list[Fault]:
    receipt = command.receipt
    found = faults_of(receipt, delivery, today)
    if delivery.standing is None:
        found.append(Fault("delivery.nothing_to_correct", "尚未登记送达结果，请先登记回证。", PROOF_CITE))
    if not command.reason.strip():
        text = "送达日期是计算期限的起点：更正须写明理由。"
        found.append(Fault("delivery.correction_without_reason", text, PROOF_CITE, "reason"))
    if not receipt.served:
        text = "更正只用于登记正确的送达日期；文书确未送达的，请由案件另行交付送达。"
        found.append(Fault("delivery.correction_not_served", text, PROOF_CITE, "served"))
    if delivery.served_on and receipt.on < delivery.served_on and not receipt.slip_sha256:
        text = f"把送达日期由 {delivery.served_on} 提前到 {receipt.on} 会缩短受送达人的期限：须附回执影像。"
        found.append(Fault("delivery.earlier_without_slip", text, PROOF_CITE, "slip"))
    return found
