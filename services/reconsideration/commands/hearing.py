"""听证与咨询: what may be asked."""

from datetime import date, time
from typing import Literal

from pydantic import Field

from services.kernel.steps import Command, Sentence


class RecordComplexity(Command):
    """认定重大、疑难、复杂 or technical: it makes a hearing, or the committee's opinion, a duty."""

    type: Literal["record_complexity"] = "record_complexity"
    grounds: tuple[str, ...] = ()
    technical: bool = False


class CallHearing(Command):
    """通知听证: when, where, on what, and by whom it is held."""

    type: Literal["call_hearing"] = "call_hearing"
    held_on: date
    at: time
    place: Sentence
    matters: Sentence
    presiding: Sentence
    listeners: tuple[Sentence, ...]
    recorder: Sentence


class MoveHearing(Command):
    """变更听证的时间、地点, told at once and with the reason."""

    type: Literal["move_hearing"] = "move_hearing"
    held_on: date
    at: time
    place: Sentence
    reason: Sentence


class RecordHearing(Command):
    """登记听证笔录: who came, who stayed away and why, and the record itself."""

    type: Literal["record_hearing"] = "record_hearing"
    applicant_came: bool = False
    applicant_excuse: str = Field(default="", max_length=4000)
    respondent_came: bool = False
    head_came: bool = False
    head_excuse: str = Field(default="", max_length=4000)
    record: Sentence


class ConsultCommittee(Command):
    """提请行政复议委员会提出咨询意见."""

    type: Literal["consult_committee"] = "consult_committee"
    cases: tuple[str, ...] = Field(min_length=1)
    questions: Sentence


class RecordCommitteeOpinion(Command):
    """记录咨询意见; `advised` names the outcome that the committee advised, where it named one."""

    type: Literal["record_committee_opinion"] = "record_committee_opinion"
    opinion: Sentence
    advised: str | None = None


class ExplainDeparture(Command):
    """说明不采纳咨询意见的理由."""

    type: Literal["explain_departure"] = "explain_departure"
    reason: Sentence


HearingWish = (
    RecordComplexity
    | CallHearing
    | MoveHearing
    | RecordHearing
    | ConsultCommittee
    | RecordCommitteeOpinion
    | ExplainDeparture
)
