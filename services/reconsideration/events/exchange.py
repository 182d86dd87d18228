"""答复、证据与听取意见: what happened."""

from datetime import date
from typing import Literal

from services.kernel.steps import Event

from ..parts import IssuedPaper, NewDelivery, Opinions, Reply


class CopySent(Event):
    type: Literal["copy_sent"] = "copy_sent"
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]


class ReplyFiled(Event):
    type: Literal["reply_filed"] = "reply_filed"
    reply: Reply


class EvidenceBarred(Event):
    type: Literal["evidence_barred"] = "evidence_barred"
    due_on: date


class OpinionsHeard(Event):
    type: Literal["opinions_heard"] = "opinions_heard"
    opinions: Opinions


ExchangeEvent = CopySent | ReplyFiled | EvidenceBarred | OpinionsHeard
