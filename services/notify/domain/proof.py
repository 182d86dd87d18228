"""The proof of service (送达回证, 民事诉讼法 第八十七条): the same facts always give the same bytes and hash."""

import hashlib
from datetime import date

from ..events import Capacity, Mode, Receipt
from .delivery import Delivery
from .service_date import CITES, RULES

MODES: dict[Mode, str] = {
    Mode.DIRECT: "直接送达",
    Mode.LEFT: "留置送达",
    Mode.ELECTRONIC: "电子送达",
    Mode.POST: "邮寄送达",
    Mode.PUBLIC_NOTICE: "公告送达",
}
CAPACITIES: dict[Capacity, str] = {
    Capacity.ADDRESSEE: "本人",
    Capacity.COHABITANT: "同住成年家属",
    Capacity.STATUTORY: "法定代表人、主要负责人",
    Capacity.MAIL_CLERK: "负责收件的人",
    Capacity.AGENT: "代理人",
    Capacity.DESIGNATED: "指定代收人",
}


def proof_lines(delivery: Delivery, receipt: Receipt) -> tuple[tuple[str, str], ...]:
    """The lines of the proof as label and value; a line without a value is left out."""
    paper = delivery.paper
    notice = delivery.public_notice
    lines = (
        ("案号", delivery.case_number),
        ("送达文书", paper.title),
        ("文号", paper.number or ""),
        ("文书摘要值", f"SHA-256 {paper.sha256}"),
        ("受送达人", delivery.addressee.name),
        ("送达地址", _address(delivery, receipt.mode)),
        ("送达方式", MODES[receipt.mode]),
        ("交付送达", chinese_date(delivery.asked_on)),
        ("邮件号", delivery.tracking or "" if receipt.mode is Mode.POST else ""),
        ("公告", f"{chinese_date(notice.issued_on)}于{notice.place}公告" if notice else ""),
        ("签收人", receipt.signed_by or ""),
        ("签收人身份", CAPACITIES[receipt.capacity] if receipt.capacity else ""),
        ("见证人", receipt.witness or ""),
        ("送达经过", receipt.how),
        ("回执影像", f"SHA-256 {receipt.slip_sha256}" if receipt.slip_sha256 else ""),
        ("送达日期", chinese_date(receipt.on)),
        ("依据", f"{CITES[receipt.mode]}：{RULES[receipt.mode]}"),
    )
    return tuple((label, value) for label, value in lines if value)


def proof_text(delivery: Delivery, receipt: Receipt) -> str:
    """The proof as it is filed."""
    return "送达回证\n\n" + "".join(f"{label}：{value}\n" for label, value in proof_lines(delivery, receipt))


def proof_sha256(delivery: Delivery, receipt: Receipt) -> str:
    """The hash that the case keeps of its proof of service."""
    return hashlib.sha256(proof_text(delivery, receipt).encode()).hexdigest()


def chinese_date(day: date) -> str:
    """A date as papers write it.

    >>> chinese_date(date(2026, 10, 9))
    '2026年10月9日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def _address(delivery: Delivery, mode: Mode) -> str:
    return (delivery.addressee.email if mode is Mode.ELECTRONIC else delivery.addressee.address) or ""
