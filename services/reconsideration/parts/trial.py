"""The parts of the trial (审理): panel and hearing, committee, evidence, inquiries, stay, review of the basis."""

from datetime import date, time
from typing import Literal

from pydantic import Field

from services.kernel.steps import Part

Submitter = Literal["applicant", "respondent", "third_party", "body"]
BasisStep = Literal["asked", "taken_up", "concluded", "declined"]


class Panel(Part):
    """听证人员: who presides, who hears beside, who keeps the record."""

    presiding: str
    listeners: tuple[str, ...]
    recorder: str


class Attendance(Part):
    """到场情况: who came, and what was said for those who did not."""

    applicant_came: bool
    applicant_excuse: str = ""
    respondent_came: bool
    head_came: bool
    head_excuse: str = Field(default="", description="why the organ's head stayed away, and whom it sent")


class Hearing(Part):
    """听证, from its notice to its record."""

    on: date
    at: time
    place: str
    matters: str
    panel: Panel
    called_on: date
    told: int = 1
    attendance: Attendance | None = None
    record: str = ""

    @property
    def is_held(self) -> bool:
        """Whether it took place and its record (听证笔录) is in the file."""
        return self.attendance is not None

    @property
    def is_waived(self) -> bool:
        """视为放弃听证权利: the applicant stayed away and gave no reason."""
        return self.attendance is not None and not self.attendance.applicant_came


class Consultation(Part):
    """提请行政复议委员会咨询: on which of the four cases, with which questions, and what it advised."""

    cases: tuple[str, ...]
    questions: str
    opinion: str = ""
    advised: str | None = Field(default=None, description="the outcome that the committee advised, if it named one")
    departure: str = ""


class Evidence(Part):
    """一份证据: its kind, who gave it when, what it is to prove, and what became of it on examination."""

    kind: str
    title: str
    submitter: Submitter
    submitted_on: date
    proves: str
    purpose: str
    collected_on: date | None = None
    examination: str = ""
    admitted: bool | None = None


class Inquiry(Part):
    """调查取证: how, of whom, by which officers, and what was found."""

    way: str
    of: str
    officers: tuple[str, ...]
    record: str
    on: date


class ExcludedTime(Part):
    """鉴定、现场勘验所用时间, which the limit to decide leaves out."""

    ground: str
    matter: str
    from_on: date
    until_on: date | None = None
    result: str = ""


class FileReading(Part):
    """查阅、复制案卷: who asked for what, and what was kept back on which ground."""

    reader: str
    material: str
    on: date
    refused: str | None = None


class Stay(Part):
    """停止执行: on which ground, from which day, until when; or why it was not ordered."""

    state: Literal["none", "ordered", "declined", "lifted"] = "none"
    ground: str | None = None
    reason: str = ""
    from_on: date | None = None
    until_on: date | None = None


class BasisReview(Part):
    """附带审查、依据审查: of which provision, by whom, how it went and what it came to."""

    state: BasisStep
    kind: str
    document: str
    provision: str
    maker: str
    maker_address: str = ""
    reason: str
    own_motion: bool = False
    asked_on: date
    competent: bool | None = None
    notified: bool = False
    receiver: str = ""
    receiver_address: str = ""
    reply: str = ""
    result: str | None = None
    opinion: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be dealt with."""
        return self.state in {"asked", "taken_up"}


class Trial(Part):
    """审理: everything between acceptance and the draft that has no place of its own in the case."""

    complexity: tuple[str, ...] = ()
    hearing: Hearing | None = None
    consultation: Consultation | None = None
    evidence: tuple[Evidence, ...] = ()
    supplement_for: str = ""
    inquiries: tuple[Inquiry, ...] = ()
    excluded: tuple[ExcludedTime, ...] = ()
    readings: tuple[FileReading, ...] = ()
    stay: Stay = Stay()
    bases: tuple[BasisReview, ...] = ()
    technical: bool = False

    @property
    def basis(self) -> BasisReview | None:
        """The latest review of a normative document."""
        return self.bases[-1] if self.bases else None

    @property
    def excluding(self) -> ExcludedTime | None:
        """The appraisal or inspection that is under way."""
        return next((one for one in self.excluded if one.until_on is None), None)
