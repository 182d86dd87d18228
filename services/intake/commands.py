"""What may be asked of the desk about a dispute (争议)."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.kernel.actor import SYSTEM, Actor
from services.kernel.handover import HandOver
from services.kernel.routing_facts import Answers

from .parts import Filing, Issued, Optional, OurChannel, Paper, Sentence


class _Command(BaseModel):
    """A wish; `by` is set from the signed-in principal, never taken from the caller."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: Actor = SYSTEM


class RegisterDispute(_Command):
    """登记: the whole story at once; every unit is routed in the same step."""

    type: Literal["register_dispute"] = "register_dispute"
    dispute_id: UUID
    number: str
    unit_ids: tuple[UUID, ...]
    filing: Filing


class RouteUnit(_Command):
    """重新分流: with better answers, or by a person's word where the tables are silent or wrong."""

    type: Literal["route_unit"] = "route_unit"
    unit_id: UUID
    answers: Answers | None = None
    channel: OurChannel | Literal["elsewhere"] | None = None
    reason: Sentence


class RecordReferral(_Command):
    """记录移送: a channel opened a case for the unit."""

    type: Literal["record_referral"] = "record_referral"
    unit_id: UUID
    case_id: UUID
    number: str
    channel: OurChannel


class RecordRefusal(_Command):
    """记录退回: a channel did not take the unit; the desk finds it another way."""

    type: Literal["record_refusal"] = "record_refusal"
    unit_id: UUID
    channel: OurChannel
    reason: Sentence
    cite: Optional = ""


class OfferUnit(_Command):
    """移送: the channel is about to be asked; until it answers, nobody routes the unit another way."""

    type: Literal["offer_unit"] = "offer_unit"
    unit_id: UUID


class TakeBack(_Command):
    """移交: a channel let the unit go, and this is its file."""

    type: Literal["take_back"] = "take_back"
    unit_id: UUID
    file: HandOver


class AddPapers(_Command):
    """补充材料: papers whose bytes are already kept."""

    type: Literal["add_papers"] = "add_papers"
    papers: tuple[Paper, ...]


class IssuePaper(_Command):
    """制发文书: a paper of the desk whose file is already kept."""

    type: Literal["issue_paper"] = "issue_paper"
    paper: Issued


class RecordMovement(_Command):
    """记录进展: the channel's case entered another state."""

    type: Literal["record_movement"] = "record_movement"
    unit_id: UUID
    case_id: UUID
    number: str
    channel: OurChannel
    state: str
    title: str
    moved_on: date


OfUnit = RouteUnit | OfferUnit | RecordReferral | RecordRefusal | RecordMovement | TakeBack
Command = RegisterDispute | AddPapers | IssuePaper | OfUnit
