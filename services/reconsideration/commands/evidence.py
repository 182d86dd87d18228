"""证据与调查: what may be asked."""

from datetime import date
from typing import Literal

from pydantic import Field

from services.kernel.steps import Command, Sentence

from ..parts.trial import Submitter


class RecordEvidence(Command):
    """登记证据: one of the eight kinds, who gave it, what it is to prove; the organ's own must stand in its reply."""

    type: Literal["record_evidence"] = "record_evidence"
    kind: str
    title: Sentence
    submitter: Submitter
    proves: str
    purpose: Sentence
    collected_on: date | None = None


class AllowSupplement(Command):
    """同意被申请人补充证据: only against reasons or evidence that were not raised when the act was made."""

    type: Literal["allow_supplement"] = "allow_supplement"
    raised_by: Literal["applicant", "third_party"]
    matter: Sentence


class SupplementEvidence(Command):
    """被申请人补充证据, with leave."""

    type: Literal["supplement_evidence"] = "supplement_evidence"
    kind: str
    title: Sentence
    proves: str
    purpose: Sentence


class ExamineEvidence(Command):
    """审查证据: what the parties said of it, and whether it may carry a finding."""

    type: Literal["examine_evidence"] = "examine_evidence"
    number: int = Field(gt=0)
    examination: Sentence
    admitted: bool = False


class RecordFileReading(Command):
    """登记阅卷: who asked for what; refused only on one of the grounds that the law names."""

    type: Literal["record_file_reading"] = "record_file_reading"
    reader: Sentence
    material: Sentence
    refused: str | None = None


class Inquire(Command):
    """调查取证 by at least two officers who show their cards."""

    type: Literal["inquire"] = "inquire"
    way: str
    of: Sentence
    officers: tuple[Sentence, ...]
    cards_shown: bool = False
    record: Sentence


class BeginExcludedTime(Command):
    """开始鉴定、现场勘验, whose time the limit to decide leaves out."""

    type: Literal["begin_excluded_time"] = "begin_excluded_time"
    ground: str
    matter: Sentence


class EndExcludedTime(Command):
    """结束鉴定、现场勘验, with what came of it."""

    type: Literal["end_excluded_time"] = "end_excluded_time"
    result: Sentence


EvidenceWish = (
    RecordEvidence
    | AllowSupplement
    | SupplementEvidence
    | ExamineEvidence
    | RecordFileReading
    | Inquire
    | BeginExcludedTime
    | EndExcludedTime
)
