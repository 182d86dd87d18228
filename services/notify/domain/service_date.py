"""Which day counts as the day of service (送达日期), and what a slip of each mode must show."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.refusal import Fault
from services.kernel.served import BASES, Method, Proof, served_on

from ..events import Mode, Receipt
from .delivery import Delivery

METHODS: dict[Mode, Method] = {
    Mode.DIRECT: Method.DIRECT,
    Mode.LEFT: Method.LEFT,
    Mode.ELECTRONIC: Method.ELECTRONIC,
    Mode.POST: Method.POST,
    Mode.PUBLIC_NOTICE: Method.PUBLIC_NOTICE,
}
CITES: dict[Mode, str] = {mode: BASES[method].cite for mode, method in METHODS.items()}
RULES: dict[Mode, str] = {mode: BASES[method].text for mode, method in METHODS.items()}
PROOF_CITE = "民事诉讼法 第八十七条"


def day_of(receipt: Receipt, law: Law) -> date:
    """The day of service that a slip proves, as the law reckons it from what the slip shows."""
    shown = receipt.on
    match receipt.mode:
        case Mode.DIRECT:
            proof = Proof(method=Method.DIRECT, signed_on=shown)
        case Mode.LEFT:
            proof = Proof(method=Method.LEFT, left_on=shown)
        case Mode.POST:
            proof = Proof(method=Method.POST, receipt_on=shown)
        case Mode.ELECTRONIC:
            proof = Proof(method=Method.ELECTRONIC, arrived_on=shown)
        case Mode.PUBLIC_NOTICE:
            # The slip of a notice is written by its period alone and bears the day on which that ended.
            return shown
        case _:
            assert_never(receipt.mode)
    return served_on(proof, law)


def faults_of(receipt: Receipt, delivery: Delivery, today: date) -> list[Fault]:
    """Everything that keeps this slip from being recorded, all at once."""
    return _date_faults(receipt, delivery, today) + (
        _served_faults(receipt) if receipt.served else _return_faults(receipt)
    )


def _date_faults(receipt: Receipt, delivery: Delivery, today: date) -> list[Fault]:
    found = []
    if receipt.on > today:
        text = f"回证上的日期 {receipt.on} 晚于今天 {today}，请核对后再登记。"
        found.append(Fault("delivery.receipt_future", text, PROOF_CITE, "on"))
    if receipt.on < delivery.asked_on:
        text = f"回证上的日期 {receipt.on} 早于交付送达之日 {delivery.asked_on}，请核对是否为本次送达的回证。"
        found.append(Fault("delivery.receipt_before_request", text, PROOF_CITE, "on"))
    return found


def _served_faults(receipt: Receipt) -> list[Fault]:
    cite = CITES[receipt.mode]
    match receipt.mode:
        case Mode.DIRECT:
            return _direct_faults(receipt, cite)
        case Mode.LEFT if not (receipt.witness or receipt.slip_sha256):
            text = "留置送达须写明见证人，或者附上拍照、录像等送达过程的记录。"
            return [Fault("delivery.left_without_witness", text, cite, "witness")]
        case Mode.PUBLIC_NOTICE if receipt.source != "period":
            text = "公告送达自公告期间届满时视为送达，不登记回证；请改为办理公告。"
            return [Fault("delivery.public_notice_by_receipt", text, cite, "mode")]
        case _:
            return []


def _direct_faults(receipt: Receipt, cite: str) -> list[Fault]:
    found = []
    if not receipt.signed_by:
        found.append(Fault("delivery.nobody_signed", "直接送达须写明签收人。", PROOF_CITE, "signed_by"))
    if receipt.capacity is None:
        text = "直接送达须写明签收人的身份（本人、同住成年家属、法定代表人、收件人员、代理人或者代收人）。"
        found.append(Fault("delivery.capacity_unknown", text, cite, "capacity"))
    return found


def _return_faults(receipt: Receipt) -> list[Fault]:
    if receipt.ground is not None:
        return []
    return [Fault("delivery.return_without_ground", "登记退回须写明退回原因。", CITES[receipt.mode], "ground")]
