"""移交: the file of an application that was not taken (不予受理, 行政复议法 第三十条第二款), as the desk receives it."""

from collections.abc import Sequence

from services.kernel.handing import Ending, file_of
from services.kernel.handover import HandOver, Outcome

from ..events import AnyEvent, ApplicationRefused
from .case import CODES, Case


def hand_over(case: Case, past: Sequence[AnyEvent]) -> HandOver | None:
    """What the desk receives, with the organ that the refusal named as competent; nothing where it was taken."""
    refused = next((fact for fact in reversed(past) if isinstance(fact, ApplicationRefused)), None)
    if refused is None:
        return None
    grounds = [CODES.refusal_grounds[code] for code in refused.grounds]
    ending = Ending(
        outcome=Outcome.REFUSED,
        on=refused.on,
        reason="+".join(refused.grounds),
        title="；".join(ground.title for ground in grounds),
        cite=grounds[0].cite,
    )
    file = file_of("reconsideration", case, case.applicants, ending)
    return file.model_copy(update={"competent_organ": refused.competent_organ})
