"""What the service does when asked: each function is one step, inside the caller's transaction."""

from .advice import draft_advice, follow_up_advice, issue_advice
from .cases import act, lapse_as, level_as, receive
from .papers import find_paper, issue_decision, paper_file, repeat_service, send_copy
from .receipts import on_failed, on_served
from .redaction import AddedMask, MaskDecision, MaskReview, masked, plan_redaction, release_redaction, review_redaction

__all__ = [
    "AddedMask",
    "MaskDecision",
    "MaskReview",
    "act",
    "draft_advice",
    "find_paper",
    "follow_up_advice",
    "issue_advice",
    "issue_decision",
    "lapse_as",
    "level_as",
    "masked",
    "on_failed",
    "on_served",
    "paper_file",
    "plan_redaction",
    "receive",
    "release_redaction",
    "repeat_service",
    "review_redaction",
    "send_copy",
]
