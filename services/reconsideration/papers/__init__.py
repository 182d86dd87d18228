"""The papers of a reconsideration case (复议文书): each is written once, from the case's own facts."""

from .advice import advice_copy, advice_letter, escalation_paper
from .decision import decision_letter
from .facts import Heading, facts_of, formal
from .notices import reply_notice

__all__ = [
    "Heading",
    "advice_copy",
    "advice_letter",
    "decision_letter",
    "escalation_paper",
    "facts_of",
    "formal",
    "reply_notice",
]
