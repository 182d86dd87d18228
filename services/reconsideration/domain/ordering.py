"""受理后驳回申请 (第三十三条), and what a superior organ orders (第三十五条、第四十条)."""

from datetime import date
from typing import assert_never

from services.kernel.law import Law
from services.kernel.opening import opening_codes
from services.kernel.refusal import Fault, Refused

from ..commands.ordering import DismissApplication, ObeySuperior, Ordering
from ..events.limits import CaseResumed
from ..events.opening import ApplicationAccepted
from ..events.ordering import ApplicationDismissed, OrderingEvent, SuperiorOrdered
from ..parts.opening import Refusal
from .case import CODES, Case
from .window import timely_faults

MEASURES = opening_codes().measures
DISMISSAL, SUPERIOR = "行政复议法 第三十三条", "行政复议法 第三十五条"
# In which state each order can be carried out.
STATES = {"accept": "NOT_ACCEPTED", "proceed": "TRIAL", "resume": "SUSPENDED"}
Facts = tuple[OrderingEvent | ApplicationAccepted | CaseResumed, ...]


def decide(case: Case, command: Ordering, today: date, law: Law) -> Facts:
    """Answer one wish of this stage."""
    match command:
        case DismissApplication():
            faults = [
                Fault("arl.dismissal_ground", f"没有“{code}”这一受理条件。", DISMISSAL, "grounds")
                for code in command.grounds
                if code not in CODES.refusal_grounds
            ]
            if faults := [*faults, *timely_faults(case, command.grounds, law)]:
                raise Refused.of(faults)
            return (ApplicationDismissed(on=today, by=command.by, grounds=command.grounds, reasons=command.reasons),)
        case ObeySuperior():
            return _obey(case, command, today)
        case _:
            assert_never(command)


def _obey(case: Case, command: ObeySuperior, today: date) -> Facts:
    faults = []
    if command.measure not in MEASURES:
        faults.append(Fault("arl.measure", "请选明上级机关责令的内容。", SUPERIOR, "measure"))
    elif STATES[command.measure] != case.state:
        measure = MEASURES[command.measure]
        faults.append(Fault("arl.measure_state", f"案件现在的状态不能执行“{measure.title}”。", measure.cite, "measure"))
    if command.ordered_on > today:
        faults.append(Fault("arl.ordered_in_future", "责令日期不能晚于今天。", SUPERIOR, "ordered_on"))
    if faults:
        raise Refused.of(faults)
    ordered = SuperiorOrdered(on=today, by=command.by, **command.model_dump(exclude={"type", "by"}))
    if command.measure == "accept":
        return (ordered, ApplicationAccepted(on=today, by=command.by, procedure="ordinary"))
    if command.measure == "resume":
        return (ordered, CaseResumed(on=today, by=command.by, reason=f"{command.organ}{MEASURES['resume'].title}"))
    return (ordered,)


def evolve(case: Case, event: OrderingEvent) -> Case:
    """Apply one fact of this stage; an order moves the case by the event that follows it."""
    match event:
        case ApplicationDismissed():
            why = Refusal(grounds=event.grounds, reasons=event.reasons)
            clocks = case.clocks.close_all(event.on)
            return case.model_copy(update={"state": "DISMISSED", "clocks": clocks, "refusal": why})
        case SuperiorOrdered():
            return case
        case _:
            assert_never(event)
