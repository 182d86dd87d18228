"""撤回与终止: what may be asked."""

from typing import Literal

from pydantic import Field

from services.kernel.steps import Command, Lapse, Sentence


class DecideWithdrawal(Command):
    """准予或者不准予撤回, by the reconsideration body."""

    type: Literal["decide_withdrawal"] = "decide_withdrawal"
    approved: bool
    comment: str = Field(default="", max_length=2000)


class ProposeTermination(Lapse):
    """建议终止: a suspension on one of three grounds has lasted in full; a person decides."""

    type: Literal["propose_termination"] = "propose_termination"
    key: str


class TerminateCase(Command):
    """决定终止 on one coded ground, by the reconsideration organ."""

    type: Literal["terminate_case"] = "terminate_case"
    ground: str
    reason: Sentence


Terminating = DecideWithdrawal | ProposeTermination | TerminateCase
