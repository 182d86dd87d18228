"""The state of one mediation case (行政调解案件), rebuilt from its events."""

from datetime import date

from services.kernel.actor import Actor
from services.kernel.casefile import CaseFile
from services.kernel.machine import machine
from services.kernel.matter import Matter

from ..parts import Agreement, Session, Side, Termination

MACHINE = machine("mediation")
CONSUMER = "consumer"


class Case(CaseFile):
    """The file as it stands. Nothing in it is set but by `evolve`."""

    matter: Matter
    mediator: Actor | None = None
    accepted_on: date | None = None
    consents: tuple[Side, ...] = ()
    refusal: str | None = None
    sessions: tuple[Session, ...] = ()
    agreement: Agreement | None = None
    termination: Termination | None = None
    proposed_on: date | None = None
    missed: tuple[str, ...] = ()

    @property
    def is_consumer(self) -> bool:
        """Whether the law on consumer complaints (消费者权益保护法) sets the limits."""
        return self.matter.field == CONSUMER

    @property
    def accept_rule(self) -> str:
        """The limit to accept."""
        return "med.consumer_accept" if self.is_consumer else "med.accept"

    @property
    def mediate_rule(self) -> str:
        """The limit to mediate."""
        return "med.consumer_mediate" if self.is_consumer else "med.mediate"
