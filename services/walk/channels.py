"""The three channels by name: how each receives a referral, hands its file back and lets its clocks run out."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol
from uuid import UUID

from services.adjudication import handlers as adjudication
from services.adjudication import views as adjudication_views
from services.chassis.contracts import CaseRef, ReferralOffer
from services.chassis.db import HouseSession
from services.chassis.sweeping import Lapse
from services.kernel.handover import HandOver
from services.kernel.principal import Principal
from services.mediation import handlers as mediation
from services.mediation import views as mediation_views
from services.reconsideration import handlers as reconsideration
from services.reconsideration import views as reconsideration_views


class Receive(Protocol):
    """Open a case for a claim unit; the same unit again gives the same case."""

    def __call__(
        self, session: HouseSession, offer: ReferralOffer, principal: Principal, *, today: date
    ) -> CaseRef: ...


RECEIVE: Mapping[str, Receive] = {
    "mediation": mediation.receive,
    "adjudication": adjudication.receive,
    "reconsideration": reconsideration.receive,
}
FILES: Mapping[str, Callable[[HouseSession, UUID, Principal], HandOver]] = {
    "mediation": mediation_views.hand_over,
    "adjudication": adjudication_views.hand_over,
    "reconsideration": reconsideration_views.hand_over,
}
LAPSES: Mapping[str, Callable[[Principal, date], Lapse]] = {
    "mediation": mediation.lapse_as,
    "adjudication": adjudication.lapse_as,
    "reconsideration": reconsideration.lapse_as,
}
