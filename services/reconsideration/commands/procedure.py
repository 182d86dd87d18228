"""审理程序: what may be asked."""

from typing import Literal

from services.kernel.steps import Command, Sentence


class ChooseSummary(Command):
    """适用简易程序: a case of the named kind that is clear, or one where every party agrees."""

    type: Literal["choose_summary"] = "choose_summary"
    summary_type: str
    is_clear: bool = False
    all_agree: bool = False


class ConvertToOrdinary(Command):
    """转为普通程序, approved by the head of the reconsideration body."""

    type: Literal["convert_to_ordinary"] = "convert_to_ordinary"
    reason: Sentence


Proceeding = ChooseSummary | ConvertToOrdinary
