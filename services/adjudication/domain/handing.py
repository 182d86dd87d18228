"""移交: the file of a request that was not taken (不予受理), as the desk receives it back."""

from collections.abc import Sequence

from services.kernel.handing import Ending, file_of
from services.kernel.handover import HandOver, Outcome

from ..codes import REFUSALS
from ..events import AnyEvent, RequestRefused
from .case import Case


def hand_over(case: Case, past: Sequence[AnyEvent]) -> HandOver | None:
    """What the desk receives; nothing where the request was taken or withdrawn."""
    refused = next((fact for fact in reversed(past) if isinstance(fact, RequestRefused)), None)
    if refused is None:
        return None
    code = REFUSALS[refused.ground]
    ending = Ending(outcome=Outcome.REFUSED, on=refused.on, reason=refused.ground, title=code.title, cite=code.cite)
    return file_of("adjudication", case, case.matter.parties, ending)
