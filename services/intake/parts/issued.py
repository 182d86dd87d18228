"""The papers that the desk itself makes out (制发文书): what is kept of each beside the bytes of its file."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from services.kernel.document import Document

from .words import Part


class PaperKind(StrEnum):
    """登记回执 for the dispute; the others for one claim unit each."""

    RECEIPT = "receipt"
    RIGHTS = "rights"
    TRANSFER = "transfer"
    GUIDANCE = "guidance"


PAPER_TITLES: dict[PaperKind, str] = {
    PaperKind.RECEIPT: "登记回执",
    PaperKind.RIGHTS: "权利告知书",
    PaperKind.TRANSFER: "移送函",
    PaperKind.GUIDANCE: "不予受理及指引告知书",
}


class Issued(Part):
    """One paper as it went out: its model, its file by SHA-256, and the fingerprint of its words without number and day."""

    kind: PaperKind
    unit_id: UUID | None
    title: str
    number: str
    dated_on: date
    document: Document
    pdf_sha256: str
    content: str
    by_name: str
