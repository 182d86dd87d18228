"""A message exists exactly when its step does."""

import pytest
from sqlmodel import select

from services.chassis import outbox
from services.chassis.db import transaction
from services.chassis.tables import Outbox
from tests.service.mail import ON, routed, send

pytestmark = pytest.mark.usefixtures("clean")


def test_a_message_is_written_with_its_step_and_waits() -> None:
    (message,) = send("甲")
    with transaction("intake") as session:
        row = session.exec(select(Outbox)).one()
    assert (row.id, row.body, row.sent_at) == (message.id, message.body, None)
    assert message.source == "intake"
    assert message.type == "intake.unit_routed"
    assert message.number == "甲"


def test_a_step_that_is_rolled_back_tells_nobody() -> None:
    def half() -> None:
        with transaction("intake") as session:
            outbox.put(session, routed(), case_id=None, on=ON)
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    with transaction("intake") as session:
        assert session.exec(select(Outbox)).all() == []
