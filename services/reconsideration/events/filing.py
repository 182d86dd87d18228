"""提出申请: what was recorded."""

from typing import Literal

from services.kernel.filing_window import Knowledge, Obstacle
from services.kernel.steps import Event

from ..parts.opening import Forwarding


class KnowledgeRecorded(Event):
    type: Literal["knowledge_recorded"] = "knowledge_recorded"
    known: Knowledge


class ObstacleRecorded(Event):
    type: Literal["obstacle_recorded"] = "obstacle_recorded"
    obstacle: Obstacle


class ForwardingRecorded(Event):
    type: Literal["forwarding_recorded"] = "forwarding_recorded"
    forwarding: Forwarding


class OralApplicationRecorded(Event):
    type: Literal["oral_application_recorded"] = "oral_application_recorded"
    record: str


class MediationOffered(Event):
    type: Literal["mediation_offered"] = "mediation_offered"


class OfferedMediationEnded(Event):
    type: Literal["offered_mediation_ended"] = "offered_mediation_ended"
    reason: str


FilingEvent = (
    KnowledgeRecorded
    | ObstacleRecorded
    | ForwardingRecorded
    | OralApplicationRecorded
    | MediationOffered
    | OfferedMediationEnded
)
