"""受理后驳回与上级监督: what may be asked."""

from datetime import date
from typing import Literal

from pydantic import Field

from services.kernel.steps import Command, Sentence


class DismissApplication(Command):
    """驳回行政复议申请: found after acceptance that a condition of acceptance is missing."""

    type: Literal["dismiss_application"] = "dismiss_application"
    grounds: tuple[str, ...] = Field(min_length=1)
    reasons: Sentence


class ObeySuperior(Command):
    """上级行政机关责令: to accept, to set right or to resume; the order binds."""

    type: Literal["obey_superior"] = "obey_superior"
    measure: str
    organ: str = Field(min_length=1, max_length=200)
    number: str = Field(default="", max_length=100)
    ordered_on: date
    content: Sentence


Ordering = DismissApplication | ObeySuperior
