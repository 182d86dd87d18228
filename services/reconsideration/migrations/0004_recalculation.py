"""Recalculation after a new notice, and dates that parties were told."""

from alembic import op

from services.chassis.migrations.recalculation import add_recalculation

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    add_recalculation(op)
