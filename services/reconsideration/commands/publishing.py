"""公开: what may be asked."""

from datetime import date
from typing import Literal

from pydantic import Field

from services.kernel.redaction import Plan
from services.kernel.steps import Command, Sentence


class PlanRedaction(Command):
    """拟定隐名方案 from the case's own parties."""

    type: Literal["plan_redaction"] = "plan_redaction"
    plan: Plan


class ReviewRedaction(Command):
    """审阅隐名稿: a person has settled every open suspect."""

    type: Literal["review_redaction"] = "review_redaction"
    plan: Plan


class ApproveRedaction(Command):
    """第二人复核隐名稿, who neither drafted the decision nor reviewed the masks."""

    type: Literal["approve_redaction"] = "approve_redaction"
    approved: bool
    comment: str = Field(default="", max_length=2000)


class ReleaseRedaction(Command):
    """生成公开件: the rendered bytes were scanned and hold no trace."""

    type: Literal["release_redaction"] = "release_redaction"
    pdf_sha256: str


class RecordPublication(Command):
    """登记公开."""

    type: Literal["record_publication"] = "record_publication"
    url: str
    published_on: date


class WithholdPublication(Command):
    """决定不公开, on a coded ground, by the head."""

    type: Literal["withhold_publication"] = "withhold_publication"
    ground: str
    reason: Sentence


Publishing = (
    PlanRedaction | ReviewRedaction | ApproveRedaction | ReleaseRedaction | RecordPublication | WithholdPublication
)
