"""附带审查与依据审查: what may be asked."""

from typing import Literal

from pydantic import Field

from services.kernel.steps import Command, Sentence


class RequestAttachedReview(Command):
    """一并提出对规范性文件的审查申请; `own_motion`: the organ itself holds the basis to be unlawful."""

    type: Literal["request_attached_review"] = "request_attached_review"
    kind: str
    document: Sentence
    provision: Sentence
    maker: Sentence
    maker_address: str = Field(default="", max_length=500)
    reason: Sentence
    own_motion: bool = False


class DeclineAttachedReview(Command):
    """不予审查: the document is not the basis of the act, or not one that may be reviewed."""

    type: Literal["decline_attached_review"] = "decline_attached_review"
    reason: Sentence


class TakeUpAttachedReview(Command):
    """处理附带审查: competent or not; the case is suspended meanwhile."""

    type: Literal["take_up_attached_review"] = "take_up_attached_review"
    competent: bool = False


class NotifyBasisMaker(Command):
    """书面通知制定机关 to answer on the provision."""

    type: Literal["notify_basis_maker"] = "notify_basis_maker"


class FileBasisReply(Command):
    """登记制定机关的书面答复."""

    type: Literal["file_basis_reply"] = "file_basis_reply"
    reply: Sentence


class TransferBasis(Command):
    """转送有权处理的机关."""

    type: Literal["transfer_basis"] = "transfer_basis"
    receiver: Sentence
    receiver_address: str = Field(default="", max_length=500)


class ConcludeAttachedReview(Command):
    """作出附带审查结论: our own, or the opinion of the organ it was transferred to."""

    type: Literal["conclude_attached_review"] = "conclude_attached_review"
    result: str
    opinion: Sentence


BasisWish = (
    RequestAttachedReview
    | DeclineAttachedReview
    | TakeUpAttachedReview
    | NotifyBasisMaker
    | FileBasisReply
    | TransferBasis
    | ConcludeAttachedReview
)
