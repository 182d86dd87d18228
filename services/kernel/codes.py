"""Coded reasons, ways and kinds of mediation and adjudication (事由、途径、种类) - as cited data, each with its confidence."""

from functools import cache
from pathlib import Path

from services.kernel.rule import Confidence
from services.kernel.yaml_data import Entry, read

FOLDER = Path(__file__).parent / "rules" / "codes"


class Code(Entry):
    """A coded reason as papers and pages show it."""

    title: str
    cite: str
    confidence: Confidence

    @property
    def is_verified(self) -> bool:
        """Whether somebody read the provision; what nobody read shows as 待核."""
        return self.confidence is Confidence.VERIFIED


class MediationCodes(Entry):
    """Why a request is refused, why a mediation ends, and where the parties may go then.

    `consent` and `telling` are the duties behind two refusals: that each side agrees, and that the ways are told.
    """

    checked_on: str
    consent: Code
    telling: Code
    refusals: dict[str, Code]
    terminations: dict[str, Code]
    channels: dict[str, Code]


class Kind(Code):
    """One kind of dispute: `title` is its paper, `cite` the provision that gives the power; the others are limits' ids.

    `from_receipt`: the limit to decide runs from receipt (政府采购投诉), not from acceptance.
    `prior_review`: whoever held the right already must ask for reconsideration before a suit (复议前置).
    """

    accept: str = "adj.accept"
    decide: str = "adj.decide"
    suit: str = "all.suit_direct"
    from_receipt: bool = False
    prior_review: bool = False
    function: str | None = None


class Ending(Entry):
    """How a decision may end; the one wording of its operative part."""

    title: str
    operative: str
    needs_terms: bool


class AdjudicationCodes(Entry):
    """The kinds of adjudication, those that belong to another organ, why a request is refused, and how it may end."""

    checked_on: str
    acceptance: Code
    kinds: dict[str, Kind]
    usual: str
    elsewhere: dict[str, Code]
    refusals: dict[str, Code]
    endings: dict[str, Ending]

    def kind(self, field: str) -> Kind:
        """The kind of a dispute by the desk's field; the usual one stands in where a kind has no rules yet."""
        return self.kinds.get(field, self.kinds[self.usual])


@cache
def mediation_codes() -> MediationCodes:
    """The codes of administrative mediation."""
    return read(FOLDER / "mediation.yaml", MediationCodes)


@cache
def adjudication_codes() -> AdjudicationCodes:
    """The codes of administrative adjudication."""
    return read(FOLDER / "adjudication.yaml", AdjudicationCodes)
