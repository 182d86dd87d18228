"""Adjudication cases."""

from alembic import op

from services.chassis.migrations.cases import create_cases

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    create_cases(op)
    op.execute(
        """
        ALTER TABLE case_row
            ADD COLUMN title text NOT NULL,
            ADD COLUMN adjudicator_id text;
        CREATE INDEX ix_case_row_adjudicator_id ON case_row (adjudicator_id);
        """
    )
