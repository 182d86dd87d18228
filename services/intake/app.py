"""The desk (一站式窗口) as it is started: its app and what it hears."""

from collections.abc import Mapping

from fastapi import FastAPI

from services.chassis import sign_in
from services.chassis.inbox import Handler
from services.chassis.web import Service, create_app

from . import api, handlers, pages
from .access import PERMISSIONS

SERVICE = Service(
    name="intake",
    title="一站式窗口",
    page_prefix="/desk",
    api_prefix="/api/intake",
    permissions=PERMISSIONS,
    api=api.router,
    pages=pages.router,
    extra=sign_in.routers(),  # the desk serves signing in and the patterns for everyone
)


def create() -> FastAPI:
    """The app of this service."""
    return create_app(SERVICE)


def consumers() -> Mapping[str, Handler]:
    """What this service hears on the stream."""
    return {"case.opened": handlers.on_case_opened, "case.moved": handlers.on_case_moved}
