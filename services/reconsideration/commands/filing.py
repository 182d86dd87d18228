"""提出申请: what may be recorded of it."""

from datetime import date
from typing import Literal

from pydantic import Field

from services.kernel.steps import Command, Sentence


class RecordKnowledge(Command):
    """登记知道日期 and the other facts from which the time to apply is reckoned."""

    type: Literal["record_knowledge"] = "record_knowledge"
    manner: str
    known_on: date | None = None
    remedies_told: bool = True
    told_on: date | None = None
    real_property: bool = False
    longer_days: int | None = Field(default=None, gt=0, le=36500)
    longer_basis: str = Field(default="", max_length=400)


class RecordObstacle(Command):
    """登记耽误申请的障碍, from its first day until the day on which it was gone."""

    type: Literal["record_obstacle"] = "record_obstacle"
    from_on: date
    until_on: date
    reason: Sentence


class RecordForwarding(Command):
    """登记转送: the organ of the penalty had the application first and wants to uphold its act."""

    type: Literal["record_forwarding"] = "record_forwarding"
    ground: str
    organ_received_on: date


class RecordOralApplication(Command):
    """口头申请笔录, read over to the applicant and confirmed by him."""

    type: Literal["record_oral_application"] = "record_oral_application"
    record: str = Field(min_length=1, max_length=20000)
    confirmed: bool = False


class OfferMediation(Command):
    """受理前调解: only where both sides are willing; the review goes on meanwhile."""

    type: Literal["offer_mediation"] = "offer_mediation"
    applicant_willing: bool = False
    respondent_willing: bool = False


class EndOfferedMediation(Command):
    """受理前调解结束 without the application being withdrawn."""

    type: Literal["end_offered_mediation"] = "end_offered_mediation"
    reason: Sentence


Filing = (
    RecordKnowledge | RecordObstacle | RecordForwarding | RecordOralApplication | OfferMediation | EndOfferedMediation
)
