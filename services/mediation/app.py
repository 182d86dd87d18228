"""The mediation service (行政调解) as it is started: its app and what it hears."""

from collections.abc import Mapping

from fastapi import FastAPI

from services.chassis.inbox import Handler
from services.chassis.web import Service, create_app

from . import api, pages
from .access import PERMISSIONS

SERVICE = Service(
    name="mediation",
    title="行政调解",
    page_prefix="/mediation",
    api_prefix="/api/mediation",
    permissions=PERMISSIONS,
    api=api.router,
    pages=pages.router,
)


def create() -> FastAPI:
    """The app of this service."""
    return create_app(SERVICE)


def consumers() -> Mapping[str, Handler]:
    """What this service hears on the stream: nothing yet; it is told everything by calls."""
    return {}
