"""Whom a case is about and what is in dispute (当事人、争议事项), as the desk hands it over."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.kernel.handover import HandOver
from services.kernel.steps import Part

PartyKind = Literal["person", "company", "sole_trader", "organ"]


class Party(Part):
    """当事人: a person or body in the case. `ref` (A1, A2 …) is how every paper refers to it."""

    ref: str
    name: str
    kind: PartyKind = "person"
    id_number: str | None = None
    phone: str | None = None
    email: str | None = None
    district: str = ""
    street: str = ""
    detail: str = ""
    birth_on: date | None = None
    electronic_consent: bool = False

    @property
    def address(self) -> str:
        """The full address for service (送达地址)."""
        return f"{self.district}{self.street}{self.detail}"


class Matter(Part):
    """争议事项 between two sides. `field` is the desk's code (consumer, land …) and chooses which limits run."""

    dispute_id: UUID
    unit_id: UUID
    dispute_number: str
    received_on: date
    entry: str
    field: str
    title: str
    applicant: Party
    respondent: Party
    claim: str
    story: str
    articles: tuple[str, ...] = ()
    handed_over: tuple[HandOver, ...] = ()

    @property
    def parties(self) -> tuple[Party, Party]:
        """Both sides, the applicant first."""
        return self.applicant, self.respondent

    def party(self, ref: str) -> Party:
        """The side that a ref means."""
        return next(one for one in self.parties if one.ref == ref)
