"""程序性文书: the paper of a step joins the file and goes out for service."""

from datetime import date

from ..commands import IssueNotice
from ..events import AnyEvent, NoticeIssued
from ..parts import Delivery
from .case import Case


def decide(_case: Case, command: IssueNotice, today: date) -> tuple[AnyEvent, ...]:
    """Issue it; the step that it tells of has been checked already."""
    return (NoticeIssued(on=today, by=command.by, paper=command.paper, deliveries=command.deliveries),)


def evolve(case: Case, event: NoticeIssued) -> Case:
    """Keep the paper and await the proof of its service."""
    asked = tuple(Delivery(**delivery.model_dump()) for delivery in event.deliveries)
    return case.model_copy(update={"papers": (*case.papers, event.paper), "deliveries": (*case.deliveries, *asked)})
