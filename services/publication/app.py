"""The publication service (决定公开) as it is started: a public site that knows anonymised decisions and nothing else."""

from collections.abc import Mapping

from fastapi import FastAPI

from services.chassis.inbox import Handler
from services.chassis.web import Service, create_app

from . import api, pages
from .access import PERMISSIONS

SERVICE = Service(
    name="publication",
    title="行政复议决定公开",
    page_prefix="/public",
    api_prefix="/api/publication",
    permissions=PERMISSIONS,
    api=api.router,
    pages=pages.router,
)


def create() -> FastAPI:
    """The app of this service."""
    return create_app(SERVICE)


def consumers() -> Mapping[str, Handler]:
    """What this service hears on the stream: nothing, so that no message of a case ever reaches it."""
    return {}
