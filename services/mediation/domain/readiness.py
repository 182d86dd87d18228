"""Which lawful steps make sense now: the machine says what may be done in a state, this says what is next inside it."""

from collections.abc import Callable, Mapping

from .case import Case

READY: Mapping[str, Callable[[Case], bool]] = {
    "draft_agreement": lambda case: bool(case.sessions),
    "sign_agreement": lambda case: case.agreement is not None,
}
# Steps that other processes take; no person is offered them.
SYSTEM = frozenset({"propose_termination", "record_missed_limit"})


def is_ready(case: Case, command: str) -> bool:
    """Whether a lawful step makes sense inside the state."""
    ready = READY.get(command)
    return command not in SYSTEM and (ready is None or ready(case))
