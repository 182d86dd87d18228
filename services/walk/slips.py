"""The post office of the demo district: the slip of every item of a case that is out."""

from datetime import date
from uuid import UUID

from services.chassis.db import HouseSession
from services.kernel.principal import service
from services.notify.events import Mode, Receipt
from services.notify.handlers import receipts
from services.notify.views.delivery import deliveries_of

POST = service("post")


def come_back(session: HouseSession, case_id: UUID, on: date) -> None:
    """Everything that was out for this case has reached its addressee today."""
    for delivery in deliveries_of(session, case_id):
        if delivery.standing is None:
            slip = Receipt(served=True, on=on, mode=Mode.POST, signed_by="收件人", source="post")
            receipts.take_receipt(session, delivery.id, slip, POST)
