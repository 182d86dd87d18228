"""The notify service (送达与通知) as it is started: its app, what it hears, and the loop that sends."""

import threading
from collections.abc import Callable, Mapping

from fastapi import FastAPI

from services.chassis.inbox import Handler
from services.chassis.web import Service, create_app

from . import api, pages
from .access import PERMISSIONS
from .handlers.messages import delivery_requested, notice_requested
from .handlers.sending import sender

SERVICE = Service(
    name="notify",
    title="文书送达与通知",
    page_prefix="/notices",
    api_prefix="/api/notify",
    permissions=PERMISSIONS,
    api=api.router,
    pages=pages.router,
)


def create() -> FastAPI:
    """The app of this service."""
    return create_app(SERVICE)


def consumers() -> Mapping[str, Handler]:
    """What this service hears on the stream."""
    return {"delivery.requested": delivery_requested, "notice.requested": notice_requested}


def workers() -> tuple[Callable[[threading.Event], None], ...]:
    """The loops that run beside the app: one sender, which may run in any number of processes."""
    return (sender().run,)
