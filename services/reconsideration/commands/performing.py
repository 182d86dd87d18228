"""履行、督促与强制执行: what may be asked."""

from datetime import date
from typing import Literal

from services.kernel.steps import Command, Lapse, Sentence

from ..parts.ending import Measure


class CopyDecision(Command):
    """抄告被申请人的上一级主管部门."""

    type: Literal["copy_decision"] = "copy_decision"


class RecordPerformance(Command):
    """登记履行: what the respondent did and when."""

    type: Literal["record_performance"] = "record_performance"
    performed_on: date
    account: Sentence


class OverduePerformance(Lapse):
    """逾期未履行: the limit to perform, or that of an order, ran out."""

    type: Literal["overdue_performance"] = "overdue_performance"
    key: str


class PressPerformance(Command):
    """责令限期履行、约谈、通报批评."""

    type: Literal["press_performance"] = "press_performance"
    measure: Measure


class RecordTakedown(Command):
    """登记撤回已公开的行政处罚决定信息并公开说明理由."""

    type: Literal["record_takedown"] = "record_takedown"
    taken_down_on: date
    explanation: Sentence


class DemandPerformance(Command):
    """催告 whoever neither sued nor performed, where the enforcement is ours."""

    type: Literal["demand_performance"] = "demand_performance"
    debtor: str
    matter: Sentence


class RipenDemand(Lapse):
    """催告期满."""

    type: Literal["ripen_demand"] = "ripen_demand"
    key: str


class ApplyEnforcement(Command):
    """申请人民法院强制执行."""

    type: Literal["apply_enforcement"] = "apply_enforcement"


class RecordEnforcement(Command):
    """登记强制执行的结果, performance after the demand included."""

    type: Literal["record_enforcement"] = "record_enforcement"
    result: Sentence


Performing = (
    CopyDecision
    | RecordPerformance
    | OverduePerformance
    | PressPerformance
    | RecordTakedown
    | DemandPerformance
    | RipenDemand
    | ApplyEnforcement
    | RecordEnforcement
)
