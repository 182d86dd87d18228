"""听证日程: the hearings that are still to be held, by day, each with the last day on which its notice may arrive."""

from datetime import date, time
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlmodel import col, select

from services.chassis.db import HouseSession
from services.chassis.law_in_use import law_in_use

from ..domain import Case
from ..domain.hearing import last_notice_on
from ..store import BOOK, CaseRow


class HearingLine(BaseModel):
    """One hearing in the calendar."""

    model_config = ConfigDict(frozen=True)

    case_id: UUID
    number: str
    title: str
    on: date
    at: time
    place: str
    presiding: str
    notice_by: date | None
    is_told: bool


def hearings(session: HouseSession) -> tuple[HearingLine, ...]:
    """Every hearing that was called and not held yet, the earliest first; a day that has passed without a record stays."""
    rows = session.exec(select(CaseRow).where(col(CaseRow.state).in_(("TRIAL", "SUSPENDED")))).all()
    found = (_line(BOOK.case.model_validate(row.snapshot)) for row in rows)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.on, one.at, one.number)))


def _line(case: Case) -> HearingLine | None:
    hearing = case.trial.hearing
    if hearing is None or hearing.is_held:
        return None
    told = [one for one in case.deliveries if one.paper == "hearing_notice" and one.state != "replaced"]
    return HearingLine(
        case_id=case.id,
        number=case.number,
        title=case.act.title,
        on=hearing.on,
        at=hearing.at,
        place=hearing.place,
        presiding=hearing.panel.presiding,
        notice_by=last_notice_on(case, hearing.on, law_in_use()),
        is_told=bool(told) and all(one.state == "served" for one in told),
    )
