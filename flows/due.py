"""Which of the due runs to take: one at a time of each schedule, and of a schedule that piled up only the latest."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from prefect.client.schemas.objects import FlowRun


@dataclass(frozen=True)
class Choice:
    """What to run now, and what a later run of the same schedule makes needless."""

    take: tuple[FlowRun, ...]
    needless: tuple[FlowRun, ...]


def choose(due: Sequence[FlowRun], free: int, busy: Collection[UUID]) -> Choice:
    """Choose from runs in the order of their time.

    `busy` are the deployments of which a scheduled run is under way. Runs that an event asked for are never needless
    and never wait for each other: each stands for something that happened.
    """
    latest = {run.deployment_id: run.id for run in due if run.auto_scheduled}
    needless = [run for run in due if run.auto_scheduled and latest[run.deployment_id] != run.id]
    wanted = [
        run
        for run in due
        if not run.auto_scheduled or (latest[run.deployment_id] == run.id and run.deployment_id not in busy)
    ]
    return Choice(tuple(wanted[: max(free, 0)]), tuple(needless))
