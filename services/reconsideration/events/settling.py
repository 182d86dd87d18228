"""调解书: what happened."""

from typing import Literal

from services.kernel.steps import Event


class AgreementReached(Event):
    type: Literal["agreement_reached"] = "agreement_reached"
    terms: str
    perform_days: int | None = None


class StatementSigned(Event):
    type: Literal["statement_signed"] = "statement_signed"
    party: str


class StatementSealed(Event):
    type: Literal["statement_sealed"] = "statement_sealed"


class MediationBroken(Event):
    type: Literal["mediation_broken"] = "mediation_broken"
    reason: str


class StatementServed(Event):
    """调解书已送达各方."""

    type: Literal["statement_served"] = "statement_served"


SettlingEvent = AgreementReached | StatementSigned | StatementSealed | MediationBroken | StatementServed
