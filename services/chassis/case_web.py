"""What the interface and the pages of every channel share: a case after a step, its version, refused forms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Header
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict

from services.chassis import problem
from services.chassis.db import HouseSession
from services.chassis.now import today
from services.kernel.casefile import CaseFile
from services.kernel.refusal import Refused


class CaseState(BaseModel):
    """A case after a step: its version goes into the next `If-Match`."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    number: str
    state: str
    version: int


def state_of(case: CaseFile) -> CaseState:
    """What a caller learns of a case after a step."""
    return CaseState(id=case.id, number=case.number, state=case.state, version=case.version)


LAST_DAY = "民事诉讼法 第八十五条第三款"
IfMatch = Annotated[str | None, Header(pattern=r'^"?\d{1,9}"?$')]


def version_of(if_match: str | None) -> int | None:
    """The version that the caller had seen."""
    return int(if_match.strip('"')) if if_match else None


def not_future(on: date) -> date:
    """Refuse to let limits run out before their day has come."""
    if on > today():
        raise Refused("sweep.future", "不能按将来的日期办理期限。", cite=LAST_DAY)
    return on


def tried(session: HouseSession, work: Callable[[], Response], again: Callable[[Refused], HTMLResponse]) -> Response:
    """Do the work, or show the same page again with all faults; a refused step leaves nothing behind."""
    try:
        return work()
    except Refused as refusal:
        if problem.status_of(refusal.code) in {403, 404}:
            raise
        session.rollback()
        return again(refusal)


@dataclass(frozen=True)
class Paging:
    """One page of a long list; `query` is the address without the page number."""

    number: int
    pages: int
    query: str
    size: int = 25

    @classmethod
    def of(cls, count: int, wanted: int, filters: str, size: int = 25) -> "Paging":
        """The page that is wanted, or the nearest there is."""
        pages = max(1, -(-count // size))
        return cls(min(max(wanted, 1), pages), pages, f"{filters}&page_number=", size)

    @property
    def start(self) -> int:
        """The first line of this page."""
        return (self.number - 1) * self.size

    @property
    def end(self) -> int:
        """The line after the last of this page."""
        return self.number * self.size
