"""Carry the demo district's messages on the very day they were written: readers and flows at once, in this process.

A carried message is marked as sent longer ago than the relay ever sends again, so a new house starts no flow for what
happened weeks ago. Messages that are left lie in the outbox, and the house carries them in its first seconds.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select

from services.adjudication import app as adjudication
from services.chassis.contracts import ReferralOffer
from services.chassis.db import RELAY, SERVICES, HouseSession, engine, transaction
from services.chassis.inbox import Handler, take_effect
from services.chassis.messages import CaseHandedBack, Message, UnitRouted
from services.chassis.settings import settings
from services.chassis.tables import Outbox
from services.intake import app as intake
from services.intake import handlers as desk
from services.intake import views as desk_views
from services.kernel.principal import service
from services.mediation import app as mediation
from services.notify import app as notify
from services.notify.handlers.sending import sender
from services.publication.handlers import release
from services.reconsideration import app as reconsideration
from services.reconsideration import handlers as review
from services.reconsideration.commands import RecordPublication
from services.walk.channels import FILES, RECEIVE

FLOWS = service("flows")
READERS: Mapping[str, Mapping[str, Handler]] = {
    "intake": intake.consumers(),
    "notify": notify.consumers(),
    "reconsideration": reconsideration.consumers(),
    "adjudication": adjudication.consumers(),
    "mediation": getattr(mediation, "consumers", dict)(),
}
Proposal = Callable[[HouseSession, UUID, date], object]


class Carriage:
    """`left`: the cases whose signed decision waits for the house's own flow."""

    def __init__(self, left: Collection[UUID]) -> None:
        self._left = left
        self._sender = sender()

    def carry(self, today: date) -> None:
        """Until nothing is on its way any more: what a message causes may write the next one."""
        while sum(self._carry(service, today) for service in _waiting()):
            continue
        while self._sender.send_once():
            continue

    def _carry(self, service: str, today: date) -> int:
        messages = [message for message in _unsent(service) if not self._is_left(message)]
        for message in messages:
            for reader, handlers in READERS.items():
                if handler := handlers.get(message.type):
                    take_effect(reader, message, handler)
            _flow(message, today)
        if messages:
            _mark(service, [message.id for message in messages])
        return len(messages)

    def _is_left(self, message: Message) -> bool:
        return message.case_id in self._left and message.type == "reconsideration.decision_signed"


WAITING = text(
    " UNION ALL ".join(
        f"SELECT '{service}' WHERE EXISTS (SELECT 1 FROM {service}.outbox WHERE sent_at IS NULL)"  # noqa: S608 - names of ours
        for service in SERVICES
    )
)


def _waiting() -> tuple[str, ...]:
    """The services that have something to send: one question for all of them."""
    with engine(RELAY).connect() as connection:
        return tuple(connection.scalars(WAITING))


def _unsent(service: str) -> list[Message]:
    with transaction(service) as session:
        rows = session.exec(select(Outbox).where(col(Outbox.sent_at).is_(None)).order_by(col(Outbox.seq)))
        return [Message(id=row.id, source=service, case_id=row.case_id, on=row.on, body=row.body) for row in rows]


def _mark(service: str, messages: list[UUID]) -> None:
    long_ago = text(
        f"UPDATE {service}.outbox SET sent_at = clock_timestamp() - make_interval(days => :days) WHERE id = ANY(:ids)"  # noqa: S608 - a name of ours
    )
    with engine(RELAY).begin() as connection:
        connection.execute(long_ago, {"days": settings().outbox_days + 1, "ids": messages})


def _flow(message: Message, today: date) -> None:
    """What the flow of this message would do."""
    if isinstance(message.body, UnitRouted):
        _refer(message.body.unit_id, today)
    elif isinstance(message.body, CaseHandedBack):
        _transfer(message.body, today)
    elif message.type == "reconsideration.redaction_approved" and message.case_id:
        _publish(message.case_id, today)
    elif message.case_id:
        for propose in PROPOSALS.get(message.type, ()):
            with transaction("reconsideration") as session:
                propose(session, message.case_id, today)


PROPOSALS: Mapping[str, tuple[Proposal, ...]] = {
    "reconsideration.decision_signed": (
        lambda session, case, on: review.issue_decision(session, case, FLOWS, today=on),
    ),
    "reconsideration.decision_effective": (
        lambda session, case, on: review.plan_redaction(session, case, FLOWS, today=on),
        lambda session, case, on: review.draft_advice(session, case, FLOWS, today=on),
    ),
    "reconsideration.advice_signed": (lambda session, case, on: review.issue_advice(session, case, FLOWS, today=on),),
    "reconsideration.advice_report_overdue": (
        lambda session, case, on: review.follow_up_advice(session, case, FLOWS, today=on),
    ),
}


def _refer(unit_id: UUID, today: date) -> None:
    with transaction("intake") as session:
        desk.offer_unit(session, unit_id, FLOWS, today=today)
        offer: ReferralOffer = desk_views.offer(session, unit_id)
    with transaction(offer.channel) as session:
        case = RECEIVE[offer.channel](session, offer, FLOWS, today=today)
    with transaction("intake") as session:
        desk.record_referral(session, unit_id, case, FLOWS, today=today)


def _transfer(told: CaseHandedBack, today: date) -> None:
    with transaction(told.channel) as session:
        file = FILES[told.channel](session, told.case_id, FLOWS)
    with transaction("intake") as session:
        desk.take_back(session, file, FLOWS, today=today)


def _publish(case_id: UUID, today: date) -> None:
    with transaction("reconsideration") as session:
        package = review.release_redaction(session, case_id, FLOWS, today=today)
    with transaction("publication") as session:
        published = release(session, package, FLOWS, today=today)
    with transaction("reconsideration") as session:
        command = RecordPublication(url=published.url, published_on=published.published_on)
        review.act(session, case_id, command, FLOWS, today=today)
