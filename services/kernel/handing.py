"""Making the file that a channel hands over (移交材料) from its case; see kernel/handover for what it may hold."""

from collections.abc import Sequence
from datetime import date

from services.kernel.casefile import CaseFile
from services.kernel.handover import Channel, ConfirmedAddress, HandOver, Outcome
from services.kernel.matter import Party
from services.kernel.steps import Part


class Ending(Part):
    """How, when and why a channel let a unit go: the coded reason with its title and provision."""

    outcome: Outcome
    on: date
    reason: str
    title: str
    cite: str


def file_of(channel: Channel, case: CaseFile, parties: Sequence[Party], ending: Ending) -> HandOver:
    """What every channel hands over: the dates, the reason, and where its parties agreed to be served."""
    return HandOver(
        unit_id=case.unit_id,
        case_id=case.id,
        number=case.number,
        channel=channel,
        outcome=ending.outcome,
        reason=ending.reason,
        reason_title=ending.title,
        cite=ending.cite,
        opened_on=case.opened_on,
        ended_on=ending.on,
        addresses=tuple(_confirmed(party) for party in parties if party.kind != "organ" and party.address),
    )


def _confirmed(party: Party) -> ConfirmedAddress:
    return ConfirmedAddress(
        party=party.ref, address=party.address, email=party.email, electronic_consent=party.electronic_consent
    )
