"""Refused lapses that rest, reasons of missed limits, alarms of the calendar."""

from alembic import op

from services.chassis.migrations.clock_watch import add_clock_watch

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    add_clock_watch(op)
