"""The parts that commands, events and the case share: reply, draft, papers and deliveries."""

from datetime import date
from typing import Literal

from pydantic import Field

from services.kernel import papers
from services.kernel.papers import Mode
from services.kernel.steps import Part

__all__ = ["Delivery", "Draft", "IssuedPaper", "Mode", "NewDelivery", "PaperKind", "Reply"]

PaperKind = Literal["reply_notice", "decision"]


class Reply(Part):
    """被申请人答复. A late one is kept and weighed; silence does not stop the decision."""

    filed_on: date
    statement: str
    in_time: bool


class Draft(Part):
    """拟稿: the outcome, the facts found, the reasons, and what exactly is ordered."""

    outcome: str
    found: str = Field(max_length=20000, description="经审理查明")
    reasons: str = Field(max_length=20000, description="本机关认为")
    terms: str = Field(default="", max_length=4000, description="裁决的具体内容")


class IssuedPaper(papers.IssuedPaper):
    """A numbered paper (文书) of an adjudication case."""

    kind: PaperKind


class NewDelivery(papers.NewDelivery):
    """A delivery (送达) that is asked of the notify service."""

    paper: PaperKind


class Delivery(papers.Delivery):
    """A delivery and what became of it."""

    paper: PaperKind
