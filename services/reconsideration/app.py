"""The reconsideration service (行政复议) as it is started: its app and what it hears."""

from collections.abc import Mapping

from fastapi import FastAPI

from services.chassis import missed_web
from services.chassis.inbox import Handler
from services.chassis.missed_limits import Register
from services.chassis.web import Service, create_app

from . import api, handlers, pages, views
from .access import PERMISSIONS
from .store import BOOK

MISSED = Register(BOOK, views.OWED)
api.router.include_router(missed_web.api_routes(MISSED))
SERVICE = Service(
    name="reconsideration",
    title="行政复议",
    page_prefix="/reconsideration",
    api_prefix="/api/reconsideration",
    permissions=PERMISSIONS,
    api=api.router,
    pages=pages.router,
    extra=(missed_web.page_routes(MISSED, "/reconsideration"),),
)


def create() -> FastAPI:
    """The app of this service."""
    return create_app(SERVICE)


def consumers() -> Mapping[str, Handler]:
    """What this service hears on the stream."""
    return {"delivery.served": handlers.on_served, "delivery.failed": handlers.on_failed}
