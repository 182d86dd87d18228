"""Reconsideration cases."""

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
            ADD COLUMN officer_id text,
            ADD COLUMN respondent text NOT NULL,
            ADD COLUMN redaction text NOT NULL,
            ADD COLUMN advice text NOT NULL;
        CREATE INDEX ix_case_row_officer_id ON case_row (officer_id);
        CREATE INDEX ix_case_row_respondent ON case_row (respondent);
        """
    )
