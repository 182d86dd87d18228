"""决定: what may be asked."""

from typing import Literal

from pydantic import Field

from services.kernel.steps import Command, Sentence

from ..parts import Draft, IssuedPaper, NewDelivery
from ..parts.people import View


class DraftDecision(Command):
    """拟定决定: outcome, coded grounds and the free parts of the text."""

    type: Literal["draft_decision"] = "draft_decision"
    draft: Draft


class ReviewDecision(Command):
    """审核决定: by someone who did not draft it."""

    type: Literal["review_decision"] = "review_decision"
    approved: bool
    comment: str = Field(default="", max_length=4000)


class SignDecision(Command):
    """签发决定: by the head of the organ, who did not draft it."""

    type: Literal["sign_decision"] = "sign_decision"
    approved: bool
    comment: str = Field(default="", max_length=4000)


class BypassReview(Command):
    """越过审核: no reviewer is to be had; the reason stays in the file and is counted."""

    type: Literal["bypass_review"] = "bypass_review"
    reason: Sentence


class DiscussDecision(Command):
    """集体讨论: in place of the head's agreement, with every member's view."""

    type: Literal["discuss_decision"] = "discuss_decision"
    views: tuple[View, ...] = Field(min_length=2)


class IssueDecision(Command):
    """制发决定书: numbered, typeset, sealed, and handed over for service."""

    type: Literal["issue_decision"] = "issue_decision"
    paper: IssuedPaper
    deliveries: tuple[NewDelivery, ...]


class CloseCase(Command):
    """结案归档."""

    type: Literal["close_case"] = "close_case"


Deciding = DraftDecision | ReviewDecision | BypassReview | SignDecision | DiscussDecision | IssueDecision | CloseCase
