"""并案与分案: recorded in both files in one transaction; each case keeps its own limits."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from services.chassis.db import HouseSession
from services.chassis.docket import handle, need
from services.kernel.principal import Principal

from ..commands import AnyCommand, JoinCases, SplitCases
from ..domain import Case
from ..store import BOOK
from ..views import case_id_of


def link(  # noqa: PLR0913 - who links which case by which wish
    session: HouseSession,
    case_id: UUID,
    command: JoinCases | SplitCases,
    take: Callable[[AnyCommand], Case],
    principal: Principal,
    *,
    today: date,
) -> Case:
    """Take the step in both files; the lower id is locked first, so that two officers never wait for each other."""
    other_id = case_id_of(session, command.other_number)
    if other_id is None:
        return take(command.model_copy(update={"other_id": None}) if isinstance(command, JoinCases) else command)
    for one in sorted({case_id, other_id}):
        need(session, BOOK, one, lock=True)
    if isinstance(command, SplitCases):
        changed = take(command)
        back: AnyCommand = command.model_copy(update={"other_number": changed.number})
    else:
        changed = take(command.model_copy(update={"other_id": other_id}))
        back = command.model_copy(update={"other_id": case_id, "other_number": changed.number})
    handle(session, BOOK, other_id, back, principal, today=today)
    return changed
