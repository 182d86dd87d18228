"""Service by public notice (公告送达, 民事诉讼法 第九十五条): the last resort, with its ground and course on file."""

from datetime import date

from services.kernel.law import Law
from services.kernel.refusal import Fault, Refused
from services.kernel.served import PUBLIC_NOTICE, Method, Proof, served_on

from ..commands import GivePublicNotice
from ..events import Event, Mode, NoticeGround, PublicNotice, PublicNoticeGiven, Receipt, Served
from .delivery import Delivery, DeliveryState
from .proof import proof_sha256
from .service_date import CITES

CITE = CITES[Mode.PUBLIC_NOTICE]
TRIED = frozenset({DeliveryState.FAILED, DeliveryState.RETURNED})
GROUNDS: dict[NoticeGround, str] = {
    NoticeGround.WHEREABOUTS_UNKNOWN: "受送达人下落不明",
    NoticeGround.OTHER_MODES_FAILED: "用其他方式无法送达",
}


def give(delivery: Delivery, command: GivePublicNotice, today: date) -> tuple[Event, ...]:
    """Put up the notice and start its period; put up again elsewhere or later, the last posting starts it anew."""
    notice = PublicNotice(
        ground=command.ground, reason=command.reason.strip(), issued_on=command.issued_on, place=command.place.strip()
    )
    if delivery.public_notice == notice:
        return ()
    if faults := _faults(delivery, notice, today):
        raise Refused.of(faults)
    return (PublicNoticeGiven(notice=notice),)


def deem_served(delivery: Delivery, today: date, law: Law) -> tuple[Event, ...]:
    """Once the period has passed the document counts as served on its last day; a sweep may ask any number of times."""
    notice = delivery.public_notice
    if notice is None or not delivery.clocks.is_live(PUBLIC_NOTICE):
        return ()
    first, *again = delivery.posted_on or (notice.issued_on,)
    proof = Proof(method=Method.PUBLIC_NOTICE, posted_on=first, posted_again_on=tuple(again))
    over_on = served_on(proof, law)
    if today <= over_on:
        return ()
    how = f"{GROUNDS[notice.ground]}，公告期间届满。"
    receipt = Receipt(served=True, on=over_on, mode=Mode.PUBLIC_NOTICE, how=how, source="period")
    return (Served(served_on=over_on, receipt=receipt, proof_sha256=proof_sha256(delivery, receipt)),)


def _faults(delivery: Delivery, notice: PublicNotice, today: date) -> list[Fault]:
    found = []
    if delivery.state is DeliveryState.SERVED:
        found.append(Fault("delivery.already_served", "文书已经送达，不需要公告送达。", CITE))
    is_running = delivery.clocks.is_live(PUBLIC_NOTICE)
    if notice.ground is NoticeGround.OTHER_MODES_FAILED and delivery.state not in TRIED and not is_running:
        text = "其他送达方式尚无结果：未能送达或者退回后，才能以此为由公告送达。"
        found.append(Fault("delivery.other_modes_open", text, CITE, "ground"))
    if not notice.reason:
        text = "公告送达应当在案卷中记明原因和经过。"
        found.append(Fault("delivery.notice_without_reason", text, CITE, "reason"))
    if not notice.place:
        found.append(Fault("delivery.notice_without_place", "请写明公告发布的地点或者媒体。", CITE, "place"))
    if not delivery.asked_on <= notice.issued_on <= today:
        text = f"公告日期须在交付送达之日 {delivery.asked_on} 至今天 {today} 之间。"
        found.append(Fault("delivery.notice_date", text, CITE, "issued_on"))
    return found
