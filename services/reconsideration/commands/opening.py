"""申请与受理: what may be asked."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.kernel.actor import Actor
from services.kernel.steps import Command, Lapse, Sentence

from ..parts import Application
from .correcting import Correcting
from .filing import Filing
from .ordering import Ordering
from .parties import Joining

Procedure = Literal["ordinary", "summary"]


class ReceiveApplication(Command):
    """收到申请: the desk hands over an application with all that it knows."""

    type: Literal["receive_application"] = "receive_application"
    case_id: UUID
    number: str
    application: Application


class AssignOfficer(Command):
    """分派承办人; without a name the officer takes the case over himself (认领)."""

    type: Literal["assign_officer"] = "assign_officer"
    officer: Actor | None = None


class AcceptApplication(Command):
    """受理: `met` names the conditions that hold; `summary_type` why the summary procedure fits, where it is chosen."""

    type: Literal["accept_application"] = "accept_application"
    met: tuple[str, ...] = ()
    procedure: Procedure = "ordinary"
    summary_type: str | None = None
    is_clear: bool = False
    all_agree: bool = False


class DeemAccepted(Lapse):
    """视为受理: the review window closed in silence; dated to its last day."""

    type: Literal["deem_accepted"] = "deem_accepted"


class RefuseApplication(Command):
    """不予受理: which conditions are missing, why, and which organ is competent instead."""

    type: Literal["refuse_application"] = "refuse_application"
    grounds: tuple[str, ...] = Field(min_length=1)
    reasons: Sentence
    competent_organ: str | None = None


class WithdrawApplication(Command):
    """撤回申请; `settlement`: what the parties agreed, where it follows from a settlement (和解)."""

    type: Literal["withdraw_application"] = "withdraw_application"
    reason: Sentence
    settlement: str = Field(default="", max_length=4000)


Receiving = (
    ReceiveApplication | AssignOfficer | AcceptApplication | DeemAccepted | RefuseApplication | WithdrawApplication
)
Opening = Receiving | Correcting | Filing | Joining | Ordering
