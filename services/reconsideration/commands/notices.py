"""程序性文书: what may be asked."""

from typing import Literal

from services.kernel.steps import Command

from ..parts import IssuedPaper, NewDelivery


class IssueNotice(Command):
    """制发程序性文书: the paper that tells the parties of a step; taken with the step itself."""

    type: Literal["issue_notice"] = "issue_notice"
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]
