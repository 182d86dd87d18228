"""On which day a document counts as served (送达), by each mode: there the limits of its recipient begin."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

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


class Basis(NamedTuple):
    """The provision that says which day counts, and what it says."""

    cite: str
    text: str


BASES = {
    Method.DIRECT: Basis("民事诉讼法 第八十八条", "以受送达人在送达回证上签收的日期为送达日期。"),
    Method.TRANSFER: Basis("民事诉讼法 第九十四条", "转交送达以受送达人在送达回证上签收的日期为送达日期。"),
    Method.LEFT: Basis("民事诉讼法 第八十九条", "拒收时留置并有见证人或者拍照、录像记录的，留置当日视为送达。"),
    Method.POST: Basis("民事诉讼法 第九十一条", "以回执上注明的收件日期为送达日期。"),
    Method.ELECTRONIC: Basis("民事诉讼法 第九十条", "以送达信息到达受送达人特定系统的日期为送达日期。"),
    Method.PUBLIC_NOTICE: Basis("民事诉讼法 第九十五条", "自发出公告之日起经过法定期间，视为送达。"),
}
PUBLIC_NOTICE = "cpl.public_notice"


class Proof(BaseModel):
    """What the proof of service (送达回证) says. Posting and sending are kept, but never start a limit.

    `posted_again_on`: the further days on which a public notice was put up or printed; the last of all counts.
    `arrived_on` stands where the log of the addressee's system gives no more than the day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: Method
    signed_on: date | None = None
    left_on: date | None = None
    posted_on: date | None = None
    posted_again_on: tuple[date, ...] = ()
    receipt_on: date | None = None
    refused: bool = False
    returned_on: date | None = None
    sent_at: AwareDatetime | None = None
    arrived_at: AwareDatetime | None = None
    arrived_on: date | None = None


def served_on(proof: Proof, law: Law) -> date:
    """The day of service: by post the day of receipt, or of return when refused; electronically the day of arrival.

    Public notice serves on the last day of its period, rolled or not as the switch `public_notice_end` says; of
    several postings the last one starts it (民事诉讼法 第九十五条; 民诉解释 第一百三十八条).
    """
    match proof.method:
        case Method.DIRECT | Method.TRANSFER:
            found = proof.signed_on
        case Method.LEFT:
            found = proof.left_on
        case Method.POST:
            found = proof.returned_on if proof.refused else proof.receipt_on
        case Method.ELECTRONIC:
            found = local_date(proof.arrived_at) if proof.arrived_at else proof.arrived_on
        case Method.PUBLIC_NOTICE:
            found = _notice_over(proof, law)
    if found is None:
        raise Refused(
            "served.no_date", "送达回证没有写明确定送达日期所需的事实，请补正。", cite=BASES[proof.method].cite
        )
    return found


def _notice_over(proof: Proof, law: Law) -> date | None:
    if proof.posted_on is None:
        return None
    return law.reckon(PUBLIC_NOTICE, max((proof.posted_on, *proof.posted_again_on))).due_on
