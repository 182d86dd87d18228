"""A delivery in one line, as lists and headings show it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ..domain.delivery import Delivery, DeliveryState
from ..domain.notice import NoticeState
from ..domain.proof import MODES
from ..events import Mode

STATES: dict[DeliveryState, tuple[str, str]] = {
    DeliveryState.REQUESTED: ("待发出", "info"),
    DeliveryState.DISPATCHED: ("已发出，待回证", "warn"),
    DeliveryState.SERVED: ("已送达", "good"),
    DeliveryState.FAILED: ("未能送达", "bad"),
    DeliveryState.RETURNED: ("已退回", "bad"),
}
NOTICE_STATES: dict[NoticeState, tuple[str, str]] = {
    NoticeState.QUEUED: ("待发出", "info"),
    NoticeState.SENT: ("已发出", "good"),
    NoticeState.FAILED: ("未能发出", "bad"),
}


@dataclass(frozen=True)
class DeliveryLine:
    """One delivery on the board."""

    id: UUID
    case_number: str
    title: str
    addressee: str
    mode: str
    state: str
    tone: str
    asked_on: date
    served_on: date | None
    failure: str | None
    is_disputed: bool


def line_of(found: Delivery) -> DeliveryLine:
    state, tone = STATES[found.state]
    mode = found.standing.mode if found.standing and found.standing.served else found.mode
    return DeliveryLine(
        id=found.id,
        case_number=found.case_number,
        title=found.paper.title,
        addressee=found.addressee.name,
        mode=MODES[Mode.PUBLIC_NOTICE if found.public_notice and not found.served_on else mode],
        state=state,
        tone=tone,
        asked_on=found.asked_on,
        served_on=found.served_on,
        failure=found.failure.text if found.failure else None,
        is_disputed=found.is_disputed,
    )
