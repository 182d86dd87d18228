"""A dispute (争议) as it stands: one number for life, its persons, units and papers."""

from datetime import date
from uuid import UUID

from .filing import Despite, Entry, Source
from .issued import Issued
from .papers import Paper
from .persons import Agent, Party
from .units import Unit
from .words import Part


class Dispute(Part):
    """争议: one number for life (一案一码), whatever channels its units go through."""

    id: UUID
    number: str
    version: int
    received_on: date
    entry: Entry
    postmark_on: date | None = None
    source: Source | None
    applicant: Party
    co_applicants: tuple[Party, ...] = ()
    agents: tuple[Agent, ...] = ()
    story: str
    units: tuple[Unit, ...]
    papers: tuple[Paper, ...] = ()
    issued: tuple[Issued, ...] = ()
    despite: Despite | None = None

    @property
    def applicants(self) -> tuple[Party, ...]:
        """Everybody who asks, the one before the desk first."""
        return (self.applicant, *self.co_applicants)

    def unit(self, unit_id: UUID) -> Unit | None:
        """The unit with this id."""
        return next((unit for unit in self.units if unit.id == unit_id), None)

    def paper(self, sha256: str) -> Paper | None:
        """The paper with these bytes."""
        return next((paper for paper in self.papers if paper.sha256 == sha256), None)
