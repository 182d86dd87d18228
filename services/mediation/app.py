"""The mediation service (行政调解) as it is started: its app and what it hears."""

from collections.abc import Mapping

from fastapi import FastAPI

from services.chassis import missed_web
from services.chassis.inbox import Handler
from services.chassis.missed_limits import Register
from services.chassis.web import Service, create_app

from . import api, pages, views
from .access import PERMISSIONS
from .store import BOOK

MISSED = Register(BOOK, views.OWED)
api.router.include_router(missed_web.api_routes(MISSED))
SERVICE = Service(
    name="mediation",
    title="行政调解",
    page_prefix="/mediation",
    api_prefix="/api/mediation",
    permissions=PERMISSIONS,
    api=api.router,
    pages=pages.router,
    extra=(missed_web.page_routes(MISSED, "/mediation"),),
)


def create() -> FastAPI:
    """The app of this service."""
    return create_app(SERVICE)


def consumers() -> Mapping[str, Handler]:
    """What this service hears on the stream: nothing yet; it is told everything by calls."""
    return {}
