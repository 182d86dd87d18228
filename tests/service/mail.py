"""Messages for the tests of outbox, relay and inbox, and the effect a consumer of the tests has."""

from datetime import date
from uuid import UUID, uuid4

from sqlmodel import func, select

from services.chassis import outbox
from services.chassis.db import HouseSession, transaction
from services.chassis.messages import LimitMissed, Message, UnitRouted
from services.chassis.tables import Inbox, Outbox

ON = date(2026, 9, 29)
ROUTED = "intake.unit_routed"


def routed(number: str = "1") -> UnitRouted:
    return UnitRouted(unit_id=uuid4(), dispute_id=uuid4(), dispute_number=number, channel="reconsideration")


def send(*numbers: str, service: str = "intake") -> list[Message]:
    with transaction(service) as session:
        return [outbox.put(session, routed(number), case_id=None, on=ON) for number in numbers or ("1",)]


def echo(session: HouseSession, message: Message) -> None:
    """An effect that shows itself as often as it happens."""
    body = LimitMissed(channel="mediation", case_id=message.id, rule="echo", due_on=message.on)
    outbox.put(session, body, case_id=message.id, on=message.on)


def effects(service: str, message_id: UUID | None = None) -> int:
    with transaction(service) as session:
        echoes = select(func.count()).select_from(Outbox).where(Outbox.type == "case.limit_missed")
        return session.exec(echoes if message_id is None else echoes.where(Outbox.case_id == message_id)).one()


def inbox_size(service: str) -> int:
    with transaction(service) as session:
        return session.exec(select(func.count()).select_from(Inbox)).one()
