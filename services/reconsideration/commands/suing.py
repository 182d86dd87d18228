"""行政应诉: what may be asked."""

from datetime import date
from typing import Literal

from pydantic import Field

from services.kernel.steps import Command, Lapse, Sentence

from ..parts.ending import RulingKind, SuitObject


class RecordSuit(Command):
    """登记起诉: who sued over what, when and before which court."""

    type: Literal["record_suit"] = "record_suit"
    plaintiffs: tuple[str, ...] = Field(min_length=1)
    object: SuitObject = "decision"
    filed_on: date
    court: str = Field(default="", max_length=200, description="empty: the court that the rules point to")
    court_number: str = Field(default="", max_length=200)


class RecordComplaint(Command):
    """收到起诉状副本."""

    type: Literal["record_complaint"] = "record_complaint"
    received_on: date


class FileDefence(Command):
    """提交答辩状、证据和依据."""

    type: Literal["file_defence"] = "file_defence"
    filed_on: date


class RecordAppearance(Command):
    """登记出庭应诉: a head of the organ, or why not and who came instead."""

    type: Literal["record_appearance"] = "record_appearance"
    held_on: date
    head_came: bool = False
    person: Sentence
    excuse: str = Field(default="", max_length=2000)


class RecordRuling(Command):
    """收到判决或者裁定."""

    type: Literal["record_ruling"] = "record_ruling"
    kind: RulingKind
    served_on: date
    result: Sentence


class RecordAppeal(Command):
    """登记上诉."""

    type: Literal["record_appeal"] = "record_appeal"
    filed_on: date


class LapseAppeal(Lapse):
    """上诉期限届满: the ruling is final."""

    type: Literal["lapse_appeal"] = "lapse_appeal"
    key: str


Suing = RecordSuit | RecordComplaint | FileDefence | RecordAppearance | RecordRuling | RecordAppeal | LapseAppeal
