"""The tables every service starts with."""

from alembic import op

from services.chassis.migrations.common import create_common

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_common(op)
