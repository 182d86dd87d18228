"""Messages leave with the step they tell of: written in its transaction, sent by the relay after it."""

from datetime import date
from uuid import UUID

from services.chassis.db import HouseSession
from services.chassis.messages import AnyBody, Message
from services.chassis.tables import Outbox


def put(session: HouseSession, body: AnyBody, *, case_id: UUID | None, on: date) -> Message:
    """Lay a message into the outbox. If the step is rolled back, the message never existed."""
    message = Message(source=session.service, case_id=case_id, on=on, body=body)
    session.add(Outbox(id=message.id, type=message.type, case_id=case_id, on=on, body=body))
    return message
