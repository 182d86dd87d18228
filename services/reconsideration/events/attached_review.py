"""附带审查与依据审查: what happened."""

from typing import Literal

from services.kernel.steps import Event

from ..parts.trial import BasisReview


class AttachedReviewRequested(Event):
    type: Literal["attached_review_requested"] = "attached_review_requested"
    review: BasisReview


class AttachedReviewDeclined(Event):
    type: Literal["attached_review_declined"] = "attached_review_declined"
    reason: str


class AttachedReviewTakenUp(Event):
    type: Literal["attached_review_taken_up"] = "attached_review_taken_up"
    competent: bool


class BasisMakerNotified(Event):
    type: Literal["basis_maker_notified"] = "basis_maker_notified"


class BasisReplyFiled(Event):
    type: Literal["basis_reply_filed"] = "basis_reply_filed"
    reply: str


class BasisTransferred(Event):
    type: Literal["basis_transferred"] = "basis_transferred"
    receiver: str
    receiver_address: str


class AttachedReviewConcluded(Event):
    type: Literal["attached_review_concluded"] = "attached_review_concluded"
    result: str
    opinion: str


BasisEvent = (
    AttachedReviewRequested
    | AttachedReviewDeclined
    | AttachedReviewTakenUp
    | BasisMakerNotified
    | BasisReplyFiled
    | BasisTransferred
    | AttachedReviewConcluded
)
