"""The adjudication service (行政裁决) as it is started: its app and what it hears."""

from collections.abc import Mapping

from fastapi import FastAPI

from services.chassis.inbox import Handler
from services.chassis.web import Service, create_app

from . import api, handlers, pages
from .access import PERMISSIONS

SERVICE = Service(
    name="adjudication",
    title="行政裁决",
    page_prefix="/adjudication",
    api_prefix="/api/adjudication",
    permissions=PERMISSIONS,
    api=api.router,
    pages=pages.router,
)


def create() -> FastAPI:
    """The app of this service."""
    return create_app(SERVICE)


def consumers() -> Mapping[str, Handler]:
    """What this service hears on the stream."""
    return {"delivery.served": handlers.on_served, "delivery.failed": handlers.on_failed}
