"""How a dispute is kept: its events, its snapshot, the rows it is found by, and the messages that tell of it."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import text
from sqlmodel import col, select

from services.chassis import outbox
from services.chassis.db import HouseSession
from services.chassis.likeness import fingerprint
from services.chassis.messages import UnitRouted as UnitRoutedMessage
from services.chassis.now import now
from services.chassis.tables import EventLog

from ..domain import evolve, missing_of
from ..events import EVENTS, DisputeRegistered, Event, UnitHandedBack, UnitRouted
from ..parts import Dispute, Source, Unit, UnitState
from .tables import DisputeRow, OverrideRow, PersonRow, UnitRow

CODE_BYTES = 8


def load(session: HouseSession, dispute_id: UUID, *, lock: bool = False) -> Dispute | None:
    """The dispute as it stands; under lock when it is about to change."""
    row = session.get(DisputeRow, dispute_id, with_for_update=lock, populate_existing=True)
    return None if row is None else Dispute.model_validate(row.snapshot)


def dispute_of(session: HouseSession, unit_id: UUID) -> UUID | None:
    """Which dispute a claim unit belongs to."""
    return session.exec(select(UnitRow.dispute_id).where(col(UnitRow.id) == unit_id)).first()


def number_of(session: HouseSession, source: Source) -> str | None:
    """The number already given to what a partner handed over. Queues, so that two at once cannot both be the first."""
    key = f"dispute {source.partner} {source.reference}"
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key})
    found = select(DisputeRow.number).where(
        col(DisputeRow.source_partner) == source.partner, col(DisputeRow.source_reference) == source.reference
    )
    return session.exec(found).first()


def write(session: HouseSession, before: Dispute | None, facts: Sequence[Event]) -> Dispute:
    """Keep the dispute after these facts, with its events, its units' rows and the messages that tell of them."""
    dispute = before
    for fact in facts:
        dispute = evolve(dispute, fact)
        session.add(_entry(dispute, fact))
        if isinstance(fact, UnitRouted) and fact.override is not None:
            session.add(_override_row(dispute, fact))
    if dispute is None:
        raise ValueError("A decision without events writes nothing.")
    if before is None:
        session.add(_row(dispute, secrets.token_hex(CODE_BYTES)))
        session.flush()
        session.add_all(_person_rows(dispute))
    else:
        session.merge(_row(dispute, code_of(session, dispute.id)))
        session.flush()
    for unit in dispute.units:
        session.merge(_unit_row(dispute, unit))
    for fact in facts:
        _publish(session, dispute, fact)
    session.flush()
    return dispute


def history(session: HouseSession, dispute_id: UUID) -> tuple[Event, ...]:
    """Everything that happened to the dispute, in order."""
    rows = session.exec(select(EventLog).where(col(EventLog.case_id) == dispute_id).order_by(col(EventLog.seq)))
    return tuple(EVENTS.validate_python(row.data) for row in rows)


def code_of(session: HouseSession, dispute_id: UUID) -> str:
    """What opens the public status page of this dispute, for life."""
    return session.exec(select(DisputeRow.code).where(col(DisputeRow.id) == dispute_id)).one()


def note_review(  # noqa: PLR0913 - which one, what was found, by whom
    session: HouseSession, dispute_id: UUID, seq: int, finding: str, *, by_name: str, on: date
) -> bool:
    """Note the finding of a review; false where there is nothing to review any more."""
    row = session.get(OverrideRow, (dispute_id, seq), with_for_update=True)
    if row is None or row.reviewed_on is not None:
        return False
    row.reviewed_on, row.reviewed_by, row.finding = on, by_name, finding
    session.add(row)
    return True


def _entry(dispute: Dispute, fact: Event) -> EventLog:
    data: dict[str, JsonValue] = EVENTS.dump_python(fact, mode="json")
    return EventLog(
        case_id=dispute.id, seq=dispute.version, type=fact.type, data=data, at=now(), on=fact.on, by=fact.by.id
    )


def _row(dispute: Dispute, code: str) -> DisputeRow:
    return DisputeRow(
        id=dispute.id,
        number=dispute.number,
        version=dispute.version,
        received_on=dispute.received_on,
        entry=dispute.entry,
        source_partner=dispute.source.partner if dispute.source else None,
        source_reference=dispute.source.reference if dispute.source else None,
        applicant_name=dispute.applicant.name,
        applicant_phone=dispute.applicant.phone,
        story_print=fingerprint(dispute.story),
        code=code,
        snapshot=dispute.model_dump(mode="json"),
    )


def _person_rows(dispute: Dispute) -> Iterator[PersonRow]:
    told = [("applicant", party.name, party.phone, party.id_number) for party in dispute.applicants]
    spoken = [party.statutory_agent for party in dispute.applicants if party.statutory_agent is not None]
    told += [("statutory_agent", one.name, one.phone, one.id_number) for one in spoken if one.name]
    told += [("agent", agent.name, agent.phone, agent.id_number) for agent in dispute.agents]
    for position, (role, name, phone, id_number) in enumerate(told, start=1):
        yield PersonRow(
            dispute_id=dispute.id, position=position, role=role, name=name, phone=phone, id_number=id_number.upper()
        )


def _override_row(dispute: Dispute, fact: UnitRouted) -> OverrideRow:
    unit, override = dispute.unit(fact.unit_id), fact.override
    if unit is None or override is None:
        raise ValueError("Only the override of a known unit is kept for review.")
    return OverrideRow(
        dispute_id=dispute.id,
        seq=dispute.version,
        unit_id=unit.id,
        position=unit.position,
        on=fact.on,
        by_name=override.by_name,
        instead_of=override.instead_of,
        rule=override.rule,
        chosen=fact.route.channel_title,
        reason=override.reason,
    )


def _unit_row(dispute: Dispute, unit: Unit) -> UnitRow:
    limit = unit.route.next_limit
    return UnitRow(
        id=unit.id,
        dispute_id=dispute.id,
        position=unit.position,
        state=unit.state.value,
        channel=unit.route.channel.value,
        claim=unit.claim,
        organ=unit.route.organ,
        other_side=unit.other_side.name,
        act_number=unit.act.number,
        act_made_on=unit.facts.act_made_on,
        event_on=unit.facts.event_on,
        lacks_facts=bool(missing_of(unit)),
        due_on=limit.due_on if limit else None,
        is_provisional=limit.provisional if limit else False,
        case_id=unit.case.case_id if unit.case else None,
        case_number=unit.case.number if unit.case else None,
        case_title=unit.case.title if unit.case else None,
        moved_on=unit.case.moved_on if unit.case else None,
    )


def _publish(session: HouseSession, dispute: Dispute, fact: Event) -> None:
    """Only a unit that a channel of the house takes over is announced; the rest stays at the desk."""
    match fact:
        case DisputeRegistered():
            routed = dispute.units
        case UnitRouted() | UnitHandedBack():
            routed = tuple(unit for unit in dispute.units if unit.id == fact.unit_id)
        case _:
            return
    for unit in routed:
        if unit.state is UnitState.WAITING:
            body = UnitRoutedMessage.model_validate(
                {
                    "unit_id": unit.id,
                    "dispute_id": dispute.id,
                    "dispute_number": dispute.number,
                    "channel": unit.route.channel.value,
                }
            )
            outbox.put(session, body, case_id=None, on=fact.on)
