"""补正: what may be asked."""

from datetime import date
from typing import Literal

from pydantic import Field

from services.kernel.steps import Command, Lapse, Sentence


class AskCorrection(Command):
    """通知补正: everything that is missing, named at once; it can be done only once."""

    type: Literal["ask_correction"] = "ask_correction"
    gaps: tuple[Sentence, ...] = Field(min_length=1, max_length=30)


class ExtendCorrection(Command):
    """延长补正期限 for a good reason, in working days."""

    type: Literal["extend_correction"] = "extend_correction"
    days: int = Field(gt=0, le=365)
    reason: Sentence


class FileCorrection(Command):
    """收到补正材料; `posted_on` is the postmark, `late_reason` the good reason of whoever was late."""

    type: Literal["file_correction"] = "file_correction"
    materials: tuple[Sentence, ...] = Field(min_length=1, max_length=30)
    posted_on: date | None = None
    late_reason: str = Field(default="", max_length=4000)


class AbandonApplication(Lapse):
    """视为放弃: the time to supplement ran out without a good reason."""

    type: Literal["abandon_application"] = "abandon_application"


Correcting = AskCorrection | ExtendCorrection | FileCorrection | AbandonApplication
