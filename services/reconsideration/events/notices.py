"""程序性文书: what happened."""

from typing import Literal

from services.kernel.steps import Event

from ..parts import IssuedPaper, NewDelivery


class NoticeIssued(Event):
    type: Literal["notice_issued"] = "notice_issued"
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]
