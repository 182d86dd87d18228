"""意见书与督办: what may be asked."""

from typing import Literal

from pydantic import Field

from services.kernel.steps import Command, Lapse, Sentence

from ..parts import IssuedPaper, NewDelivery


class DraftAdvice(Command):
    """拟定行政复议意见书 from the outcome's grounds and the findings."""

    type: Literal["draft_advice"] = "draft_advice"
    corrections: tuple[Sentence, ...] = ()
    findings: tuple[str, ...] = Field(default=(), description="coded defects, where no decision names them (F…)")


class SignAdvice(Command):
    """签发行政复议意见书."""

    type: Literal["sign_advice"] = "sign_advice"


class DeclineAdvice(Command):
    """决定不制发意见书, with a reason that is counted."""

    type: Literal["decline_advice"] = "decline_advice"
    reason: Sentence


class IssueAdvice(Command):
    """制发行政复议意见书, and copy it to the superior department at the same time."""

    type: Literal["issue_advice"] = "issue_advice"
    paper: IssuedPaper
    copied: IssuedPaper | None = None
    deliveries: tuple[NewDelivery, ...]


class FileAdviceReport(Command):
    """报送整改情况."""

    type: Literal["file_advice_report"] = "file_advice_report"
    measures: Sentence


class VerifyAdvice(Command):
    """核验整改情况."""

    type: Literal["verify_advice"] = "verify_advice"
    result: Literal["corrected", "partly", "not_corrected"]
    comment: str = Field(default="", max_length=2000)


class EscalateAdvice(Lapse):
    """逾期未报送: the report clock, or the clock of an order after it, lapsed."""

    type: Literal["escalate_advice"] = "escalate_advice"
    key: str


class FollowUpAdvice(Command):
    """责令履行、约谈、通报: the next step in order."""

    type: Literal["follow_up_advice"] = "follow_up_advice"
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]


Advising = (
    DraftAdvice
    | SignAdvice
    | DeclineAdvice
    | IssueAdvice
    | FileAdviceReport
    | VerifyAdvice
    | EscalateAdvice
    | FollowUpAdvice
)
