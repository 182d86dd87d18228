"""结案前后: which stage answers a wish that ends the case or follows its decision."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law

from ..commands import CorrectPaper, EndingWish, Performing, Settling, Suing, Terminating
from ..events import AnyEvent, EndingEvent, PaperCorrected, PerformingEvent, SettlingEvent, SuingEvent, TerminatingEvent
from . import correcting_papers, performing, settling, suing, terminating
from .case import Case


def decide(case: Case, command: EndingWish, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish."""
    if isinstance(command, Terminating):
        return terminating.decide(case, command, today, law)
    if isinstance(command, Settling):
        return settling.decide(case, command, today, law)
    if isinstance(command, Performing):
        return performing.decide(case, command, today, law)
    if isinstance(command, Suing):
        return suing.decide(case, command, today, law)
    if isinstance(command, CorrectPaper):
        return correcting_papers.decide(case, command, today)
    assert_never(command)


def evolve(case: Case, event: EndingEvent) -> Case:
    """Apply one fact."""
    if isinstance(event, TerminatingEvent):
        return terminating.evolve(case, event)
    if isinstance(event, SettlingEvent):
        return settling.evolve(case, event)
    if isinstance(event, PerformingEvent):
        return performing.evolve(case, event)
    if isinstance(event, SuingEvent):
        return suing.evolve(case, event)
    if isinstance(event, PaperCorrected):
        return correcting_papers.evolve(case, event)
    assert_never(event)
