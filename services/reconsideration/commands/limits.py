"""期限、中止与恢复: what may be asked."""

from typing import Literal

from pydantic import Field

from services.kernel.moved_limits import DecideToldDate
from services.kernel.steps import Command, Lapse, Sentence


class ExtendLimit(Command):
    """延长审理期限, granted by the head of the reconsideration body before the limit ends."""

    type: Literal["extend_limit"] = "extend_limit"
    days: int = Field(gt=0)
    reason: Sentence


class Suspend(Command):
    """中止 on one coded ground."""

    type: Literal["suspend"] = "suspend"
    ground: str
    reason: Sentence
    applicant_agrees: bool = False
    respondent_agrees: bool = False


class Resume(Command):
    """恢复审理: the cause is gone."""

    type: Literal["resume"] = "resume"
    reason: Sentence


class RecordMissedLimit(Lapse):
    """登记逾期: a limit of ours passed; kept in the register of missed limits."""

    type: Literal["record_missed_limit"] = "record_missed_limit"
    key: str


class LapseSuitWindow(Lapse):
    """起诉期限届满."""

    type: Literal["lapse_suit_window"] = "lapse_suit_window"
    key: str


Limits = DecideToldDate | ExtendLimit | Suspend | Resume | RecordMissedLimit | LapseSuitWindow
