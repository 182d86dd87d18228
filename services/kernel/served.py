"""On which day a document counts as served (送达), by each mode: there the limits of its recipient begin."""

from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

from services.kernel.law import Law
from services.kernel.moment import local_date
from services.kernel.refusal import Refused


class Method(StrEnum):
    """How it was served; `transfer` is through a prison, a unit of the army or the like (转交送达)."""

    DIRECT = "direct"
    TRANSFER = "transfer"
    LEFT = "leave"
    POST = "mail"
    ELECTRONIC = "electronic"
    PUBLIC_NOTICE = "public_notice"


_CITES = {
    Method.DIRECT: "民事诉讼法 第八十七条",
    Method.TRANSFER: "民事诉讼法 第九十四条",
    Method.LEFT: "民事诉讼法 第八十九条",
    Method.POST: "民事诉讼法 第九十一条",
    Method.ELECTRONIC: "民事诉讼法 第九十条",
    Method.PUBLIC_NOTICE: "民事诉讼法 第九十五条",
}


class Proof(BaseModel):
    """What the proof of service (送达回证) says. Posting and sending are kept, but never start a limit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: Method
    signed_on: date | None = None
    left_on: date | None = None
    posted_on: date | None = None
    receipt_on: date | None = None
    refused: bool = False
    returned_on: date | None = None
    sent_at: AwareDatetime | None = None
    arrived_at: AwareDatetime | None = None


def served_on(proof: Proof, law: Law) -> date:
    """The day of service: by post the day of receipt, or of return when refused; electronically the day of arrival.

    Public notice serves on the last day of its period, rolled or not as the rule says (民事诉讼法 第九十五条).
    """
    match proof.method:
        case Method.DIRECT | Method.TRANSFER:
            found = proof.signed_on
        case Method.LEFT:
            found = proof.left_on
        case Method.POST:
            found = proof.returned_on if proof.refused else proof.receipt_on
        case Method.ELECTRONIC:
            found = local_date(proof.arrived_at) if proof.arrived_at else None
        case Method.PUBLIC_NOTICE:
            found = law.reckon("cpl.public_notice", proof.posted_on).due_on if proof.posted_on else None
    if found is None:
        raise Refused("served.no_date", "送达回证没有写明确定送达日期所需的事实，请补正。", cite=_CITES[proof.method])
    return found
