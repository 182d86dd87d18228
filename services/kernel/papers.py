"""Papers of a case and their service (文书与送达), as the file keeps them."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.kernel.document import Document
from services.kernel.refusal import Refused
from services.kernel.steps import Part

Mode = Literal["post", "electronic", "direct"]
Proof = Literal["new", "repeated", "corrected"]
SERVICE = "民事诉讼法 第八十七条"


class IssuedPaper(Part):
    """A numbered paper (文书): its model, its files by SHA-256 and the calendar it was dated with."""

    kind: str
    title: str
    number: str
    dated_on: date
    document: Document
    pdf_sha256: str
    verification: str


class NewDelivery(Part):
    """A delivery (送达) that is asked of the notify service."""

    id: UUID
    paper: str
    recipient: str
    mode: Mode


class Delivery(NewDelivery):
    """A delivery and what became of it."""

    state: Literal["requested", "served", "failed", "replaced"] = "requested"
    served_on: date | None = None
    failure: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits for proof or for another way of service."""
        return self.state in {"requested", "failed"}

    def weigh(self, served_on: date, was_on: date | None, today: date) -> Proof:
        """What a proof of service (送达回证) means here: the first one, the same again, or a corrected date."""
        if served_on > today:
            raise Refused("delivery.future", "送达日期不能晚于今天。", cite=SERVICE)
        if self.state == "served":
            if self.served_on == served_on:
                return "repeated"
            if was_on is not None and was_on == self.served_on:
                return "corrected"
            raise Refused("delivery.served_twice", "该文书已登记送达，日期不同的回证须先由送达岗位更正。", cite=SERVICE)
        return "new"
