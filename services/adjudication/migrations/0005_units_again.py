"""A unit that was given back may come again."""

from alembic import op

from services.chassis.migrations.cases import let_units_come_again

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    let_units_come_again(op)
