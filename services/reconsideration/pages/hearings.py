"""The hearing calendar (/reconsideration/hearings): what is to be held on which day, and whether everyone was told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from services.chassis.access import may
from services.chassis.db import Db
from services.chassis.pages import page
from services.kernel.principal import Principal

from ..views import HearingLine, hearings

router = APIRouter()


@dataclass(frozen=True)
class HearingsPage:
    """The hearings by day."""

    template: ClassVar[str] = "reconsideration/hearings.html"
    days: Mapping[date, tuple[HearingLine, ...]]


@router.get("/reconsideration/hearings")
def show_hearings(
    request: Request,
    principal: Annotated[Principal, may("read_hearings")],  # noqa: ARG001 - asked for the permission alone
    session: Db,
) -> HTMLResponse:
    """Every hearing that is still to be held."""
    days = {day: tuple(lines) for day, lines in groupby(hearings(session), key=lambda one: one.on)}
    return page(request, HearingsPage(days=days))
