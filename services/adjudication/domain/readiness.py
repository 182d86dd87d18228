"""Which lawful steps make sense now: the machine says what may be done in a state, this says what is next inside it."""

from collections.abc import Callable, Mapping

from ..codes import ELSEWHERE
from .case import Case
from .deciding import has_been_heard

READY: Mapping[str, Callable[[Case], bool]] = {
    "accept_request": lambda case: case.matter.field not in ELSEWHERE,
    "send_copy": lambda case: case.paper("reply_notice") is None,
    "file_reply": lambda case: case.reply is None and case.paper("reply_notice") is not None,
    "draft_decision": has_been_heard,
    "repeat_service": lambda case: any(one.state == "failed" for one in case.deliveries),
    "close_case": lambda case: not case.outstanding("decision"),
}
# Steps that other processes take; no person is offered them.
SYSTEM = frozenset({"record_missed_limit", "record_service", "record_service_failure"})


def is_ready(case: Case, command: str) -> bool:
    """Whether a lawful step makes sense inside the state."""
    ready = READY.get(command)
    return command not in SYSTEM and (ready is None or ready(case))
