"""证据与调查: what happened."""

from typing import Literal

from services.kernel.steps import Event

from ..parts.trial import Evidence, FileReading, Inquiry


class EvidenceRecorded(Event):
    type: Literal["evidence_recorded"] = "evidence_recorded"
    evidence: Evidence


class SupplementAllowed(Event):
    type: Literal["supplement_allowed"] = "supplement_allowed"
    raised_by: str
    matter: str


class EvidenceSupplemented(Event):
    type: Literal["evidence_supplemented"] = "evidence_supplemented"
    evidence: Evidence


class EvidenceExamined(Event):
    type: Literal["evidence_examined"] = "evidence_examined"
    number: int
    examination: str
    admitted: bool


class FileRead(Event):
    type: Literal["file_read"] = "file_read"
    reading: FileReading


class InquiryMade(Event):
    type: Literal["inquiry_made"] = "inquiry_made"
    inquiry: Inquiry


class ExcludedTimeBegan(Event):
    type: Literal["excluded_time_began"] = "excluded_time_began"
    ground: str
    matter: str
    cite: str


class ExcludedTimeEnded(Event):
    type: Literal["excluded_time_ended"] = "excluded_time_ended"
    result: str


EvidenceEvent = (
    EvidenceRecorded
    | SupplementAllowed
    | EvidenceSupplemented
    | EvidenceExamined
    | FileRead
    | InquiryMade
    | ExcludedTimeBegan
    | ExcludedTimeEnded
)
