"""Everything about one delivery: attempts, slips, what happened, and the proof of service (送达回证)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from services.chassis import due as dates
from services.chassis import files
from services.chassis.db import HouseSession
from services.chassis.due import Due
from services.chassis.law_in_use import law_in_use
from services.chassis.now import legal_day
from services.kernel.refusal import Refused
from services.kernel.served import PUBLIC_NOTICE

from .. import store
from ..domain.attempt import ErrorClass
from ..domain.delivery import Delivery, DeliveryState
from ..domain.proof import MODES, proof_lines
from ..domain.public_notice import GROUNDS as NOTICE_GROUNDS
from ..domain.receipt import GROUNDS
from ..events import (
    CameBack,
    DeliveryAsked,
    DeliveryFailed,
    Dispatched,
    Event,
    Mode,
    NoticePeriodMoved,
    PublicNoticeGiven,
    Receipt,
    ReceiptContradicted,
    ReceiptKept,
    Served,
    ServiceDateCorrected,
)
from .lines import DeliveryLine, line_of

ANSWERS: dict[str | None, tuple[str, str]] = {
    "accepted": ("渠道已接收", "good"),
    ErrorClass.TRANSIENT.value: ("暂时未成功，将再试", "warn"),
    ErrorClass.PERMANENT.value: ("渠道拒绝", "bad"),
    None: ("结果未记录（正在进行或者中断）", "neutral"),
}
COUNTER = {Mode.DIRECT: "送达人当面送交"}


@dataclass(frozen=True)
class AttemptLine:
    """One try to send."""

    number: int
    channel: str
    on: date
    answer: str
    tone: str
    code: str | None
    reference: str | None


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    on: date
    title: str
    detail: str | None
    cite: str | None = None
    actor: str | None = None


@dataclass(frozen=True)
class DeliveryView:
    """Everything about one delivery."""

    delivery: Delivery
    line: DeliveryLine
    attempts: tuple[AttemptLine, ...]
    entries: tuple[Entry, ...]
    proof: tuple[tuple[str, str], ...]
    notice_due: Due | None


def need(session: HouseSession, delivery_id: UUID) -> Delivery:
    """The delivery, or a refusal that gives nothing away."""
    found = store.delivery_of(session, delivery_id)
    if found is None:
        raise Refused("missing.delivery", "没有这一送达记录，或者您无权查看。")
    return found


def delivery_view(session: HouseSession, delivery_id: UUID, today: date) -> DeliveryView:
    """Everything about one delivery."""
    found = need(session, delivery_id)
    is_proven = found.state is DeliveryState.SERVED and found.standing is not None
    return DeliveryView(
        delivery=found,
        line=line_of(found),
        attempts=tuple(_attempt(row) for row in store.attempts_of(session, delivery_id)),
        entries=tuple(_entry(row.on, event) for row, event in store.events_of(session, delivery_id)),
        proof=proof_lines(found, found.standing) if is_proven and found.standing else (),
        notice_due=_notice_due(found, today),
    )


def file_of(session: HouseSession, delivery_id: UUID, sha256: str) -> bytes:
    """A file that belongs to this delivery and to no other: the document, a slip, a proof."""
    if sha256 not in _files(need(session, delivery_id)):
        raise Refused("missing.file", "没有这份文件，或者您无权查看。")
    return files.read(sha256)


def deliveries_of(session: HouseSession, case_id: UUID) -> tuple[Delivery, ...]:
    """Every delivery of a case, in the order they were asked for."""
    rows = select(store.DeliveryRow).where(col(store.DeliveryRow.case_id) == case_id)
    ordered = rows.order_by(col(store.DeliveryRow.asked_on), col(store.DeliveryRow.id))
    return tuple(row.facts for row in session.exec(ordered))


def _files(found: Delivery) -> frozenset[str]:
    slips = {receipt.slip_sha256 for receipt in found.known}
    proofs = {correction.proof_sha256 for correction in found.corrections}
    return frozenset(name for name in ({found.paper.sha256, found.proof_sha256} | slips | proofs) if name is not None)


def _attempt(row: store.Attempt) -> AttemptLine:
    mode = Mode(row.channel)
    answer, tone = ANSWERS[row.outcome]
    channel = COUNTER.get(mode, MODES[mode])
    return AttemptLine(row.number, channel, legal_day(row.began_at), answer, tone, row.code, row.reference)


def _notice_due(found: Delivery, today: date) -> Due | None:
    clock = found.clocks.get(PUBLIC_NOTICE)
    if clock is None or not clock.is_live:
        return None
    deadline = law_in_use().deadline(clock)
    return dates.due(deadline.due_on, today, provisional=deadline.provisional)


def _entry(on: date, event: Event) -> Entry:
    title, detail = _told(event)
    return Entry(on, title, detail)


def _told(event: Event) -> tuple[str, str | None]:
    match event:
        case DeliveryAsked():
            return "交付送达", MODES[event.mode]
        case Dispatched():
            return "已发出", event.tracking
        case Served():
            return "送达", f"{MODES[event.receipt.mode]}，{event.served_on}"
        case CameBack() | DeliveryFailed():
            return "未能送达", event.failure.text
        case ReceiptKept() | ReceiptContradicted():
            return _slip_told(event)
        case ServiceDateCorrected():
            moved = f"{event.was_on or '—'} → {event.now_on}"
            return "更正送达日期", f"{moved}：{event.reason}（{event.by}）"
        case NoticePeriodMoved():
            return "放假安排调整，公告期限变动", f"由{event.was_on}变更为{event.now_on}（{event.notice}）"
        case PublicNoticeGiven():
            notice = event.notice
            detail = f"{NOTICE_GROUNDS[notice.ground]}：{notice.reason}（{notice.issued_on}，{notice.place}）"
            return "公告送达", detail


def _slip_told(event: ReceiptKept | ReceiptContradicted) -> tuple[str, str | None]:
    said = _said(event.receipt)
    if isinstance(event, ReceiptKept):
        return "又收到一份回证，结果相同", said
    return "收到与现有记录不一致的回证", said


def _said(receipt: Receipt) -> str:
    if receipt.served:
        return f"{MODES[receipt.mode]}，{receipt.on} 签收"
    return f"{receipt.on} 退回：{GROUNDS[receipt.ground] if receipt.ground else '原因不明'}"
