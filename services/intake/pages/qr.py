"""一案一码: the address of a dispute's public status, and the picture of it that a telephone reads."""

import base64
from uuid import UUID

from services.chassis.db import HouseSession
from services.chassis.render.art import qr_svg
from services.chassis.settings import settings

from .. import views
from ..views import STATUS, status_path

__all__ = ["STATUS", "picture", "status_path", "status_path_of"]


def picture(number: str, code: str) -> str:
    """The code as an image that stands in the page itself. It holds the address and nothing about anybody."""
    drawn = qr_svg(settings().public_url + status_path(number, code))
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"


def status_path_of(session: HouseSession, dispute_id: UUID, number: str) -> str:
    """The address that a person who just filed is led to."""
    return status_path(number, views.code_of(session, dispute_id))
