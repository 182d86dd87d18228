"""The parts of the opening (申请与受理): correction, filing, joined parties, orders from above."""

from datetime import date
from uuid import UUID

from services.kernel.filing_window import Knowledge, Obstacle
from services.kernel.steps import Part


class Correction(Part):
    """补正: what was found missing, all at once, and what came of it."""

    asked_on: date | None = None
    gaps: tuple[str, ...] = ()
    filed_on: date | None = None
    materials: tuple[str, ...] = ()


class Forwarding(Part):
    """经作出处罚的机关提出的申请: when that organ had it, and whether it passed it on in time."""

    ground: str
    organ_received_on: date
    in_time: bool


class Filed(Part):
    """提出申请: what keeps the time to apply, and how the application was made."""

    known: Knowledge | None = None
    obstacles: tuple[Obstacle, ...] = ()
    forwarding: Forwarding | None = None
    oral_record: str = ""
    mediating_since: date | None = None


class Agent(Part):
    """委托代理人: whom he acts for, as what, in which matters and with which powers."""

    principal: str
    name: str
    kind: str
    matters: str
    powers: str
    until_on: date | None = None


class LinkedCase(Part):
    """并案审理的另一案件."""

    case_id: UUID
    number: str


class Refusal(Part):
    """不予受理或者驳回申请: which conditions are missing, why, and who is competent instead."""

    grounds: tuple[str, ...]
    reasons: str
    competent_organ: str | None = None
