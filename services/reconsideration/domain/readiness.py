"""Which lawful steps make sense now: the machine says what may be done in a state, this says what is next inside it."""

from collections.abc import Callable, Mapping

from services.kernel.refusal import Refused

from .advising import next_step
from .case import DECIDE, MACHINE, Case
from .deciding import closing_faults


def _has(case: Case, kind: str) -> bool:
    return any(paper.kind == kind for paper in case.papers)


def _decision_clock_runs(case: Case) -> bool:
    return case.clocks.is_live(DECIDE[case.procedure or "ordinary"])


READY: Mapping[str, Callable[[Case], bool]] = {
    "assign_officer": lambda case: case.officer is None,
    "send_copy": lambda case: not _has(case, "reply_notice"),
    "file_reply": lambda case: (
        case.reply is None and any(d.paper == "reply_notice" and d.state == "served" for d in case.deliveries)
    ),
    "extend_limit": _decision_clock_runs,
    "repeat_service": lambda case: any(delivery.state == "failed" for delivery in case.deliveries),
    "review_redaction": lambda case: case.redaction.state in {"planned", "reviewed", "approved"},
    "approve_redaction": lambda case: case.redaction.state == "reviewed",
    "withhold_publication": lambda case: case.redaction.state not in {"published", "withheld"},
    "draft_advice": lambda case: case.advice.state == "drafted",
    "sign_advice": lambda case: case.advice.state == "drafted",
    "decline_advice": lambda case: case.advice.state in {"none", "drafted"},
    "file_advice_report": lambda case: case.advice.state == "served",
    "verify_advice": lambda case: case.advice.state == "reported",
    "follow_up_advice": lambda case: next_step(case) is not None,
    "close_case": lambda case: not closing_faults(case),
}
# Steps that other processes take; no person is offered them.
SYSTEM = frozenset(
    {
        "deem_accepted",
        "deem_no_evidence",
        "escalate_advice",
        "follow_up_advice",
        "issue_advice",
        "issue_decision",
        "lapse_suit_window",
        "plan_redaction",
        "record_missed_limit",
        "record_publication",
        "record_service",
        "record_service_failure",
        "release_redaction",
    }
)


def is_ready(case: Case, command: str) -> bool:
    """Whether the step is lawful in the case's state and makes sense inside it."""
    try:
        MACHINE.step(case.state, command)
    except Refused:
        return False
    ready = READY.get(command)
    return ready is None or ready(case)
