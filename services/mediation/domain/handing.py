"""移交: the file of a mediation that was refused or failed. No record, proposal or draft goes along."""

from collections.abc import Sequence
from datetime import date

from services.kernel.handing import Ending, file_of
from services.kernel.handover import HandOver, Outcome

from ..codes import REFUSALS, TERMINATIONS, Code
from ..events import AnyEvent, MediationTerminated, RequestRefused
from .case import Case


def hand_over(case: Case, past: Sequence[AnyEvent]) -> HandOver | None:
    """What the desk receives; nothing while the mediation goes on or where it settled the matter."""
    for fact in reversed(past):
        match fact:
            case RequestRefused():
                return _file(case, Outcome.REFUSED, fact.on, fact.ground, REFUSALS[fact.ground])
            case MediationTerminated(termination=end):
                failed = _file(case, Outcome.FAILED, fact.on, end.reason, TERMINATIONS[end.reason])
                return failed.model_copy(update={"wish": end.wish, **_met(case)})
            case _:
                continue
    return None


def _file(case: Case, outcome: Outcome, on: date, reason: str, code: Code) -> HandOver:
    ending = Ending(outcome=outcome, on=on, reason=reason, title=code.title, cite=code.cite)
    return file_of("mediation", case, case.matter.parties, ending)


def _met(case: Case) -> dict[str, object]:
    signed = tuple(one.undisputed for one in case.sessions if one.undisputed_signed)
    return {"held_on": tuple(one.held_on for one in case.sessions), "undisputed": signed}
