"""A unit in a channel's hands (移送中)."""

from alembic import op

revision = "0007"
down_revision = "0006"

STATES = """
ALTER TABLE claim_unit DROP CONSTRAINT claim_unit_state_check;
ALTER TABLE claim_unit ADD CONSTRAINT claim_unit_state_check
    CHECK (state IN ('waiting', 'offered', 'referred', 'refused', 'lawyer', 'told'));
DROP INDEX ix_claim_unit_due_on;
CREATE INDEX ix_claim_unit_due_on ON claim_unit (due_on) WHERE state IN ('waiting', 'offered', 'lawyer', 'refused');
"""


def upgrade() -> None:
    op.execute(STATES)
