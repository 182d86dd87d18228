"""The state of one adjudication case (行政裁决案件), rebuilt from its events."""

from datetime import date

from services.kernel.actor import Actor
from services.kernel.casefile import CaseFile
from services.kernel.clocks import Clocks
from services.kernel.machine import machine
from services.kernel.matter import Matter

from ..codes import Kind, kind_of
from ..parts import Delivery, Draft, IssuedPaper, Reply

MACHINE = machine("adjudication")
SEND_COPY, REPLY = "adj.send_copy", "adj.reply"
APPLICANT, RESPONDENT = "A1", "B1"


class Case(CaseFile):
    """The file as it stands. Nothing in it is set but by `evolve`."""

    matter: Matter
    adjudicator: Actor | None = None
    accepted_on: date | None = None
    refusal: str | None = None
    papers: tuple[IssuedPaper, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    reply: Reply | None = None
    draft: Draft | None = None
    drafted_by: Actor | None = None
    signed_by: Actor | None = None
    signed_on: date | None = None
    returned: str = ""
    served_on: date | None = None
    missed: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """The kind of dispute, which chooses limits, paper and remedies."""
        return kind_of(self.matter.field)

    @property
    def decision(self) -> IssuedPaper | None:
        """裁决书, once issued."""
        return self.paper("decision")

    def paper(self, kind: str) -> IssuedPaper | None:
        """The latest paper of a kind."""
        return next((paper for paper in reversed(self.papers) if paper.kind == kind), None)

    def delivery(self, delivery_id: object) -> Delivery | None:
        """One delivery of this case."""
        return next((one for one in self.deliveries if one.id == delivery_id), None)

    def outstanding(self, paper: str) -> tuple[Delivery, ...]:
        """Deliveries of a paper that have not been proved; a replaced one no longer counts."""
        return tuple(one for one in self.deliveries if one.paper == paper and one.is_open)

    def met(self, key: str, on: date) -> Clocks:
        """The limits once what this one asked for was done; one that ended before stays as it ended."""
        return self.clocks.meet(key, on) if self.clocks.is_live(key) else self.clocks
